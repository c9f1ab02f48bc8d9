import { sql } from 'kysely'
import type { Key } from '../record.ts'
import { packed, unpacked } from './packed.ts'
import { isSealed, sealOf, type Seal } from './seal.ts'
import { tellingOf, toldText, valueWithout, withoutKey } from './without-key.ts'
import type { Tx } from './tables.ts'

/** Where something was erased in the history: how many results, measurements, verdicts, alarms and messages had it. */
export interface ForgottenInHistory {
  readonly results: readonly number[]
  readonly measurements: number
  readonly verdicts: number
  readonly alarms: readonly number[]
  readonly messages: number
}

/**
 * Erases the rows of a key from everything that is kept of a dataset: evidence, groups and single values that show it,
 * alarms and their messages, sent or not. Counts of rows stay.
 */
export async function forgetInHistory(tx: Tx, datasetId: number, keys: readonly Key[]): Promise<ForgottenInHistory> {
  return {
    results: await inResults(tx, datasetId, keys),
    measurements: await inMeasurements(tx, datasetId, keys),
    verdicts: await inVerdicts(tx, datasetId, keys),
    alarms: await inAlarms(tx, datasetId, keys),
    messages: await inOutbox(tx, datasetId, keys),
  }
}

/** The text without the rows of the key; null when it had none. */
function erased(json: string, keys: readonly Key[]): string | null {
  const before = JSON.parse(json) as unknown
  const after = JSON.stringify(withoutKey(before, keys))
  return after === JSON.stringify(before) ? null : after
}

async function inResults(tx: Tx, datasetId: number, keys: readonly Key[]): Promise<readonly number[]> {
  const ids = await tx
    .selectFrom('result as r')
    .innerJoin('delivery as d', 'd.id', 'r.delivery_id')
    .select(['d.id', 'd.number'])
    .where('d.dataset_id', '=', datasetId)
    .orderBy('d.number')
    .execute()
  const found: number[] = []
  for (const { id, number } of ids) {
    const row = await tx.selectFrom('result').select('json').where('delivery_id', '=', id).executeTakeFirstOrThrow()
    const after = erased(unpacked(row.json), keys)
    if (after === null) continue
    await tx
      .updateTable('result')
      .set({ json: packed(after) })
      .where('delivery_id', '=', id)
      .execute()
    found.push(number)
  }
  return found
}

/** Numbers that are a value of a column, or may be: what a word of the page takes is not known. */
const SINGLE_VALUE = /"kind":"(?:smallest|largest|most-common|median|percentile|page-measure)"/

/** Groups that are named by the key, and numbers that are a value of it. */
async function inMeasurements(tx: Tx, datasetId: number, keys: readonly Key[]): Promise<number> {
  const rows = await tx
    .selectFrom('measurement as m')
    .innerJoin('delivery as d', 'd.id', 'm.delivery_id')
    .innerJoin('measure as q', 'q.id', 'm.measure_id')
    .select(['m.measure_id', 'm.delivery_id', 'm.rest', 'm.state', 'm.value', 'q.definition'])
    .where('d.dataset_id', '=', datasetId)
    .where('m.state', 'is not', null)
    .where((eb) =>
      eb.or(keys.map((key) => eb(sql<number>`instr(q.definition, ${`"name":${JSON.stringify(key.column)}`})`, '>', 0))),
    )
    .execute()
  const seal = sealOf(tx)
  let count = 0
  for (const row of rows) {
    const state = row.state === null ? null : unsealedWithout(row.state, keys, seal)
    const { measure } = JSON.parse(row.definition) as { readonly measure: unknown }
    const shows = SINGLE_VALUE.test(JSON.stringify(measure))
    const value = shows && keys.some((key) => key.value === String(row.value)) ? null : row.value
    if (state === row.state && value === row.value) continue
    count++
    await tx
      .updateTable('measurement')
      .set({ state, value })
      .where('measure_id', '=', row.measure_id)
      .where('delivery_id', '=', row.delivery_id)
      .where('rest', '=', row.rest)
      .execute()
  }
  return count
}

