import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { median, seconds } from '../measure.mjs'
import { ordersCsv } from '../orders.mjs'
import { dataFile } from '../paths.mjs'
import { served } from '../served.mjs'

const { fetch } = globalThis

/** What somebody types, each time with another number, so that nothing was asked before. */
const TYPED = [
  (n) => `\`price\` must be between 1 and ${n}`,
  (n) => `where \`country\` is "DE", \`quantity\` must be at most ${n % 20}`,
  (n) => `the average of \`price\` must be at least ${n}`,
  (n) => `\`email\` must be at most ${n % 30} characters long`,
  (n) => `for each \`country\`, the average of \`discount\` should be at most 0.${n}`,
  (n) => `\`ordered\` must be after 20${10 + (n % 15)}-01-01`,
]
const TURNS = 5

/** A project whose page has one delivery of 1 million rows, as text. */
function project(path) {
  const folder = dataFile('typing')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'orders.md'), `---\nsource: ${path}\n---\n# Orders\n\n- \`id\` must be present\n`)
  writeFileSync(join(folder, 'assay.yaml'), 'settle: 0 s\n')
  return folder
}

export async function typing() {
  const { url, stop } = await served(project(await ordersCsv(1_000_000, 'orders-1m')))
  try {
    const api = `${url}/api/datasets/orders`
    for (;;) {
      const columns = await fetch(`${api}/columns`).then((answer) => answer.json())
      if (columns.delivery === 1) break
      await sleep(200)
    }
    const attempt = async (sentence, sample) => {
      const answer = await fetch(`${api}/try`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-assay': '1' },
        body: JSON.stringify({ sentence, sample }),
      })
      const { verdict, sampled } = await answer.json()
      if (!verdict || verdict.status === 'unchecked' || (sampled !== null) !== sample)
        throw new Error(`${sentence}: ${String(answer.status)} ${JSON.stringify(verdict)}`)
    }
    // the sample is put into memory as soon as the editor is opened
    await sleep(5000)
    const first = []
    const exact = []
    for (let turn = 0; turn <= TURNS; turn++)
      for (const [i, typed] of TYPED.entries()) {
        const sentence = typed(10 + turn * TYPED.length + i)
        const [quick, whole] = [
          await seconds(() => attempt(sentence, true)),
          await seconds(() => attempt(sentence, false)),
        ]
        if (turn > 0) {
          first.push(quick)
          exact.push(whole)
        }
      }
    return [
      result('First verdict of a sentence while it is typed, of a sample', first, 0.3),
      result('Exact verdict of the same, of all rows', exact, 2),
    ]
  } finally {
    await stop()
  }
}

function result(what, times, most) {
  const found = median(times)
  return {
    what: `${what}: CSV of 1 million rows × 12 columns, over HTTP, six kinds of sentences in five turns`,
    target: `≤ ${most} s`,
    result: `${found.toFixed(2)} s`,
    pass: found <= most,
    detail: `median ${found.toFixed(2)} s, longest ${Math.max(...times).toFixed(2)} s`,
  }
}
