import process from 'node:process'
import console from 'node:console'
import { board } from './items/board.mjs'
import { csv } from './items/csv.mjs'
import { failing } from './items/failing.mjs'
import { growth } from './items/growth.mjs'
import { history } from './items/history.mjs'
import { holding } from './items/holding.mjs'
import { huge } from './items/huge.mjs'
import { startUp } from './items/start-up.mjs'
import { suggesting } from './items/suggesting.mjs'
import { typing } from './items/typing.mjs'
import { watching, watchingParquet } from './items/watching.mjs'
import { wide, wideCsv } from './items/wide.mjs'
import { writeResults } from './results.mjs'

const ITEMS = {
  'start-up': startUp,
  holding,
  csv,
  wide,
  'wide-csv': wideCsv,
  failing,
  growth,
  history,
  watching,
  'watching-parquet': watchingParquet,
  typing,
  suggesting,
  board,
  huge,
}

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !(name in ITEMS))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; there are ${Object.keys(ITEMS).join(', ')}.`)
  process.exit(2)
}
const found = new Map()
for (const [name, item] of Object.entries(ITEMS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const results = await item()
  found.set(name, results)
  for (const each of results)
    console.log(
      `${name}: ${each.result} (${each.target}) ${each.pass === null ? '' : each.pass ? 'pass' : 'MISS'} – ${each.detail}`,
    )
  await writeResults(found, Object.keys(ITEMS))
}
