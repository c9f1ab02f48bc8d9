import { format, percent, quoteColumn, shownCount, type Check, type Proposal, type TableProfile } from '@assay/core'
import { stringify } from 'yaml'
import { columnsOf } from './about.ts'
import type { Looked } from './look.ts'
import { sourceFrom, type Subject } from './subject.ts'

/** A sentence of the page with the number it rests on. */
export interface Suggested {
  readonly proposal: Proposal
  /** Rows counted and failing; null of a number of the delivery, which is `shown`. */
  readonly counted: number | null
  readonly failing: number
  readonly shown: string
  /** The first exceptions: what stands where, and in how many rows. */
  readonly exceptions: readonly Exception[]
}

export interface Exception {
  readonly column: string | null
  readonly value: string | null
  readonly row: number
  readonly rows: number
}

/** What is told of all sentences together. */
export interface PageFacts {
  readonly sentences: readonly Suggested[]
  readonly alarms: number
  readonly dropped: number
  /** How it was tried, in words. */
  readonly splits: readonly string[]
  readonly profile: TableProfile
}

const SECTIONS: readonly (readonly [title: string, holds: (says: string) => boolean])[] = [
  ['Which row is which', (says) => says.startsWith('unique')],
  ['What is there', (says) => /^(?:present|missing)/.test(says)],
  ['What belongs together', (says) => /^(?:determine|at least|computed|found in)/.test(says)],
  ['What values can be', (says) => ['one of', 'range', 'since'].includes(says)],
  ['How values are written', () => true],
]

/** The page as Markdown; of a page that is there already, only what could be added. */
export function pageOf(subject: Subject, looked: Looked, folder: string, facts: PageFacts): string {
  const sections = sectionsOf(facts.sentences)
  if (subject.written !== null) return [...(sections.length === 0 ? [] : [triedOn(facts), '']), ...sections].join('\n')
  const notes = notesOf(facts.profile)
  return [
    ...frontMatter(subject, looked, folder, facts),
    '',
    `# ${title(subject.page.dataset)}`,
    '',
    ...intro(subject, looked, facts),
    '',
    ...sections,
    ...(notes.length > 0 ? ['## Notes', '', ...notes.map((each) => `- ${each}`), ''] : []),
  ].join('\n')
}

function sectionsOf(sentences: readonly Suggested[]): readonly string[] {
  const left = new Set(sentences)
  return SECTIONS.flatMap(([name, holds]) => {
    const mine = [...left].filter((each) => holds(each.proposal.says))
    for (const each of mine) left.delete(each)
    return mine.length === 0 ? [] : [`## ${name}`, '', ...mine.flatMap(sentenceLines), '']
  })
}

const title = (dataset: string): string =>
  `${dataset.charAt(0).toUpperCase()}${dataset.slice(1).replace(/[-_]+/g, ' ')}`

function intro(subject: Subject, { snapshot, sample, environment }: Looked, facts: PageFacts): readonly string[] {
  const day = environment.now.slice(0, 10)
  const several = subject.deliveries.length
  const from =
    several > 1 ? `${several} deliveries, the newest with ${many(snapshot.rows)} rows` : `${many(snapshot.rows)} rows`
  const looked =
    sample.rows < sample.of
      ? ` A sample of ${many(sample.rows)} rows was looked at; the numbers below are counted on all.`
      : ''
  return [
    `Suggested on ${day} from ${from}.${looked} Every sentence is a warning until someone makes it a *must*; delete what nobody relies on, and say why the rest matters.`,
    '',
    triedOn(facts),
  ]
}

const triedOn = ({ alarms, sentences, splits }: PageFacts): string =>
  `Tried on rows that it was not learnt from (${splits.join('; ')}). Expected false alarms of these ${String(sentences.length)} sentences: ${alarms.toFixed(2)} for each delivery of this size.`

/** Columns that say nothing. */
function notesOf(profile: TableProfile): readonly string[] {
  const empty = profile.columns.filter((each) => each.present === 0).map((each) => quoteColumn(each.name))
  const constant = profile.columns.filter((each) => each.different === 1 && each.present === each.rows && each.rows > 1)
  return [
    ...(empty.length > 0
      ? [
          `No value in any row: ${empty.slice(0, MOST_NAMED).join(', ')}${empty.length > MOST_NAMED ? ` and ${many(empty.length - MOST_NAMED)} more columns` : ''}.`,
        ]
      : []),
    ...constant
      .slice(0, MOST_NAMED)
      .map(
        (each) => `The same in every row: ${quoteColumn(each.name)} is ${JSON.stringify(each.values[0]?.value ?? '')}.`,
      ),
  ]
}
const MOST_NAMED = 20

export const sentenceOf = (check: Check): string => format(check)

function sentenceLines(each: Suggested): readonly string[] {
  return [`- ${sentenceOf(each.proposal.check)}`, `  Seen: ${seenIn(each)}`]
}

/** The number that a sentence rests on, in words. */
export function seenIn({ counted, failing, shown, exceptions, proposal }: Suggested): string {
  if (counted === null) return shown
  const before =
    failing === 0 && proposal.failing > 0
      ? `; ${many(proposal.failing)} ${proposal.failing === 1 ? 'exception' : 'exceptions'} in earlier deliveries`
      : ''
  return seen(counted, failing, exceptions) + before
}

const many = shownCount

function seen(counted: number, failing: number, exceptions: readonly Exception[]): string {
  if (failing === 0) return `in all ${many(counted)} rows`
  const shown = exceptions.map(
    (each) => `${cell(each)} (row ${many(each.row)}${each.rows > 1 ? ` and ${many(each.rows - 1)} more` : ''})`,
  )
  const such = shown.length > 0 ? `, such as ${shown.join(', ')}` : ''
  return `in ${many(counted - failing)} of ${many(counted)} rows, ${percent(counted - failing, counted)}; ${many(failing)} ${failing === 1 ? 'exception' : 'exceptions'}${such}`
}

const LONGEST = 40
function cell({ column, value }: Exception): string {
  const text =
    value === null ? 'no value' : JSON.stringify(value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value)
  return column === null ? text : `${text} in \`${column}\``
}

function frontMatter(
  subject: Subject,
  { missing, environment }: Looked,
  folder: string,
  { sentences }: PageFacts,
): readonly string[] {
  const { page, source, base, delivery } = subject
  const { numbers } = environment.dataset
  const key = sentences.find((each) => each.proposal.says.startsWith('unique') && each.failing === 0)
  const settings = {
    dataset: page.dataset,
    source: sourceFrom(folder, source, base),
    ...(delivery === 'all files'
      ? {}
      : { delivery: typeof delivery === 'string' ? delivery : `each partition of \`${delivery.eachPartitionOf}\`` }),
    ...(key ? { key: columnsOf(key.proposal.check) } : {}),
    ...(missing.length > 0 ? { missing } : {}),
    ...(numbers ? { numbers } : {}),
  }
  return ['---', stringify(settings, { lineWidth: 0, collectionStyle: 'any' }).trimEnd(), '---']
}
