import type { Kind, Value } from '../check.ts'
import { nearest } from '../language/nearest.ts'
import { and, name as quote, sql, text, type Sql } from '../sql/sql.ts'
import { Unchecked, type ColumnFacts, type Compiler, type Dataset, type Expr } from '../vocabulary/expression.ts'
import { VALUES } from '../vocabulary/values/index.ts'
import { missingToNull, readAs } from '../vocabulary/written-forms/index.ts'
import { readFormats } from '../vocabulary/conditions/kinds.ts'
import { facts, find } from './columns.ts'
import { NO_READS, throughout, timesIn, type Reads } from '../vocabulary/reads.ts'
import { LAST, type DatasetFacts, type Environment, type LastFacts } from './environment.ts'
import { conditionTruth } from './truth.ts'
import { numberInRows, type Leaf } from './numbers.ts'
import { fromOf, raw, rowsOf, unknownOf, type Rows, type Scope } from './rows.ts'

/** How a compiler differs from the plain one. */
interface Manner {
  /** Nothing is shared: the SQL stands in a subquery or a lambda. */
  readonly inline?: true
  /** What the value `entry` means. */
  readonly entry?: Expr
}

/** Everything a word may ask while it turns into SQL over these rows. */
export function compiler(rows: Rows, environment: Environment, scoped: Scope = {}, manner: Manner = {}): Compiler {
  const { dataset, alias } = rows
  const { dialect: d } = environment
  const columns = dataset.columns.map((each) => facts(each, alias))
  let groups: readonly Sql[] = []
  let order: readonly Sql[] | null = null
  let scope = sql`true`
  const use = (column: ColumnFacts): ColumnFacts => {
    rows.used.add(baseColumn(column, columns, alias).text)
    return column
  }
  const c: Compiler = {
    d,
    zone: dataset.zone,
    now: sql`TIMESTAMP ${text(environment.now.replace('T', ' ').replace('Z', ''))}`,
    get columns() {
      return columns.map(use)
    },
    get order() {
      return order
    },
    get groups() {
      return groups
    },
    each: scoped.each ?? [],
    get scope() {
      return scope
    },
    get from() {
      return fromOf(rows)
    },
    groupName: (i) => quote(`g${String(i)}`),
    keyName: (i) => quote(`k${String(i)}`),
    value: (v) => {
      if (v.kind === 'entry' && manner.entry) return manner.entry
      const word = VALUES[v.kind]
      if (!word) throw new Unchecked('incomparable', `${v.kind} is no single value`)
      return word.level === 'delivery'
        ? numberInRows(v, { rows, environment, scoped, c, compile: compiler, datasetOf, environmentOf })
        : word.sql(v.args, c)
    },
    column: (name) => columnOf(name, columns, rows, c, use),
    as: (e, kind) => asKind(e, kind, rows, c),
    whole: (e) => readWhole(e, dataset, c),
    common,
    dataset: (name) => other(name, environment, rows),
    last: () => besides(lastOf(environment), environment, rows),
    let: (of) => (manner.inline ? of : letting(of, rows)),
    entry: (of) => compiler(rows, environment, {}, { inline: true, entry: of }),
    truth: (of) => conditionTruth(of, c),
    pageWord: (name) => pageWord(name, dataset, c),
  }
  if (scoped.each) groups = scoped.each.map((each) => groupKey(each, c))
  scope = scopeOf(scoped, dataset, c)
  if (scoped.order) order = orderOf(scoped.order, alias, rows, c)
  return c
}

function groupKey(key: Value, c: Compiler): Sql {
  const e = c.value(key)
  if (e.kind === 'list' || e.kind === 'struct') throw new Unchecked('not-a-list', 'rows cannot be grouped by lists')
  return c.let(e.sql)
}

function scopeOf(scoped: Scope, dataset: DatasetFacts, c: Compiler): Sql {
  const parts = [
    ...(scoped.where ? [c.truth(scoped.where).yes] : []),
    ...(scoped.window
      ? [
          c.truth({
            subject: { of: [timeColumn(dataset)], quantity: { is: 'every' } },
            claim: { kind: 'in-the-last', args: { span: { ...scoped.window } } },
          }).yes,
        ]
      : []),
    ...c.groups.map((each) => sql`${each} IS NOT NULL`),
  ]
  return and(parts)
}

