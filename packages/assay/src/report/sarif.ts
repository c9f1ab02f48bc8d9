import { createHash } from 'node:crypto'
import type { Log, ReportingDescriptor, Result as SarifResult } from 'sarif'
import { commonText, DIAGNOSTICS, numberOf, REASONS, stateOf, visible } from '@assay/core'
import { toldMend } from './mend-words.ts'
import type { PageResult, Result, VerdictResult } from './contract.ts'

type Level = 'error' | 'warning' | 'note'

interface Region {
  readonly startLine: number
  readonly startColumn: number
  readonly endColumn?: number
}

interface Finding {
  readonly ruleId: string
  readonly level: Level
  readonly text: string
  readonly region: Region
  /** What stays the same as long as it is the same finding. */
  readonly identity: string
  readonly properties: Readonly<Record<string, string | number | boolean | null>>
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'

/**
 * The result as SARIF 2.1.0 (OASIS), at the lines of the pages. What keeps a delivery from being accepted, and every
 * error of a page, is an error; other breaches are warnings. What holds is left out, and so is what is idle: code hosts do not
 * look at the kind of a result, and would open an alert.
 */
export function renderSarif(result: Result): string {
  const found = result.pages.map((page) => ({ page, findings: findingsOf(page) }))
  const ids = [...new Set(found.flatMap((f) => f.findings.map((one) => one.ruleId)))].sort()
  const run: Log['runs'][number] = {
    tool: { driver: { name: 'assay', rules: ids.map(ruleOf) } },
    columnKind: 'utf16CodeUnits',
    invocations: [{ executionSuccessful: true, exitCode: result.exitStatus, endTimeUtc: result.now }],
    results: found.flatMap(({ page, findings }) => findings.map((f) => sarifOf(page, f, ids.indexOf(f.ruleId)))),
  }
  const log: Log = { $schema: SCHEMA, version: '2.1.0', runs: [run] }
  return `${JSON.stringify(log, null, 2)}\n`
}

const MEANINGS: Readonly<Record<string, string>> = { ...REASONS, ...DIAGNOSTICS }

/** A code host shows the description as the title of what it found. */
const ruleOf = (id: string): ReportingDescriptor => ({
  id,
  shortDescription: { text: plain(MEANINGS[id] ?? id.replaceAll('-', ' ')) },
})

const plain = (text: string): string => text.replaceAll('`', '')

function sarifOf(page: PageResult, finding: Finding, ruleIndex: number): SarifResult {
  const { ruleId, level, text, region, properties } = finding
  const hash = createHash('sha256')
    .update(JSON.stringify([page.dataset, ruleId, finding.identity]))
    .digest('hex')
  return {
    ruleId,
    ruleIndex,
    level,
    message: { text },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(page.page) }, region } }],
    partialFingerprints: { 'assayFinding/v1': hash },
    properties,
  }
}

/** A path as a URI reference: every part percent-encoded, an absolute path with its scheme. */
export function uriOf(path: string): string {
  const parts = path.replaceAll('\\', '/').split('/')
  const drive = /^[A-Za-z]:$/.test(parts[0] ?? '')
  const uri = parts
    .map((part, i) => (drive && i === 0 ? part : encodeURIComponent(part.replace(/\p{Cs}/gu, '\ufffd'))))
    .join('/')
  if (drive) return `file:///${uri}`
  return path.startsWith('/') ? `file://${uri}` : uri
}

function findingsOf(page: PageResult): readonly Finding[] {
  const verdicts = page.verdicts.filter((v) => !['holds', 'idle'].includes(stateOf(v))).map((v) => findingOf(page, v))
  const said = page.diagnostics.map((d) => ({
    ruleId: d.code,
    level: d.severity,
    text: visible(d.fix === undefined ? d.message : `${d.message} Write: ${d.fix}`, 'lines'),
    region: {
      startLine: d.line,
      startColumn: d.column,
      ...(d.length === undefined ? {} : { endColumn: d.column + d.length }),
    },
    identity: d.message,
    properties: {},
  }))
  return [...verdicts, ...said, ...wholeDelivery(page)]
}

/** A delivery that is held although no sentence blocks it (no rows, unreadable rows) is a finding of its own. */
function wholeDelivery(page: PageResult): readonly Finding[] {
  const { accepted, state, outcome, diagnostics, verdicts } = page
  if (accepted || verdicts.some((v) => v.blocks) || diagnostics.some((d) => d.severity === 'error')) return []
  const region = { startLine: 1, startColumn: 1 }
  return [{ ruleId: state, level: 'error', text: visible(outcome), region, identity: '', properties: {} }]
}

function findingOf(page: PageResult, verdict: VerdictResult): Finding {
  const { status, severity, value, bound, counted, failing, blocks } = verdict
  return {
    ruleId: verdict.why ?? status,
    level: levelOf(verdict),
    text: visible(textOf(page, verdict), 'lines'),
    region: { startLine: verdict.line, startColumn: verdict.column },
    identity: verdict.canonical,
    properties: { sentence: verdict.sentence, status, severity, value, bound, counted, failing, blocks },
  }
}

function levelOf(verdict: VerdictResult): Level {
  const state = stateOf(verdict)
  const stops = verdict.blocks || (state === 'unchecked' && verdict.severity === 'must')
  return stops ? 'error' : 'warning'
}

function textOf(page: PageResult, verdict: VerdictResult): string {
  const { evidence, sentence, reason, reading, notes } = verdict
  const { rows, common } = evidence === undefined ? {} : commonText(evidence)
  const shared = common === undefined ? [] : [`${rows} ${common}`]
  const why = notes.map((n) => `${n.label ?? 'Note'}: ${n.text}`)
  const changed = toldMend(page, verdict)?.says
  const says = changed === undefined ? [] : [`Changed: ${changed}`]
  return [`${sentence}: ${numberOf(verdict)}. ${reason}`, ...says, ...shared, `Reading: ${reading}`, ...why].join('\n')
}
