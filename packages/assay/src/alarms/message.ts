import { sparkline } from './sparkline.ts'

/**
 * What an alarm tells people, before a channel puts it into its own form. It is kept in the outbox as it is, so that a
 * repeat says the same. Texts come from data, pages and people: each channel escapes them in its own way.
 */
export interface Message {
  readonly event: 'opened' | 'updated' | 'closed' | 'digest'
  /** The identity of the alarm, the same in all of its messages. */
  readonly alarm: string
  readonly severity: 'must' | 'should'
  readonly dataset: string
  /** One line: what is the matter, or that it is over. */
  readonly headline: string
  /** The delivery that it is about; null for what did not arrive. */
  readonly delivery: { readonly number: number; readonly source: string; readonly arrivedAt: string } | null
  /** The sentences that broke together, the worst first. */
  readonly sentences: readonly AlarmSentence[]
  /** So many more than `sentences`. */
  readonly more: number
  /** What the failing rows have in common: "298 of 312 rows with supplier = Xerox". */
  readonly common: string | null
  /** The first failing rows. */
  readonly rows: { readonly columns: readonly string[]; readonly cells: readonly (readonly string[])[] } | null
  readonly owner: string | null
  /** When it began, ISO 8601. */
  readonly since: string
  /** When this was said, ISO 8601. */
  readonly at: string
  /** What would mend it, in one sentence. */
  readonly cure: string | null
  /** What was decided about it, and by whom. */
  readonly note: string | null
  readonly links: readonly { readonly label: string; readonly url: string }[]
}

export interface AlarmSentence {
  readonly sentence: string
  /** The number as it is shown, and what it must be: "98.4%" and "100%". */
  readonly shown: string
  readonly bound: string
  readonly reason: string
  /** Why it matters, as the page says. */
  readonly why: string | null
  /** The number over the deliveries, oldest first; null where it was not measured. */
  readonly history: readonly (number | null)[]
  readonly band: { readonly low: number | null; readonly high: number | null } | null
}

/** So many characters of one text go into a message. */
const LONG = 300
export const clipped = (text: string, most = LONG): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/u, '')}…`

/** What a number must be: "must be at least 5", "must stay as usual". */
export const demanded = (bound: string): string =>
  /^(stay as usual|not (change|rise|fall)\b)/.test(bound) ? `must ${bound}` : `must be ${bound}`

/** The number against its bound, with its history as a small picture: "98.4%, must be 100%  ▇▇▇▇▁". */
export function numberLine(of: AlarmSentence): string {
  const picture = sparkline(of.history)
  const number = of.shown === '' ? of.reason : `${of.shown}, ${demanded(of.bound)}`
  return picture === '' ? number : `${number}  ${picture}`
}

const WHEN = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})
/** An instant as people read it: "23 Nov 2026, 05:41 UTC". */
export const whenText = (iso: string): string => `${WHEN.format(new Date(iso))} UTC`

/** Where it is: dataset, delivery and owner in one line. */
export function whereText(of: Message): string {
  const delivery = of.delivery ? [`delivery ${String(of.delivery.number)} (${clipped(of.delivery.source, 120)})`] : []
  const owner = of.owner === null ? [] : [`owner: ${of.owner}`]
  return [of.dataset, ...delivery, `since ${whenText(of.since)}`, ...owner].join(' · ')
}

/** The whole message as plain lines: what every channel can show. */
export function plainLines(of: Message): readonly string[] {
  const sentences = of.sentences.flatMap((each) => [
    `- ${clipped(each.sentence)}`,
    `  ${clipped(numberLine(each))}`,
    ...(each.shown === '' ? [] : [`  ${clipped(each.reason)}`]),
    ...(each.why === null ? [] : [`  Why it matters: ${clipped(each.why)}`]),
  ])
  return [
    of.headline,
    whereText(of),
    '',
    ...sentences,
    ...(of.more > 0 ? [`- and ${String(of.more)} more`] : []),
    ...(of.common === null ? [] : ['', clipped(of.common)]),
    ...(of.rows === null ? [] : ['', ...tableLines(of.rows)]),
    ...(of.cure === null ? [] : ['', clipped(of.cure)]),
    ...(of.note === null ? [] : ['', clipped(of.note)]),
    ...(of.links.length === 0 ? [] : ['', ...of.links.map((each) => `${each.label}: ${each.url}`)]),
  ]
}

/** A table in a type of one width, its cells cut to what a narrow window shows. */
export function tableLines(of: NonNullable<Message['rows']>): readonly string[] {
  const rows = [of.columns, ...of.cells].map((row) => row.map((cell) => clipped(cell, 24)))
  const widths = of.columns.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
