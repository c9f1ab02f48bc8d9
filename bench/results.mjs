import process from 'node:process'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem, type as system, release } from 'node:os'
import { fileURLToPath, URL } from 'node:url'
import { onEngine } from './engine.mjs'

const file = fileURLToPath(new URL('RESULTS.md', import.meta.url))

async function facts() {
  const [{ version }] = await onEngine('SELECT version() AS version')
  const [cpu] = cpus()
  return [
    `- ${cpus().length} cores (${cpu?.model.trim() ?? 'unknown'}), ${(totalmem() / 2 ** 30).toFixed(0)} GiB of memory, ${system()} ${release()}`,
    `- Node ${process.version}, DuckDB ${version}`,
    `- ${new Date().toISOString().slice(0, 10)}`,
  ]
}

const line = (each) =>
  `| ${each.what} | ${each.target} | ${each.result} | ${each.pass === null ? '–' : each.pass ? 'pass' : '**miss**'} | ${each.detail} |`

/** Items that were not run this time keep what was found before. */
function before() {
  try {
    const text = readFileSync(file, 'utf8')
    return new Map([...text.matchAll(/^<!-- (\S+) -->\n((?:\|.*\n)+)/gm)].map((match) => [match[1], match[2]]))
  } catch (error) {
    if (error.code === 'ENOENT') return new Map()
    throw error
  }
}

/** Writes the results of items by their names. */
export async function writeResults(found, order) {
  const old = before()
  const sections = order.flatMap((name) => {
    const lines = found.has(name)
      ? `${found.get(name).map(line).join('\n')}\n`
      : old
          .get(name)
          ?.split('\n')
          .filter((each) => each.startsWith('| ') && !each.startsWith('| What |') && !each.startsWith('| ---'))
          .join('\n')
          .concat('\n')
    return lines
      ? [`<!-- ${name} -->\n| What | Target | Result | | Medians |\n| --- | --- | --- | --- | --- |\n${lines}`]
      : []
  })
  const text = [
    '# How fast, how large',
    '',
    'Written by `npm run bench`. Times are ratios within one run, the median of several turns in which both sides alternate; every check opens its own engine and reads its file anew, fingerprint included.',
    '',
    ...(await facts()),
    '',
    ...sections,
  ].join('\n')
  writeFileSync(file, text)
}
