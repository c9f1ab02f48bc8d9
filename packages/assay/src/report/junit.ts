import { afterText, cellText, commonText, evidenceColumns, stateOf, visible, unblamedText } from '@assay/core'
import type { PageResult, Result, VerdictResult } from './contract.ts'
import { failingCommand } from './failing-command.ts'

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

/** XML 1.0 cannot hold most control characters, not even escaped: they come out as visible escapes. */
const xml = (text: string): string => visible(text, 'lines').replace(/[&<>"']/g, (c) => ENTITIES[c] ?? c)
const attribute = (text: string): string => xml(visible(text))

interface Case {
  readonly name: string
  readonly line: number
  readonly kind: 'passed' | 'failure' | 'error' | 'skipped'
  readonly type: string
  readonly message: string
  readonly details: string
}

/**
 * The result as JUnit XML: a page is a test suite, a sentence a test case. What keeps a delivery from being accepted is
 * a failure, or an error where it could not be checked; so is a mistake on the page. What is idle is skipped. A broken
 * *should*, or a broken *must* whose rows are set aside, passes, and says so in its output: it stops nothing.
 */
export function renderJunit(result: Result, assay = 'assay'): string {
  const suites = result.pages.map((page) => ({ page, cases: casesOf(page) }))
  const all = suites.flatMap((s) => s.cases)
  const time = result.pages.reduce((sum, page) => sum + page.seconds, 0)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="assay" ${totals(all)} time="${time.toFixed(3)}">`,
    ...suites.flatMap(({ page, cases }) => suite(page, cases, { now: result.now, assay })),
    '</testsuites>',
    '',
  ].join('\n')
}

function totals(cases: readonly Case[]): string {
  const of = (kind: Case['kind']): number => cases.filter((c) => c.kind === kind).length
  return `tests="${cases.length}" failures="${of('failure')}" errors="${of('error')}" skipped="${of('skipped')}"`
}

function suite(
  page: PageResult,
  cases: readonly Case[],
  { now, assay }: { readonly now: string; readonly assay: string },
): readonly string[] {
  const command = failingCommand(page, assay)
  const said = command === null ? page.outcome : `${page.outcome}\nevery failing row, in a file: ${command}`
  const at = `timestamp="${attribute(now.replace(/(\.\d+)?Z$/, ''))}"`
  return [
    `  <testsuite name="${attribute(page.page)}" ${totals(cases)} time="${page.seconds.toFixed(3)}" ${at}>`,
    ...cases.flatMap((c) => testcase(page, c)),
    `    <system-out>${xml(said)}</system-out>`,
    '  </testsuite>',
  ]
}

function testcase(page: PageResult, { name, line, kind, type, message, details }: Case): readonly string[] {
  const where = `file="${attribute(page.page)}" line="${line}"`
  const open = `    <testcase name="${attribute(name)}" classname="${attribute(page.dataset)}" ${where} time="0"`
  if (kind === 'passed') return details === '' ? [`${open}/>`] : [`${open}>`, ...output(details), '    </testcase>']
  if (kind === 'skipped') return [`${open}>`, `      <skipped message="${attribute(message)}"/>`, '    </testcase>']
  const tag = `<${kind} type="${attribute(type)}" message="${attribute(message)}">${xml(details)}</${kind}>`
  return [`${open}>`, `      ${tag}`, '    </testcase>']
}

const output = (details: string): readonly string[] => [`      <system-out>${xml(details)}</system-out>`]

/** A page that is held although none of its sentences blocks (no rows, unreadable rows, an error) fails as a whole. */
function casesOf(page: PageResult): readonly Case[] {
  const cases = [...page.verdicts.map((v) => caseOf(page, v)), ...mistakesOf(page)]
  const said = cases.some((c) => c.kind === 'failure' || c.kind === 'error')
  if (page.accepted || said) return cases
  return [
    ...cases,
    { name: 'the delivery', line: 1, kind: 'failure', type: page.state, message: page.outcome, details: '' },
  ]
}

function caseOf(page: PageResult, verdict: VerdictResult): Case {
  const { sentence: name, line, reason: message } = verdict
  const common = { name, line, type: verdict.why ?? 'holds', message }
  const details = detailsOf(page, verdict)
  switch (stateOf(verdict)) {
    case 'holds':
      return { ...common, kind: 'passed', details: '' }
    case 'idle':
      return { ...common, kind: 'skipped', details: '' }
    case 'broken':
    case 'warning':
      return verdict.blocks
        ? { ...common, kind: 'failure', details }
        : { ...common, kind: 'passed', details: `warning: ${details}` }
    case 'unchecked':
      return verdict.severity === 'must'
        ? { ...common, kind: 'error', details }
        : { ...common, kind: 'passed', details: `warning: not checked: ${details}` }
  }
}

const MOST_COLUMNS = 40

function detailsOf(page: PageResult, verdict: VerdictResult): string {
  const { evidence, reading, reason, notes } = verdict
  const after = afterText(verdict, page)
  const lines = [reason, `reading: ${reading}`, ...notes.map((n) => `${n.label ?? 'note'}: ${n.text}`)]
  if (after !== undefined) lines.push(after)
  if (evidence === undefined) return lines.map((l) => visible(l)).join('\n')
  const { rows, common } = commonText(evidence)
  const shared = common === undefined ? [] : [`${rows} ${common}`]
  const columns = evidenceColumns(evidence, MOST_COLUMNS)
  const table = [evidence.columns, ...evidence.rows].map((row) =>
    columns.map(({ at }) => cellText(row[at] ?? null, 200)).join(' | '),
  )
  const open = unblamedText(evidence)
  return [...lines.map((l) => visible(l)), ...shared, ...table, ...(open === undefined ? [] : [open])].join('\n')
}

function mistakesOf(page: PageResult): readonly Case[] {
  return page.diagnostics
    .filter((d) => d.severity === 'error')
    .map((d) => ({
      name: `${page.page}:${d.line} ${d.code}`,
      line: d.line,
      kind: 'error',
      type: d.code,
      message: d.message,
      details: d.fix === undefined ? '' : `write: ${d.fix}`,
    }))
}
