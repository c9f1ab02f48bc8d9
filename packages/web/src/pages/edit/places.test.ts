import { grammarWith, readPage, withSentence } from '@assay/core'
import { expect, test } from 'vitest'
import { itemsOf, placesOf, saidOn } from './places.ts'

const put = (text: string, sentence: string, after: number | null): string =>
  withSentence(text, 'orders.md', { sentence, canonical: sentence, why: null, after }) ?? ''

const PAGE = `---
source: a.csv
---
# Orders

Prose.

## Prices

- \`price\` must be at least 0
  Why: refunds.

## Identity

- \`id\` must be unique

## Notes

- not a sentence
`

test('what is no note, no fence and no setting may be a sentence', () => {
  const items = ['`price` must be at least 0', '`id` must be unique']
  expect(itemsOf(PAGE)).toEqual(items)
  expect(itemsOf(PAGE.replaceAll('\n', '\r\n'))).toEqual(items)
  expect(itemsOf(PAGE.replace('Prose.', '```\n- no sentence\n```'))).toEqual(items)
})

test('a page says a sentence in other words too, and nothing stricter or about something else', () => {
  const said = saidOn(PAGE, grammarWith({ words: [], measures: [] }))
  expect(['`price` must be at least 0', 'the column `id` must be unique', '`price` must be >= 0'].map(said)).toEqual(
    Array.from({ length: 3 }, () => true),
  )
  expect(['`price` must be at least 1', '`sku` must be unique', 'not a sentence', ''].map(said)).toEqual(
    Array.from({ length: 4 }, () => false),
  )
})

test('a sentence goes below those of its heading, with what belongs to them', () => {
  expect(placesOf(PAGE).map(({ heading, line }) => [heading, line])).toEqual([
    ['Orders', 4],
    ['Prices', 11],
    ['Identity', 15],
  ])
  expect(put(PAGE, '`price` should be present', 11)).toContain(
    '  Why: refunds.\n- `price` should be present\n\n## Identity',
  )
})

test('wherever it is put, the page has all of its sentences and the new one', () => {
  for (const { line } of placesOf(PAGE)) {
    const sentences = readPage(put(PAGE, '`new` must be present', line), 'orders.md').sentences.map(({ text }) => text)
    expect(sentences.toSorted()).toEqual(['`id` must be unique', '`new` must be present', '`price` must be at least 0'])
  }
  const empty = put('---\nsource: a.csv\n---\n# Orders\n', '`new` must be present', null)
  expect(readPage(empty, 'orders.md').sentences.map(({ text }) => text)).toEqual(['`new` must be present'])
})
