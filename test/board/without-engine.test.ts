import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { build, type Rollup } from 'vite'
import { expect, test } from 'vitest'
import * as whole from '../../packages/core/src/index.ts'
import { withoutEngine } from '../../packages/web/without-engine.ts'

const language = resolve('packages/core/src/language')
const ENTRY = 'virtual:language'
const EXPORTS = `export { complete, grammarWith, readPage, readSentence } from ${JSON.stringify(resolve('packages/core/src/index.ts'))}`

/** The language as the board has it. */
async function bundled(): Promise<
  Pick<typeof whole, 'complete' | 'grammarWith' | 'readPage' | 'readSentence'> & { readonly code: string }
> {
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['source'] },
    plugins: [
      withoutEngine,
      { name: 'entry', resolveId: (id) => (id === ENTRY ? id : null), load: (id) => (id === ENTRY ? EXPORTS : null) },
    ],
    build: {
      write: false,
      target: 'es2022',
      rolldownOptions: { input: ENTRY, preserveEntrySignatures: 'strict' },
      modulePreload: false,
    },
  })) as Rollup.RollupOutput
  const code = built.output[0].code
  return {
    ...(await import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)),
    code,
  }
}

test('the language of the board reads and completes what the language does, without its SQL and examples', async () => {
  const board = await bundled()
  const [grammar, own] = [whole.grammarWith(), board.grammarWith()]
  const sentences = readFileSync(`${language}/corpus.test-data.tsv`, 'utf8')
    .split('\n')
    .flatMap((line) => line.split('\t').slice(0, 2))
    .filter((each) => each.trim() !== '')
  expect(sentences.length).toBeGreaterThan(500)
  for (const each of sentences.filter((_, i) => i % 3 === 0)) {
    expect(board.readSentence(each, own)).toEqual(whole.readSentence(each, grammar))
    const at = Math.floor(each.length / 2)
    expect(board.complete(each, at, { grammar: own })).toEqual(whole.complete(each, at, { grammar }))
  }
  const page = `# All\n\n${sentences
    .slice(0, 60)
    .map((each) => `- ${each}`)
    .join('\n')}\n`
  expect(board.readPage(page, 'all.md')).toEqual(whole.readPage(page, 'all.md'))
  expect(board.code).not.toMatch(/strpos|missing values are not counted/)
})