/** The same text where nothing of the key was in it, also of a sealed one. */
function unsealedWithout(state: string, keys: readonly Key[], seal: Seal): string {
  if (!isSealed(state)) return withoutValues(state, keys)
  const opened = seal.open(state)
  if (opened === null) return state
  const after = withoutValues(opened, keys)
  return after === opened ? state : seal.close(after)
}

/** A stored state of a measure of the key's column: its groups without those of the value, and numbers that are it as none. */
function withoutValues(state: string, keys: readonly Key[]): string {
  const is = (value: unknown) => keys.some((key) => key.value === String(value))
  const visit = (part: unknown): unknown => {
    if (Array.isArray(part))
      return part.filter((each) => !(Array.isArray(each) && Array.isArray(each[0]) && each[0].some(is))).map(visit)
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(
      Object.entries(part).map(([name, each]) => [
        name,
        SINGLE_VALUE.test(name) && isScalar(each, is) ? null : visit(each),
      ]),
    )
  }
  return JSON.stringify(visit(JSON.parse(state)))
}

const isScalar = (part: unknown, is: (value: unknown) => boolean): boolean =>
  part !== null && typeof part === 'object' && 'is' in part && is(part.is)

async function inVerdicts(tx: Tx, datasetId: number, keys: readonly Key[]): Promise<number> {
  const sentences = await tx
    .selectFrom('sentence')
    .select(['id', 'canonical'])
    .where('dataset_id', '=', datasetId)
    .execute()
  let count = 0
  for (const { id, canonical } of sentences) {
    if (tellingOf(canonical, null, keys).about.length === 0) continue
    const rows = await tx
      .selectFrom('verdict')
      .select(['delivery_id', 'rest', 'value', 'failing', 'reason'])
      .where('sentence_id', '=', id)
      .execute()
    for (const row of rows) {
      const telling = tellingOf(canonical, row.failing, keys)
      const value = valueWithout(row.value, telling)
      const reason = row.reason === null ? null : toldText(row.reason, telling)
      if (value === row.value && reason === row.reason) continue
      count++
      await tx
        .updateTable('verdict')
        .set({ value, reason })
        .where('sentence_id', '=', id)
        .where('delivery_id', '=', row.delivery_id)
        .where('rest', '=', row.rest)
        .execute()
    }
  }
  return count
}

async function inAlarms(tx: Tx, datasetId: number, keys: readonly Key[]): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('alarm')
    .select(['id', 'title', 'body'])
    .where('dataset_id', '=', datasetId)
    .execute()
  const found: number[] = []
  for (const { id, title, body } of rows) {
    const after = erased(JSON.stringify({ sentence: title, body: JSON.parse(body) as unknown }), keys)
    if (after === null) continue
    const { sentence, body: rest } = JSON.parse(after) as { sentence: string; body: unknown }
    await tx
      .updateTable('alarm')
      .set({ title: sentence, body: JSON.stringify(rest) })
      .where('id', '=', id)
      .execute()
    found.push(id)
  }
  return found
}

async function inOutbox(tx: Tx, datasetId: number, keys: readonly Key[]): Promise<number> {
  const rows = await tx
    .selectFrom('outbox as o')
    .leftJoin('alarm as a', 'a.id', 'o.alarm_id')
    .select(['o.id', 'o.payload'])
    // a digest is of several alarms
    .where((eb) => eb.or([eb('a.dataset_id', '=', datasetId), eb('o.alarm_id', 'is', null)]))
    .execute()
  let count = 0
  for (const { id, payload } of rows) {
    const after = erased(payload, keys)
    if (after === null) continue
    count++
    await tx.updateTable('outbox').set({ payload: after }).where('id', '=', id).execute()
  }
  return count
}
