import { fields, name as quote, type SourceColumn } from '@assay/core'
import type { Engine } from '../engines/engine.ts'
import type { Snapshot, SnapshotColumn } from '../reading/snapshot.ts'

let views = 0

/**
 * Where a format leaves out what no row has, a column (or a nested field) that the last accepted delivery had is one that is
 * missing in every row. A column that is left out again and again stays known, since it is kept with each delivery.
 */
export async function withKnownColumns(
  engine: Engine,
  snapshot: Snapshot,
  known: readonly SourceColumn[],
): Promise<Snapshot> {
  if (!snapshot.sparse || known.length === 0) return snapshot
  const empty = await emptyAmong(engine, snapshot, known)
  const before = new Map(known.map((each) => [each.name, each.type]))
  const there = snapshot.columns.map((each): SnapshotColumn => {
    const type = before.get(each.name)
    if (type === undefined) return each
    return { ...each, type: empty.has(each.name) ? type : withFields(each.type, type) }
  })
  const names = new Set(snapshot.columns.map((each) => each.name))
  const absent = known
    .filter((each) => !names.has(each.name))
    .map(({ name, type }, i): SnapshotColumn => ({ name, type, sql: `known${String(i)}`, absent: true }))
  const changed = there.filter((each, i) => each.type !== snapshot.columns[i]?.type)
  if (changed.length + absent.length === 0) return snapshot
  const replaced = changed.map((each) => `CAST(${quote(each.sql).text} AS ${each.type}) AS ${quote(each.sql).text}`)
  const added = absent.map((each) => `CAST(NULL AS ${each.type}) AS ${quote(each.sql).text}`)
  const star = replaced.length > 0 ? `* REPLACE (${replaced.join(', ')})` : '*'
  const view = `__assay_with_known_${String(++views)}`
  await engine.run(`CREATE VIEW ${view} AS SELECT ${[star, ...added].join(', ')} FROM ${snapshot.relation}`)
  return { ...snapshot, relation: view, columns: [...there, ...absent] }
}

const isNested = (type: string): boolean => type.startsWith('STRUCT(') || type.endsWith(']')

/** Columns that had nested values and now have no value at all, so that nothing says what they hold. */
async function emptyAmong(
  engine: Engine,
  { relation, columns }: Snapshot,
  known: readonly SourceColumn[],
): Promise<ReadonlySet<string>> {
  const nested = new Set(known.filter((each) => isNested(each.type)).map((each) => each.name))
  const open = columns.filter((each) => nested.has(each.name) && !isNested(each.type))
  if (open.length === 0) return new Set()
  const counts = open.map((each, i) => `count(${quote(each.sql).text}) AS n${String(i)}`)
  const [row] = await engine.query(`SELECT ${counts.join(', ')} FROM ${relation}`)
  return new Set(open.filter((_, i) => Number(row?.[`n${String(i)}`]) === 0).map((each) => each.name))
}

/** A type with the nested fields that another one has besides. */
function withFields(type: string, known: string): string {
  const list = /^(STRUCT\(.*\))((?:\[\d*\])+)$/s
  const [mine, theirs] = [list.exec(type), list.exec(known)]
  if (mine?.[1] && theirs?.[1] && mine[2] === theirs[2]) return `${withFields(mine[1], theirs[1])}${mine[2] ?? ''}`
  if (!type.startsWith('STRUCT(') || !known.startsWith('STRUCT(') || mine || theirs) return type
  const other = fields(known)
  const own = fields(type).map((each) => {
    const same = other.find((before) => before.name === each.name)
    return same ? { ...each, type: withFields(each.type, same.type) } : each
  })
  const more = other.filter((each) => !own.some((field) => field.name === each.name))
  const all = [...own, ...more]
  return JSON.stringify(all) === JSON.stringify(fields(type))
    ? type
    : `STRUCT(${all.map((each) => `${quote(each.name).text} ${each.type}`).join(', ')})`
}
