import type { ColumnType, Generated, Kysely, Transaction } from 'kysely'
import type { AlarmState, DeliveryState, JudgedWrongKind, Role } from '../record.ts'

/** The tables as `migrations.ts` makes them. Texts named `…_at` are instants in ISO 8601, UTC. */
export interface Tables {
  dataset: {
    id: Generated<number>
    name: string
    page: string
    title: string | null
    owner: string | null
    source: string | null
    /** Lists of texts, as JSON. */
    labels: string
    alarms: string
    first_seen_at: string
  }
  delivery: {
    id: Generated<number>
    dataset_id: number
    number: number
    state: DeliveryState
    source: string
    /** What its files looked like when they were found: names, sizes and times. */
    mark: string
    arrived_at: string
    judged_at: string | null
    fingerprint: string
    same_as: number | null
    bytes: number
    rows: number | null
    set_aside: number | null
    holds: number | null
    broken: number | null
    warnings: number | null
    unchecked: number | null
    idle: number | null
    outcome: string | null
    seconds: number | null
    /** Of its files, in the folder of its dataset. */
    folder: string | null
    page_version_id: number | null
  }
  /** How the kept snapshot of a delivery is to be read again, as JSON. */
  snapshot: { delivery_id: number; facts: string }
  decision: {
    id: Generated<number>
    delivery_id: number
    what: 'release' | 'reject' | 'replay' | 'forget'
    by: string
    at: string
    reason: string
    was: DeliveryState
    is: DeliveryState
  }
  /** What people said of verdicts; of one measure on one delivery the newest counts. */
  judged_wrong: {
    id: Generated<number>
    measure_id: number
    delivery_id: number
    sentence_id: number
    kind: JudgedWrongKind
    by: string
    at: string
    reason: string
  }
  measure: { id: Generated<number>; hash: string; definition: string }
  statement: { id: Generated<number>; hash: string; sql: Blob }
  measure_statement: { measure_id: number; position: number; statement_id: number }
  sentence: {
    id: Generated<number>
    dataset_id: number
    canonical: string
    measure_id: number
    text: string
    reading: string
    severity: 'must' | 'should'
    bound: string
    line: number
    /** What its number is, for showing it. */
    unit: Unit
    first_delivery_id: number
    last_delivery_id: number
  }
  verdict: {
    sentence_id: number
    delivery_id: number
    /** 1: judged again without the rows set aside. */
    rest: number
    /** Index into `STATUSES`. */
    status: number
    value: number | string | null
    counted: number | null
    failing: number | null
    low: number | null
    high: number | null
    blocks: number
    why: string | null
    reason: string | null
  }
  measurement: {
    measure_id: number
    delivery_id: number
    rest: number
    value: number | string | null
    rows: number | null
    counted: number | null
    failing: number | null
    /** What is not said by the numbers before; null when they say all. */
    state: string | null
    seconds: number
  }
  /** A whole page result, compressed JSON. */
  result: { delivery_id: number; json: Blob }
  page_version: {
    id: Generated<number>
    dataset_id: number
    hash: string
    text: Blob
    at: string
    by: string
    /** What whoever saved it said. */
    message: string | null
  }
  proposal: {
    id: Generated<number>
    dataset_id: number
    sentence: string
    canonical: string
    after: number | null
    why: string | null
    by: string
    at: string
    state: 'open' | 'accepted' | 'declined'
    decided_by: string | null
    decided_at: string | null
    reason: string | null
  }
  /** What a server said of a URL, by its hash, for asking it politely. */
  polled: { url: string; etag: string | null; last_modified: string | null; polled_at: string }
  alarm: {
    id: Generated<number>
    dataset_id: number
    cause: string
    severity: 'must' | 'should'
    title: string
    state: AlarmState
    until: string | null
    by: string | null
    note: string | null
    opened_at: string
    changed_at: string
    closed_at: string | null
    first_delivery_id: number | null
    last_delivery_id: number | null
    body: string
  }
  alarm_event: {
    id: Generated<number>
    alarm_id: number
    at: string
    what: string
    by: string | null
    note: string | null
  }
  outbox: {
    id: Generated<number>
    alarm_id: number | null
    channel: string
    sequence: number
    key: string
    payload: string
    created_at: string
    attempts: number
    next_at: string
    /** When it was last given to a sender, or came back; null before. */
    tried_at: string | null
    sent_at: string | null
    last_error: string | null
    reference: string | null
  }
  token: {
    id: Generated<number>
    name: string
    role: Role
    hash: string
    created_at: string
    created_by: string
    last_used_at: string | null
    revoked_at: string | null
    revoked_by: string | null
  }
}

/** Written as a Buffer; the driver gives it back as an ArrayBuffer. */
type Blob = ColumnType<ArrayBuffer, Buffer, Buffer>

export const STATUSES = ['holds', 'broken', 'unchecked', 'idle'] as const
export type Unit = 'share' | 'number' | 'duration' | 'instant' | 'text'

/** The history, or a transaction on it. */
export type Db = Kysely<Tables>
/** A writing transaction: nobody else writes until it ends. */
export type Tx = Transaction<Tables>
