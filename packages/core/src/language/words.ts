import type { BoundWord, ConditionWord, MeasureWord, NumberWord, Phrase, ValueWord } from '../vocabulary/word.ts'
import type { Args } from '../check.ts'
import { ALIASES } from '../vocabulary/aliases.ts'
import { BOUNDS, CONDITIONS, MEASURES, VALUES } from '../vocabulary/index.ts'
import { STANDARDS } from '../vocabulary/standards/index.ts'
import { NUMBER_STYLES } from '../vocabulary/written-forms/index.ts'

type Word = ConditionWord<Args> | ValueWord<Args> | NumberWord<Args> | BoundWord<Args> | MeasureWord<Args>

/** The whole language as Markdown, made from the tables of its words. */
export function languageReference(): string {
  const standards = new Set(STANDARDS.map((each) => each.kind))
  const claims = Object.entries(CONDITIONS).filter(([kind]) => !standards.has(kind))
  const rowValues = Object.entries(VALUES).filter(([, word]) => word.level !== 'delivery')
  const numbers = Object.entries(VALUES).filter(([, word]) => word.level === 'delivery')
  return [
    '# The language of assumptions',
    INTRODUCTION,
    '## Values',
    'What can stand on either side of a claim.',
    ...rowValues.map(([, word]) => section(word, '')),
    '## Claims about values',
    'Every claim can be denied with `not` where nothing else is said. A missing value is not counted, unless the claim is about being missing.',
    ...claims.map(([kind, word]) => section(word, 'must ', aliasesOf(kind))),
    '## Standards',
    'Claims that a text is what a published standard says.',
    standardsTable(),
    '## Numbers of the delivery',
    'They are judged with the comparisons above, and with the claims below.',
    ...numbers.map(([, word]) => section(word, '')),
    '## Claims about numbers of the delivery',
    ...Object.values(BOUNDS).map((word) => section(word, 'must ')),
    '## Claims about the whole delivery',
    ...Object.values(MEASURES).map((word) => section(word, `${word.subject} must `)),
    WRITTEN_FORMS,
  ]
    .join('\n\n')
    .concat('\n')
}

const INTRODUCTION = `This page is made from the tables that the language is read with; \`assay words\` prints it.

    [SCOPE,] SUBJECT must|should [not] CLAIM [and|or CLAIM] [TOLERANCE]

- *must*: if it is broken, the delivery is not accepted. *should*: a warning. \`not\` denies the claim that follows it.
- SUBJECT: a value of the row, several of them (\`\` \`a\`, \`b\` and \`c\` \`\`, \`\` at least one of \`a\` or \`b\` \`\`, \`exactly one of\`, \`at most 2 of\`,
  \`all or none of\`, \`\` \`a\` and \`b\` together \`\`, \`every column\`, \`\` every column except \`a\` \`\`, \`every column matching /_id$/\`,
  \`\` every entry of \`tags\` \`\`), or a number of the delivery.
- SCOPE: \`\` where \`country\` is "DE" \`\`, \`\` for each \`country\` and day of \`time\` \`\`, \`in groups with at least 50 rows\`, \`over the last 7 days\`,
  \`\` in order of \`time\` \`\`, \`in file order\`. In front in canonical form, also allowed behind.
- TOLERANCE: \`in at least 99% of rows\` (of the counted rows), \`with at most 10 exceptions\`, \`in at least 95% of groups\`.
- A value that is there and cannot be read as the number or time that a sentence needs fails where it is judged. Where rows are chosen
  by it (\`where\`, \`for each\`, \`over the last\`) or a number is taken of it, it is left out, and how many are is said. A share or number of rows
  whose verdict hangs on it is unchecked, and so is every sentence that rests so on a column of which nothing can be read.
- A day beside a time means the whole day, on whichever side it stands, in the zone of the page.
- Numbers are reckoned as people write them, to 15 digits: 0.1 plus 0.2 is 0.3.
- A condition after \`where\` says in the indicative what a claim says with must: \`\` \`x\` is between 1 and 5 \`\`. \`and\` and \`or\` are mixed only with parentheses.
- Columns stand in backticks, texts in double quotes, patterns between slashes. Numbers may have thousands commas (written from 10,000 on), \`%\` and units. Case and a trailing full stop do not matter.

In the phrases below, \`{…}\` stands for a value of that kind, \`[…]\` may be left out, and \`(a|b)\` are alternatives. The first phrases are the canonical ones;
those after "also" are read, and written as the canonical one by \`assay format\`.`

const WRITTEN_FORMS = `## Written forms

How text is read as a value. Blanks around a number, date, time or truth value are ignored; in texts they count.

| type | forms |
|---|---|
| number | \`-12\`, \`+12\`, \`12.50\`, \`.5\`, \`1e3\`; with \`numbers:\` on the page one of ${NUMBER_STYLES.map((each) => `\`${each}\``).join(', ')}. Not: \`1_000\`, \`0x1F\`, \`1,000\` (unless set), \`12%\`, \`NaN\`, \`inf\` |
| whole number | a number whose fraction is zero; exact beyond 2^53 |
| date | \`2024-01-31\`; other writings by \`written as\` for that column |
| timestamp | ISO 8601 with \`T\` or blank; with an offset it is that instant, without one it is in the zone of the page |
| time | \`17:30\`, \`17:30:05\` |
| true or false | \`true false yes no 1 0\`, any case; JSON booleans |`

function section(word: Word, before: string, more: readonly string[] = []): string {
  const phrases = word.phrases.map((phrase) => `- \`\` ${before}${shown(phrase)} \`\``)
  const also = [...new Set([...(word.also ?? []).map(shown), ...more])]
  const examples = word.examples.map(([sentence, reading]) => `> ${sentence}\n>\n> ${reading}.`)
  return [
    `### ${capital(word.about)}`,
    phrases.join('\n'),
    ...(also.length > 0 ? [`Also: ${also.map((each) => `\`\` ${each} \`\``).join(', ')}`] : []),
    ...examples,
    ...('negatable' in word && word.negatable !== true ? [`It cannot be denied: ${word.negatable}.`] : []),
  ].join('\n\n')
}

const aliasesOf = (kind: string): readonly string[] =>
  ALIASES.filter((each) => each.kind === kind).map((each) => `${each.denied ? 'not ' : ''}${readable(each.say)}`)
const shown = (phrase: Phrase): string => readable(phrase.say)
/** A template with the names of its slots' kinds instead of the slots. */
const readable = (template: string): string =>
  template.replace(/\{\w+:([\w-]+)\}/g, (_, kind: string) => `{${KINDS[kind] ?? kind}}`).replaceAll(' ,', ',')
const KINDS: { readonly [kind: string]: string } = {
  digits: 'number',
  atom: 'value',
  aggregable: 'column',
  slack: 'distance',
  literals: 'values',
  literals2: 'values',
  listed: 'values',
  literals2in: 'values',
  condition: 'condition',
  'page-word': 'word of the page',
  'page-measure': 'measure of the page',
  ref: 'column of dataset',
  reference: 'column of dataset',
  past: 'earlier delivery',
  calendar: 'calendar',
}

function standardsTable(): string {
  const rows = STANDARDS.map(
    (each) =>
      `| must be ${each.phrases[0] ?? each.kind}${each.dependsOn ? ' [in {value}]' : ''} | ${each.phrases.slice(1).join(', ')} | ${each.source} |`,
  )
  return ['| claim | also | what is checked |', '|---|---|---|', ...rows].join('\n')
}

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
