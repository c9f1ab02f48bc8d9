import { stateOf, STATE_NAMES } from '@assay/core'
import { remarks } from '../pages/compare/words.ts'
import type {
  AlarmResponse,
  ColumnResponse,
  Comparison,
  DeliveryResponse,
  OverviewResponse,
  PageResult,
} from '../contract.ts'
import type { Table } from './csv.ts'

/** The views as tables. */

export const overviewTable = ({ datasets }: OverviewResponse): Table => [
  [
    'dataset',
    'title',
    'owner',
    'labels',
    'state',
    'since',
    'says',
    'last delivery',
    'outcome',
    'arrived',
    'rows',
    'next due',
    'open alarms',
  ],
  ...datasets.map((of) => [
    ...[of.dataset, of.title, of.owner, of.labels.join(' '), of.state, of.since, of.says],
    ...[of.last?.number ?? null, of.last?.outcome ?? null, of.last?.arrivedAt ?? null, of.last?.rows ?? null],
    ...[of.due?.next ?? null, of.openAlarms],
  ]),
]

export const verdictTable = ({ verdicts }: PageResult): Table => [
  ['line', 'sentence', 'severity', 'state', 'value', 'bound', 'counted', 'failing', 'reason', 'reading'],
  ...verdicts.map((of) => [
    ...[of.line, of.canonical, of.severity, STATE_NAMES[stateOf(of)], of.shown, of.bound],
    ...[of.counted, of.failing, of.reason, of.reading],
  ]),
]

export const deliveryTable = (deliveries: readonly DeliveryResponse[]): Table => [
  [
    'number',
    'state',
    'source',
    'arrived',
    'judged',
    'rows',
    'set aside',
    'bytes',
    'broken',
    'warnings',
    'not checked',
    'outcome',
    'current',
  ],
  ...deliveries.map((of) => [
    ...[of.number, of.state, of.source, of.arrivedAt, of.judgedAt, of.rows, of.setAside, of.bytes],
    ...[of.counts?.broken ?? null, of.counts?.warnings ?? null, of.counts?.unchecked ?? null, of.outcome, of.current],
  ]),
]

export const alarmTable = (alarms: readonly AlarmResponse[]): Table => [
  ['alarm', 'dataset', 'title', 'severity', 'state', 'opened', 'closed', 'by', 'note', 'sentences'],
  ...alarms.map((of) => [
    ...[of.id, of.dataset, of.title, of.severity, of.state, of.openedAt, of.closedAt, of.by, of.note],
    of.sentences.map(({ sentence, shown }) => `${sentence}: ${shown}`).join('; '),
  ]),
]

export const columnTable = ({ column }: ColumnResponse): Table => [
  ['from', 'to', 'value', 'rows'],
  ...(column.distribution?.kind === 'numbers'
    ? column.distribution.bins.map(({ low, high, rows }) => [low, high, null, rows])
    : []),
  ...column.frequent.map(({ value, rows }) => [null, null, value, rows]),
]

export const comparisonTable = (of: Comparison): Table => [
  ['column', 'state', 'changed cells', 'missing before', 'missing after', 'what differs'],
  ...of.columns.map((column) => [
    ...[column.name, column.state, column.changed?.cells ?? null, column.missing.before, column.missing.after],
    remarks(column, of).join('; '),
  ]),
]