function timeColumn(dataset: DatasetFacts): Value {
  if (dataset.time === null)
    throw new Unchecked('no-time', 'the page does not say when a row happened: add `time: COLUMN` to its front matter')
  return { kind: 'column', args: { name: dataset.time } }
}

function orderOf(order: readonly Value[], alias: string, rows: Rows, c: Compiler): readonly Sql[] {
  const place = ['__assay_file', '__assay_row'].map((each) => sql`${quote(alias)}.${quote(each)}`)
  for (const each of place) rows.used.add(each.text)
  const by = order.map((each) => {
    const e = c.value(each)
    return sql`${c.as(e, c.common([e], true)).sql} NULLS LAST`
  })
  return [...by, ...place]
}

/** The column of the relation that a (nested) column is in. */
function baseColumn(column: ColumnFacts, columns: readonly ColumnFacts[], alias: string): Sql {
  const whole = columns.find((each) => each.name === column.name)
  if (whole) return whole.sql
  const outer = columns
    .filter((each) => column.name.startsWith(`${each.name}.`))
    .sort((a, b) => b.name.length - a.name.length)[0]
  return outer?.sql ?? sql`${quote(alias)}.${quote(column.name)}`
}

function columnOf(
  name: string,
  columns: readonly ColumnFacts[],
  rows: Rows,
  c: Compiler,
  use: (column: ColumnFacts) => ColumnFacts,
): Expr {
  const found = find(columns, name)
  if (!found)
    throw new Unchecked(
      rows.dataset.name === LAST ? 'no-baseline' : 'no-column',
      noColumn(
        name,
        columns.map((each) => each.name),
        rows.dataset.name,
      ),
    )
  use(found)
  const { kind, type } = found
  const plain = found.sql
  switch (kind) {
    case 'text': {
      const value = type.toUpperCase() === 'VARCHAR' ? plain : c.d.tryCast(plain, 'text')
      const normal = c.let(missingToNull(value, rows.dataset.missing, c.d))
      return {
        sql: normal,
        kind,
        open: {
          name,
          lookUp: () => lookedUp(name, rows),
          ...(rows.dataset.formats.has(name) ? { format: 'page' } : {}),
        },
      }
    }
    case 'number':
      return { sql: /^(FLOAT|REAL|DOUBLE)/i.test(type) ? c.let(sql`nullif(${plain}, 'NaN'::DOUBLE)`) : plain, kind }
    case 'timestamp':
      return {
        sql: /WITH TIME ZONE/i.test(type)
          ? c.let(sql`timezone('UTC', ${plain})`)
          : c.zone === 'UTC'
            ? plain
            : c.let(c.d.toUtc(plain, c.zone)),
        kind,
      }
    case 'list':
      return { sql: c.let(sql`CASE WHEN len(${plain}) > 0 THEN ${plain} END`), kind, listType: type }
    case 'date':
    case 'time':
    case 'boolean':
    case 'duration':
    case 'struct':
    case 'other':
      return { sql: plain, kind }
  }
}

