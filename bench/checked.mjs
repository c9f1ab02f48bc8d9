import { check } from '../packages/assay/dist/index.js'

/** Checks a page given as text, and makes sure that as many sentences came out as should: a benchmark of wrong work is none. */
export async function checked(text, expected, options = {}) {
  const result = await check({ text, ...options })
  const { holds, broken, warnings, unchecked, idle } = result.summary
  const found = { holds, broken: broken + warnings, unchecked: unchecked + idle }
  const wanted = { holds: 0, broken: 0, unchecked: 0, ...expected }
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    const why = result.pages.flatMap((page) => [
      ...page.diagnostics.map((each) => each.message),
      ...page.verdicts.filter((each) => each.status !== 'holds').map((each) => `${each.sentence}: ${each.reason}`),
    ])
    throw new Error(`expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}\n${why.slice(0, 5).join('\n')}`)
  }
  return result
}
