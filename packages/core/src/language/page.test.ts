import { describe, expect, test } from 'vitest'
import { formatPage, readPage } from './page.ts'

const page = (body: string, front = '') => readPage(`---\n${front}---\n${body}`, 'pages/products.md')
const messages = (body: string, front = '') =>
  page(body, front).diagnostics.map(
    (each) => `${each.severity} ${String(each.line)}:${String(each.column)} ${each.message}`,
  )

describe('a page', () => {
  test('has settings, prose, headings and sentences with their places', () => {
    const found = readPage(
      [
        '---',
        'dataset: products',
        'source: data/products-*.ndjson.gz',
        'delivery: each partition of `day`',
        'key: [id]',
        'time: date_released',
        'missing: ["NA", "n/a", -999]',
        'private: email',
        'timezone: Europe/Berlin',
        'quarantine: 2%',
        'owner: search-team',
        'alarms: ["slack:#search"]',
        'words:',
        '  premium product: price > 1000',
        'measures:',
        '  click-through rate: avg(clicked)',
        "numbers: '1.234,56'",
        'header: no',
        '---',
        '# Product catalogue',
        '',
        'Prose.',
        '',
        '## Prices',
        '',
        '- `price` must be between 1 and 5,000,000',
        '  Why: refunds beyond that',
        '  need an approval.',
        '  Owner: pricing-team',
        '- where it is a premium product, `ean` is required',
        '* the click-through rate should be at least 20%',
        '',
      ].join('\n'),
      'pages/x.md',
    )
    expect(found).toMatchObject({
      title: 'Product catalogue',
      dataset: 'products',
      delivery: { eachPartitionOf: 'day' },
      key: ['id'],
      missing: ['NA', 'n/a', '-999'],
      private: ['email'],
      quarantine: 0.02,
      words: { 'premium product': 'price > 1000' },
      numbers: '1.234,56',
      header: false,
      diagnostics: [],
      mistakes: [],
    })
    expect(found.sentences).toMatchObject([
      {
        line: 26,
        column: 3,
        heading: 'Prices',
        why: 'refunds beyond that need an approval.',
        owner: 'pricing-team',
        text: '`price` must be between 1 and 5,000,000',
      },
      { line: 30, column: 3, canonical: 'where it is a premium product, `ean` must be present' },
      { line: 31, canonical: 'the click-through rate should be at least 20%' },
    ])
    expect(found.document).toEqual([
      { kind: 'heading', level: 1, text: 'Product catalogue', line: 20 },
      { kind: 'prose', markdown: 'Prose.', line: 22 },
      { kind: 'heading', level: 2, text: 'Prices', line: 24 },
      { kind: 'sentence', sentence: 0 },
      { kind: 'sentence', sentence: 1 },
      { kind: 'sentence', sentence: 2 },
    ])
  })

  test('needs no settings, and is called after its file', () => {
    expect(readPage('- `a` must be present', 'a/b/movies.md')).toMatchObject({
      dataset: 'movies',
      diagnostics: [],
      sentences: [{ line: 1, column: 3 }],
    })
    expect(readPage('\uFEFF- `a` must be present', 'b.md').sentences).toMatchObject([
      { text: '`a` must be present', start: 3 },
    ])
  })

  test('without a list item says so', () => {
    expect(messages('Only prose.')).toEqual([
      'error 1:1 the page has no list item, so nothing is checked; write one sentence as `- …`',
    ])
  })

  test('keeps the other sentences when one is a mistake', () => {
    const found = page('- `a` must be betwen 1 and 5\n-\n- `b` must be present\n')
    expect(found.sentences.map((each) => each.text)).toEqual(['`b` must be present'])
    expect(found.mistakes).toEqual([
      { line: 3, text: '`a` must be betwen 1 and 5' },
      { line: 4, text: '' },
    ])
    expect(found.diagnostics[0]).toMatchObject({
      code: 'not-a-sentence',
      line: 3,
      column: 15,
      length: 6,
      fix: '`a` must be between 1 and 5',
    })
    expect(found.document).toMatchObject([
      { kind: 'mistake', line: 3 },
      { kind: 'mistake', line: 4 },
      { kind: 'sentence', sentence: 0 },
    ])
  })

  test('below a heading Notes, lists are prose until the next heading of that level', () => {
    const found = page('## Notes\n- not checked\n### More\n- nor this\n## Rules\n- `a` must be present\n')
    expect(found.sentences).toMatchObject([{ heading: 'Rules' }])
    expect(found.mistakes).toEqual([])
  })

  test('numbered lists, check boxes, emphasis and nested lists are sentences too', () => {
    const found = page(
      '1. [x] `a` must be present\n2. **`b` must be *unique***\n   - `c` must be present\n   - Why: because\n\n   Owner: me\n',
    )
    expect(found.mistakes).toEqual([])
    expect(found.sentences.map((each) => each.canonical)).toEqual([
      '`a` must be present',
      '`b` must be unique',
      '`c` must be present',
    ])
    expect(found.sentences[1]?.notes).toEqual([
      { label: 'Why', text: 'because' },
      { label: 'Owner', text: 'me' },
    ])
  })

  test('a sentence may go on in the next line, and nothing of it gets lost', () => {
    const found = page(
      '- `a` must be present\n  in at least 99% of rows\n  Why: x\n- the number of rows must be\n  at least 5\n- `b` must be present\n  some remark\n- `c` must be present\n  in most of the rows\n',
    )
    expect(found.sentences.map((each) => each.canonical)).toEqual([
      '`a` must be present in at least 99% of rows',
      'the number of rows must be at least 5',
      '`b` must be present',
      '`c` must be present',
    ])
    expect(found.sentences[2]?.notes).toEqual([{ label: null, text: 'some remark' }])
    expect(found.diagnostics.map((each) => `${String(each.line)}:${String(each.column)} ${each.message}`)).toEqual([
      '11:3 this line is taken as a remark, not as a part of the sentence above',
    ])
  })

  test('a mistake in the second line of a sentence is placed there', () => {
    expect(page('- the number of rows must be\n  att least 5\n').diagnostics).toMatchObject([
      { line: 4, column: 3, length: 3 },
    ])
  })

  test('reads pages with CRLF', () => {
    const text =
      '---\r\ndataset: a\r\n---\r\n# T\r\n\r\n- `a` has to be present\r\n  Why: x\r\n- `b` must be present\r\n'
    expect(readPage(text, 'a.md').sentences).toMatchObject([
      { line: 6, why: 'x', canonical: '`a` must be present' },
      { line: 8 },
    ])
    expect(formatPage(text, 'a.md')).toBe(text.replace('has to', 'must'))
  })
})

