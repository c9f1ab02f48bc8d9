import type { DrawnPage, DrawnVerdict, Summary } from './result.ts'
import { counted } from './wording.ts'

/** What is drawn of a verdict, of a diagnostic or of a page: a shape and a colour. Worst first. */
export const STATES = ['broken', 'unchecked', 'warning', 'idle', 'holds'] as const
export type State = (typeof STATES)[number]

/**
 * A broken *should* is a warning; everything else is drawn as its status says, and as the worse one where there is a
 * second judgement: what breaks only without the rows set aside is broken.
 */
export function stateOf({ status, severity, after }: Pick<DrawnVerdict, 'status' | 'severity' | 'after'>): State {
  const worst = [status, after?.status ?? status].sort((a, b) => STATES.indexOf(a) - STATES.indexOf(b))[0] ?? status
  return worst === 'broken' && severity === 'should' ? 'warning' : worst
}

export function withState<Verdict extends DrawnPage['verdicts'][number]>(
  page: { readonly verdicts: readonly Verdict[] },
  state: State,
): readonly Verdict[] {
  return page.verdicts.filter((v) => stateOf(v) === state)
}

const hasErrors = (page: DrawnPage): boolean => page.diagnostics.some((d) => d.severity === 'error')

/** Somebody has to act: the delivery is not accepted, or the page itself has an error. Warnings can wait. */
export function needsSomeone(page: DrawnPage): boolean {
  return !page.accepted || page.state === 'not-checked' || hasErrors(page)
}

export function stateOfPage(page: DrawnPage): State {
  if (page.state === 'not-checked') return 'unchecked'
  if (!page.accepted) return heldBy(page)
  if (hasErrors(page)) return 'unchecked'
  if (page.state === 'set-aside' || withState(page, 'warning').length > 0) return 'warning'
  if (withState(page, 'unchecked').length > 0) return 'unchecked'
  return withState(page, 'holds').length > 0 ? 'holds' : 'idle'
}

/** A delivery without rows is held although no sentence is broken: that is drawn as broken too. */
function heldBy(page: DrawnPage): State {
  const blocking = page.verdicts.filter((v) => v.blocks)
  return blocking.length > 0 && blocking.every((v) => v.status === 'unchecked') ? 'unchecked' : 'broken'
}

/** The order of every report: pages that need someone first, the worst state before the others. */
export function worstFirst<Page extends DrawnPage>(pages: readonly Page[]): readonly Page[] {
  const rank = (page: Page): number => (needsSomeone(page) ? -STATES.length : 0) + STATES.indexOf(stateOfPage(page))
  return [...pages].sort((a, b) => rank(a) - rank(b))
}

export const nameOf = (page: Pick<DrawnPage, 'title' | 'dataset'>): string => page.title ?? page.dataset

/** The first line of every view: says in words what needs someone. */
export function headline(result: { readonly pages: readonly DrawnPage[] }): string {
  const all = result.pages.length
  const [only] = result.pages
  if (only === undefined) return 'No page was checked.'
  const needing = result.pages.filter(needsSomeone).length
  if (all === 1) return needing === 1 ? `${nameOf(only)} needs someone.` : `${nameOf(only)} needs nobody.`
  if (needing === 0) return `None of ${counted(all, 'page')} needs anyone.`
  return `${needing} of ${counted(all, 'page')} ${needing === 1 ? 'needs' : 'need'} someone.`
}

/** The counts of a whole run, as in "31 hold, 1 broken, 1 warning". Nothing that is zero is said, unless all of it is. */
export function tally(summary: Summary): readonly (readonly [State, string])[] {
  const { broken, unchecked, warnings, idle, holds } = summary
  const all: readonly (readonly [State, number, string])[] = [
    ['broken', broken, `${counted(broken)} broken`],
    ['unchecked', unchecked, `${counted(unchecked)} not checked`],
    ['warning', warnings, counted(warnings, 'warning')],
    ['idle', idle, `${counted(idle)} idle`],
    ['holds', holds, `${counted(holds)} ${holds === 1 ? 'holds' : 'hold'}`],
  ]
  const some = all.some(([, n]) => n > 0)
  return all.filter(([state, n]) => n > 0 || (!some && state === 'holds')).map(([state, , text]) => [state, text])
}
