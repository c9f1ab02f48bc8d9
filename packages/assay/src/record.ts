import type { Measurement } from '@assay/core'
import type { PageResult } from './report/contract.ts'

/**
 * What is kept of deliveries, verdicts and alarms, as plain data that the rooms of this package share. Instants are ISO 8601
 * in UTC. A delivery is called by its dataset and its number in it, from 1.
 */

/**
 * `arrived`: found and not yet judged. `accepted`, `set-aside` (accepted without some rows) and `released` (held, and a person
 * decided otherwise) count as accepted: they become `current` and baselines. `held`, `rejected` (a person decided so) and
 * `not-checked` (it could not be read) do not. `same`: the content of an earlier delivery again, not judged a second time.
 */
export type DeliveryState =
  'arrived' | 'accepted' | 'set-aside' | 'released' | 'held' | 'rejected' | 'not-checked' | 'same'

/** The states of deliveries that became `current` and that later ones are compared with. */
export const ACCEPTED = ['accepted', 'set-aside', 'released'] as const satisfies readonly DeliveryState[]

export const isAccepted = ({ state }: { readonly state: DeliveryState }): boolean =>
  (ACCEPTED as readonly DeliveryState[]).includes(state)

export interface DatasetRecord {
  readonly id: number
  readonly name: string
  /** Absolute path of its page. */
  readonly page: string
  readonly title: string | null
  readonly owner: string | null
  readonly source: string | null
  /** Words to find it by. */
  readonly labels: readonly string[]
  /** Channels that its page names for its alarms. */
  readonly alarms: readonly string[]
  readonly firstSeen: string
}

export interface DeliveryRecord {
  readonly id: number
  readonly dataset: string
  readonly number: number
  readonly state: DeliveryState
  /** What it was found as: a file, a source, a partition of it, a URL. */
  readonly source: string
  readonly arrivedAt: string
  readonly judgedAt: string | null
  /** sha256 over the contents of its files. */
  readonly fingerprint: string
  /** Number of the earlier delivery that it repeats. */
  readonly sameAs: number | null
  readonly bytes: number
  /** Rows of it and what became of its sentences; null until it is judged. */
  readonly rows: number | null
  readonly setAside: number | null
  readonly counts: Counts | null
  /** In one sentence: "held: 2 of 14 sentences broken". */
  readonly outcome: string | null
  /** Reading, checking and keeping it. */
  readonly seconds: number | null
  /** Name of the folder of its files; null when they are not kept, or no longer. */
  readonly folder: string | null
  /** Version of the page that it was judged by. */
  readonly pageVersion: number | null
}

/** How many sentences came out how: a broken *should* is a warning. */
export interface Counts {
  readonly holds: number
  readonly broken: number
  readonly warnings: number
  readonly unchecked: number
  readonly idle: number
}

/** A person's decision about a delivery. */
export interface DecisionRecord {
  readonly dataset: string
  readonly number: number
  readonly what: 'release' | 'reject' | 'replay' | 'forget'
  readonly by: string
  readonly at: string
  readonly reason: string
  readonly was: DeliveryState
  readonly is: DeliveryState
}

/**
 * What a person says of a verdict. `expected`: the number is as it should be, though it lay outside of what is usual.
 * `should-have-alarmed`: it is not, though it lay within.
 */
export type JudgedWrongKind = 'expected' | 'should-have-alarmed'

export interface JudgedWrongRecord {
  readonly dataset: string
  readonly number: number
  /** Canonical. */
  readonly sentence: string
  readonly kind: JudgedWrongKind
  readonly by: string
  readonly at: string
  readonly reason: string
}

/** What is stored of one sentence on one delivery. */
export interface VerdictRecord {
  readonly sentence: number
  readonly canonical: string
  readonly severity: 'must' | 'should'
  readonly status: 'holds' | 'broken' | 'unchecked' | 'idle'
  readonly why: string | null
  readonly blocks: boolean
  readonly value: number | string | null
  readonly bound: string
  readonly low: number | null
  readonly high: number | null
  readonly counted: number | null
  readonly failing: number | null
  /** Empty where it holds. */
  readonly reason: string
}

/** A measurement of one sentence's measure, as a run hands it over to be kept. */
export interface MeasurementRecord {
  /** Canonical text of the fully expanded definition. */
  readonly key: string
  readonly measurement: Measurement
  /** Time of the statements that it was taken by, which other measurements may share. */
  readonly seconds: number
  readonly statements: readonly string[]
  /** It may show values of private columns, so that it is kept sealed. */
  readonly secret?: true
}

/** What the alarms are told, within the transaction that keeps it: a delivery was judged, or a person decided about one. */
export interface Outcome {
  readonly dataset: DatasetRecord
  readonly delivery: DeliveryRecord
  /** Before: `arrived` for a new delivery. */
  readonly was: DeliveryState
  /** Null where a person decided and nothing was judged anew. */
  readonly result: PageResult | null
  readonly decision: DecisionRecord | null
}

export type AlarmState = 'open' | 'acknowledged' | 'snoozed' | 'muted' | 'closed'

/** One alarm for each page and cause; `body` is what the alarms' own rules keep of it. */
export interface AlarmRecord {
  readonly id: number
  readonly dataset: string
  readonly datasetId: number
  /** Tells the causes of one page apart; at most one alarm that is not closed has it. */
  readonly cause: string
  readonly severity: 'must' | 'should'
  readonly title: string
  readonly state: AlarmState
  /** End of a snooze or mute. */
  readonly until: string | null
  readonly by: string | null
  readonly note: string | null
  readonly openedAt: string
  readonly changedAt: string
  readonly closedAt: string | null
  /** Ids of the deliveries that opened and last changed it; null for what is judged by the clock. */
  readonly firstDelivery: number | null
  readonly lastDelivery: number | null
  readonly body: unknown
}

/** Something that happened to an alarm. */
export interface AlarmEventRecord {
  readonly at: string
  readonly what: string
  readonly by: string | null
  readonly note: string | null
}

/** A message on its way to a channel. */
export interface OutboxRecord {
  readonly id: number
  /** Null for a digest of several. */
  readonly alarm: number | null
  readonly channel: string
  /** Counts the messages of one alarm to one channel from 1. */
  readonly sequence: number
  /** The identity that a repeat carries too; unique. */
  readonly key: string
  readonly payload: unknown
  readonly createdAt: string
  readonly attempts: number
  readonly nextAt: string
  readonly sentAt: string | null
  readonly lastError: string | null
  /** What the channel calls the message it took, to update it in place. */
  readonly reference: string | null
}

export type Role = 'viewer' | 'editor' | 'admin'

export interface TokenRecord {
  readonly id: number
  readonly name: string
  readonly role: Role
  readonly createdAt: string
  readonly createdBy: string
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
  /** Null also where it was revoked before that was kept. */
  readonly revokedBy: string | null
}

export interface PageVersionRecord {
  readonly id: number
  readonly dataset: string
  readonly at: string
  /** Who saved it; `file` where something else than the board wrote the file. */
  readonly by: string
  /** What they said of it. */
  readonly message: string | null
}

/** A sentence that somebody would like to see on a page, and what became of it. */
export interface ProposalRecord {
  readonly id: number
  readonly sentence: string
  readonly canonical: string
  /** The line of the page that it is to stand below; null: at the end. */
  readonly after: number | null
  readonly why: string | null
  readonly by: string
  readonly at: string
  readonly state: 'open' | 'accepted' | 'declined'
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly reason: string | null
}

/** Rows are named by values of columns, compared as text. */
export interface Key {
  readonly column: string
  readonly value: string
}