describe('the settings of a page', () => {
  test('unknown and wrong ones are told with their place', () => {
    expect(
      messages('- `a` must be present', 'datset: x\nquarantine: lots\n timezone: Nowhere/Land\n').length,
    ).toBeGreaterThan(0)
    expect(
      messages('- `a` must be present', 'datset: x\nquarantine: lots\ntimezone: Nowhere/Land\nkey: {a: 1}\n'),
    ).toEqual([
      'error 2:1 `datset` is no setting of a page; did you mean `dataset`?',
      'error 3:1 `quarantine` must be a share of the rows such as 2%',
      'error 4:1 `timezone` must be a time zone such as Europe/Berlin',
      'error 5:1 `key` must be a list of columns',
    ])
  })

  test('errors of the YAML have a place, and the sentences are read all the same', () => {
    const found = page('- `a` must be present', 'key: [a\nowner: b\n')
    expect(found.diagnostics[0]).toMatchObject({ code: 'front-matter', severity: 'error' })
    expect(found.diagnostics[0]?.line).toBeGreaterThan(1)
    expect(found.sentences).toHaveLength(1)
  })

  test('a word of the page may not be one of the language', () => {
    expect(messages('- `a` must be present', 'words:\n  unique: a > 1\n  "a`b": x\n')).toEqual([
      'error 3:3 "unique" is a word of the language already; choose another name',
      'error 4:3 "a`b" cannot be a word of the page: letters, digits, blanks and hyphens only',
    ])
  })

  test('settings that never end are told', () => {
    expect(readPage('---\ndataset: x\n\n- `a` must be present', 'a.md').diagnostics[0]?.message).toMatch(/never end/)
  })
})

describe('warnings about sentences taken together', () => {
  test('the same twice, and what cannot both hold', () => {
    expect(
      messages(
        '- `a` must be at least 5\n- `a` has to be at least 5\n- `a` must be at most 3\n- `b` must be present\n- `b` must be missing\n- where `c` is 1, `a` must be at most 3\n',
      ),
    ).toEqual([
      'warning 4:3 this says the same as line 3',
      'warning 5:3 this and line 3 cannot both hold',
      'warning 7:3 this and line 6 cannot both hold',
    ])
  })

  test('a listed value that `missing` hides', () => {
    expect(messages('- `a` must be one of "x" or "-"', 'missing: ["-"]\n')).toEqual([
      'warning 4:3 "-" is listed under `missing`, so no value is ever that text',
    ])
  })

  test('numbers with points where the data writes thousands so', () => {
    const front = "numbers: '1.234,56'\n"
    const [found] = page('- `a` must be at least 1.000 in at least 99.125% of rows', front).diagnostics
    expect(found).toMatchObject({ severity: 'warning', line: 4, column: 24, length: 5 })
    expect(found?.message).toMatch(/^1\.000 is the number 1: /)
    expect(found?.fix).toBe('`a` must be at least 1000 in at least 99.125% of rows')
    expect(messages('- `a` must be at least 1.000', '')).toEqual([])
    expect(messages('- `a` must be at least 1.25', front)).toEqual([])
  })
})

describe('formatting a page', () => {
  test('rewrites sentences and keeps everything else', () => {
    const before =
      '---\ndataset: a  # comment\n---\n\n# T *x*\n\n* `id` has to be filled   \n  Why:   spaces   stay\n\n1) there must be at least 1000 rows.\n- nonsense here\n- **`b` must be filled**\n'
    const after = formatPage(before, 'a.md')
    expect(after).toBe(
      before
        .replace('`id` has to be filled', '`id` must be present')
        .replace('there must be at least 1000 rows.', 'the number of rows must be at least 1000')
        .replace('**`b` must be filled**', '`b` must be present'),
    )
    expect(formatPage(after, 'a.md')).toBe(after)
  })

  test('5,000 sentences are read in less than 10 seconds', () => {
    const text = Array.from(
      { length: 5000 },
      (_, i) => `- where \`a${String(i)}\` is 1, \`b\` must be between 1 and ${String(i + 1)} in at least 99% of rows`,
    ).join('\n')
    // the time of the processor: other tests run at the same time
    const start = process.cpuUsage()
    expect(readPage(text, 'a.md').sentences).toHaveLength(5000)
    const { user, system } = process.cpuUsage(start)
    expect((user + system) / 1000).toBeLessThan(10_000)
  })
})
