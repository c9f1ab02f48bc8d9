import type { PageResult } from './contract.ts'
import { samplePage, sampleVerdict } from './sample-verdict.test-data.ts'

export const SCRIPT = '<script>alert("owned")</script>'
export const LONG = 'long '.repeat(2000)
export const HOSTILE_TEXTS = [
  SCRIPT,
  ']]></failure><x>',
  'a | b || c',
  '`code` ```` <b>',
  '\u001b[31mred\u001b[0m\u001b]8;;http://evil.example\u0007',
  'abc\u202Egpj.exe',
  'first\nsecond\r\n## heading',
  '👩‍👩‍👧 🇩🇪 ❤️ 日本語',
  LONG,
  'Наименование товара',
  '@octocat #1 [x](javascript:alert(1)) ![i](http://evil.example/x.png)',
  'nul\0 \u0007 \ud800 \ufffe',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE x; --",
] as const

const COLUMN = 'na\nme "<i>" | `x`'

export const hostile: PageResult = samplePage({
  page: "pages/we ird's <b>.md",
  dataset: 'hos|tile<script>',
  title: `Title ${SCRIPT} \u202Eevil`,
  owner: '@everyone <x>',
  accepted: false,
  state: 'held',
  outcome: `held: 1 of 2 sentences broken ${SCRIPT}`,
  diagnostics: [
    {
      code: 'reading',
      severity: 'warning',
      message: `odd ${SCRIPT} \u001b[2J | ]]>`,
      line: 1,
      column: 1,
      fix: '<b>`fix`</b>',
    },
  ],
  verdicts: [
    sampleVerdict({
      line: 9,
      sentence: `\`${COLUMN}\` must be "${SCRIPT}" or ]]> | @octocat`,
      status: 'broken',
      why: 'out-of-bound',
      blocks: true,
      value: 0.5,
      shown: '50%',
      counted: 28,
      failing: 14,
      reason: `14 of 28 are not ${SCRIPT} ]]> | \u001b[31m @octocat`,
      columns: [COLUMN],
      notes: [{ label: `Why ${SCRIPT}`, text: `${SCRIPT} | \`x\` @octocat\u202E` }],
      evidence: {
        columns: ['row', COLUMN],
        rows: HOSTILE_TEXTS.map((text, i) => [i + 1, text]),
        total: 14,
        blamed: [COLUMN],
        common: [{ column: COLUMN, value: SCRIPT, failing: 10, rows: 11 }],
        distribution: {
          kind: 'texts',
          column: COLUMN,
          values: HOSTILE_TEXTS.map((value, i) => ({ value, rows: 20 - i, failing: i % 2 === 0 ? 20 - i : 0 })),
          others: { different: 0, rows: 0, failing: 0 },
        },
      },
    }),
    sampleVerdict({ line: 10, sentence: '`имя` must be present' }),
  ],
  document: [
    {
      kind: 'prose',
      line: 3,
      markdown: `${SCRIPT}\n\n[x](javascript:alert(1)) ![pixel](http://evil.example/x.png) \u202Eprose`,
    },
    { kind: 'heading', level: 2, text: `Head ${SCRIPT}`, line: 7 },
    { kind: 'sentence', verdict: 0 },
    { kind: 'sentence', verdict: 1 },
    { kind: 'mistake', text: `mistake ${SCRIPT} @octocat`, line: 12 },
  ],
})
