import picocolors from 'picocolors'
import { counted, visible } from '@assay/core'
import type { Tried, TriedDelivery, TriedVerdict } from '../run/try.ts'
import { wrapped } from './display-width.ts'
import { shapeOf, type Look } from './terminal-verdict.ts'

/** What an edited page would have said, for a terminal: the deliveries for which it matters, and what they came to. */
export function renderTried(tried: Tried, options: { readonly colour: boolean; readonly width: number }): string {
  const look: Look = { colours: picocolors.createColors(options.colour), width: Math.max(60, options.width) }
  const differing = tried.deliveries.filter((each) => each.verdicts.some((v) => isNew(v) || isMended(v)))
  const lines = [
    look.colours.bold(headline(tried)),
    ...tried.mistakes.map((each) => look.colours.red(`line ${String(each.line)}: ${visible(each.message)}`)),
    ...differing.flatMap((each) => deliveryLines(look, each)),
    ...gapLines(tried),
  ]
  return `${lines.join('\n')}\n`
}

const fails = (v: TriedVerdict): boolean => v.status === 'broken' || v.status === 'unchecked'
const isNew = (v: TriedVerdict): boolean => fails(v) && v.was !== v.status
const isMended = (v: TriedVerdict): boolean => v.was === 'broken' && v.status === 'holds'

/** Whether a *must* of the page fails on a delivery. */
export const wouldBreak = (of: TriedDelivery): boolean => of.verdicts.some((v) => v.severity === 'must' && fails(v))

function headline({ dataset, deliveries }: Tried): string {
  const broken = deliveries.filter(wouldBreak)
  const which = broken.length > 0 && broken.length <= 20 ? `: ${broken.map((each) => each.number).join(', ')}` : ''
  return `${visible(dataset)}: this page would have broken ${counted(broken.length)} of ${counted(deliveries.length)} past deliveries${which}`
}

function deliveryLines(look: Look, of: TriedDelivery): readonly string[] {
  const head = `${String(of.number)}, ${of.arrivedAt.slice(0, 16).replace('T', ' ')}, was ${of.state}`
  const verdicts = of.verdicts.filter((v) => isNew(v) || isMended(v))
  return ['', head, ...verdicts.flatMap((v) => verdictLines(look, v))]
}

function verdictLines(look: Look, v: TriedVerdict): readonly string[] {
  const state = v.status === 'broken' && v.severity === 'should' ? 'warning' : (v.status ?? 'idle')
  const [first = '', ...more] = wrapped(visible(v.canonical), look.width - 6)
  const told = isMended(v) ? `${visible(v.shown)}; was broken` : visible(v.reason)
  return [
    `  ${shapeOf(look, state)} ${first}`,
    ...[...more, ...wrapped(told, look.width - 6)].map((line) => `    ${line}`),
  ]
}

/** Sentences that some deliveries cannot be judged by. */
function gapLines({ deliveries }: Tried): readonly string[] {
  const gaps = new Map<string, number[]>()
  for (const { number, verdicts } of deliveries)
    for (const v of verdicts) if (v.status === null) gaps.set(v.canonical, [...(gaps.get(v.canonical) ?? []), number])
  return [...gaps].map(
    ([canonical, numbers]) =>
      `\n${visible(canonical)}\n  is new, and the rows of ${String(numbers.length)} are no longer kept: ${numbers.slice(0, 20).join(', ')}${numbers.length > 20 ? ' …' : ''}`,
  )
}