/** Names the column that was perhaps meant. */
export function noColumn(name: string, columns: readonly string[], dataset: string): string {
  const same = columns.find((each) => each.toLowerCase() === name.toLowerCase())
  const near =
    same ??
    nearest(
      name.toLowerCase(),
      columns.map((each) => each.toLowerCase()),
      1,
    )[0]
  const meant = same ?? columns.find((each) => each.toLowerCase() === near)
  const there = columns.length <= 8 ? `; there are ${columns.map((each) => `\`${each}\``).join(', ')}` : ''
  return `${dataset} has no column \`${name}\`${meant ? `; did you mean \`${meant}\`, or was it renamed?` : there}`
}

function letting(of: Sql, rows: Rows): Sql {
  const known = rows.lets.get(of.text)
  if (known) return sql`${quote(rows.alias)}.${quote(known.name)}`
  const inside = [...of.text.matchAll(/"__let(\d+)"/g)].map((match) => Number(match[1]))
  const depths = [...rows.lets.values()]
    .filter((each) => inside.includes(Number(each.name.slice(5))))
    .map((each) => each.depth)
  const made = { name: `__let${String(rows.lets.size)}`, depth: 1 + Math.max(0, ...depths) }
  rows.lets.set(of.text, made)
  return sql`${quote(rows.alias)}.${quote(made.name)}`
}

function asKind(e: Expr, kind: Kind, rows: Rows, c: Compiler): Expr {
  if (e.kind === kind) return e
  if (e.kind === 'list')
    throw new Unchecked('not-a-list', 'the column holds lists; say "every entry of …" to speak about their entries')
  if (e.kind === 'struct' && kind !== 'text')
    throw new Unchecked('not-a-list', 'the column holds nested fields; name one of them, as in `address.city`')
  if (kind === 'text') return { ...e, sql: c.d.tryCast(e.sql, 'text'), kind }
  if (e.kind === 'text') return readText(e, kind, rows, c)
  const cast = converted(e, kind, c)
  if (!cast) throw new Unchecked('incomparable', `a ${e.kind} cannot be taken as a ${kind}`)
  return { ...e, sql: cast, kind }
}

/** Casts that lose nothing a sentence could mean. */
function converted(e: Expr, kind: Kind, c: Compiler): Sql | null {
  const to = `${e.kind}>${kind}`
  switch (to) {
    case 'date>timestamp':
      return c.d.toUtc(sql`CAST(${e.sql} AS TIMESTAMP)`, c.zone)
    case 'timestamp>date':
      return sql`CAST(${c.d.toLocal(e.sql, c.zone)} AS DATE)`
    case 'timestamp>time':
      return sql`CAST(${c.d.toLocal(e.sql, c.zone)} AS TIME)`
    case 'number>boolean':
      return sql`CASE ${e.sql} WHEN 1 THEN true WHEN 0 THEN false END`
    case 'boolean>number':
      return sql`CAST(${e.sql} AS INTEGER)`
    default:
      return null
  }
}

function readText(e: Expr, kind: Kind, rows: Rows, c: Compiler): Expr {
  const formats = e.open?.format ? rows.dataset.formats.get(e.open.name) : undefined
  if (formats && (kind === 'date' || kind === 'timestamp')) {
    const instant = readFormats(formats, e.sql, c)
    return {
      sql: c.let(kind === 'date' ? sql`CAST(${c.d.toLocal(instant, c.zone)} AS DATE)` : instant),
      kind,
      partial: [e],
    }
  }
  if (kind !== 'number' && kind !== 'date' && kind !== 'timestamp' && kind !== 'time' && kind !== 'boolean')
    throw new Unchecked('incomparable', `a text cannot be read as a ${kind}`)
  const read = readAs(kind, e.sql, c.d, {
    zone: c.zone,
    ...(rows.dataset.numbers ? { numbers: rows.dataset.numbers } : {}),
  })
  // a date is a timestamp at midnight too
  const both =
    kind === 'timestamp'
      ? sql`coalesce(${read}, ${c.d.toUtc(sql`CAST(${readAs('date', e.sql, c.d, { zone: c.zone })} AS TIMESTAMP)`, c.zone)})`
      : read
  return { sql: c.let(both), kind, ...(e.constant ? { constant: true as const } : { partial: [e] }) }
}

function readWhole(e: Expr, dataset: DatasetFacts, c: Compiler): Sql {
  return sql`CASE WHEN ${e.sql} IS NOT NULL THEN ${readAs('whole number', e.sql, c.d, { zone: dataset.zone, ...(dataset.numbers ? { numbers: dataset.numbers } : {}) })} IS NOT NULL END`
}

/** Rule 6 of the language: in which kind values are compared with one another. */
function common(of: readonly Expr[], ordering: boolean): Kind {
  const fixed = new Set(of.filter((each) => !each.open).map((each) => each.kind))
  // looking up what a column holds costs a scan of it, so nothing is looked up that decides nothing
  const open = () => of.flatMap((each) => (each.open ? [each.open.lookUp?.() ?? NO_READS] : []))
  if (fixed.has('list'))
    throw new Unchecked('not-a-list', 'the column holds lists; say "every entry of …" to speak about their entries')
  if (fixed.size === 0) return ofTexts(open(), ordering)
  const order: readonly Kind[] = [
    'time',
    'timestamp',
    'date',
    'duration',
    'boolean',
    'number',
    'text',
    'struct',
    'other',
    'list',
  ]
  const [first] = order.filter((each) => fixed.has(each))
  const kind = first ?? 'text'
  if (kind === 'date' && open().some((each) => timesIn(each) === 'timestamp')) return 'timestamp'
  const odd = [...fixed].find((each) => each !== kind && !compatible(each, kind))
  if (odd && (ordering || kind !== 'text') && !fixed.has('text'))
    throw new Unchecked('incomparable', `a ${odd} and a ${kind} cannot be compared`)
  if (fixed.has('text') && fixed.size > 1) {
    if (ordering)
      throw new Unchecked('incomparable', `a text and a ${kind} cannot be ordered; quoted is text, bare is a number`)
    return 'text'
  }
  return kind
}

const compatible = (a: Kind, b: Kind): boolean =>
  (a === 'date' && b === 'timestamp') || (a === 'timestamp' && b === 'time') || (a === 'number' && b === 'boolean')

function ofTexts(columns: readonly Reads[], ordering: boolean): Kind {
  const reads = columns.map(throughout)
  if (ordering && reads.includes('mixed'))
    throw new Unchecked('incomparable', 'some values read as numbers or times and others do not, so they have no order')
  if (reads.every((each) => each === 'number')) return 'number'
  if (reads.every((each) => each === 'date')) return 'date'
  if (reads.every((each) => each === 'date' || each === 'timestamp')) return 'timestamp'
  return 'text'
}

function lookedUp(name: string, rows: Rows): Reads {
  if (rows.dataset.formats.has(name)) return AS_WRITTEN
  const known = rows.dataset.reads.get(name)
  if (known === undefined) rows.unknown.add(name)
  return known ?? NO_READS
}

/** A column that a sentence says how it is written is one of times, whatever cannot be read so. */
const AS_WRITTEN: Reads = { present: 1, number: 0, date: 0, timestamp: 1 }

function other(name: string, environment: Environment, from: Rows): Dataset {
  const dataset = environment.others.get(name)
  if (!dataset) {
    const near = nearest(name, environment.others.keys(), 1)[0]
    throw new Unchecked(
      'no-dataset',
      `no page describes a dataset \`${name}\`${near ? `; did you mean \`${near}\`?` : ''}`,
    )
  }
  return besides(dataset, environment, from)
}

function besides(dataset: DatasetFacts, environment: Environment, from: Rows): Dataset {
  const rows = { ...rowsOf(dataset, 'o'), unknown: unknownOf(from, dataset.name) }
  return {
    name: dataset.name,
    relation: sql`${raw(dataset.relation)} AS o`,
    key: dataset.key,
    compiler: compiler(rows, environmentOf(dataset, environment), {}, { inline: true }),
  }
}

/** For the last delivery `now` is when that one arrived. */
export const environmentOf = (dataset: DatasetFacts, environment: Environment): Environment =>
  dataset.name === LAST && environment.last ? { ...environment, now: environment.last.arrived } : environment

/** The dataset that a number is taken of. */
export function datasetOf(leaf: Leaf, environment: Environment): DatasetFacts {
  if (leaf.history && leaf.dataset !== undefined)
    throw new Unchecked('incomparable', 'an earlier delivery of another dataset is not known here')
  if (leaf.history) return lastOf(environment)
  const dataset = leaf.dataset === undefined ? environment.dataset : environment.others.get(leaf.dataset)
  if (!dataset) throw new Unchecked('no-dataset', `no page describes a dataset \`${leaf.dataset ?? ''}\``)
  return dataset
}

/** What needs the last accepted delivery is idle before there is one. */
function lastOf({ last }: Environment): LastFacts {
  if (!last) throw new Unchecked('no-baseline', 'there is no earlier accepted delivery to compare with')
  return last
}

function pageWord(name: string, dataset: DatasetFacts, c: Compiler): Sql {
  const word = dataset.words.get(name)
  if (!word) throw new Unchecked('engine', `the SQL of "${name}" on the page cannot be used`)
  return word.with(
    word.columns.map((column) => {
      const e = c.column(column)
      return e.open ? c.as(e, c.common([e], false)).sql : e.sql
    }),
  )
}
