import { canonicalJson, type Condition, type Value } from '../check.ts'
import { nearest } from '../language/nearest.ts'
import { and, name as quote, sql, text, type Sql } from '../sql/sql.ts'
import {
  readingsOf,
  Unchecked,
  type ColumnFacts,
  type Compiler,
  type Dataset,
  type Expr,
} from '../vocabulary/expression.ts'
import { VALUES } from '../vocabulary/values/index.ts'
import { missingToNull } from '../vocabulary/written-forms/index.ts'
import { facts, find, named } from './columns.ts'
import { common } from './common-kind.ts'
import { NO_READS, type Reads } from '../vocabulary/reads.ts'
import { asKind, ownerOf, readWhole } from './as-kind.ts'
import { environmentOf, lastOf } from './datasets.ts'
import { LAST, type DatasetFacts, type Environment } from './environment.ts'
import { conditionTruth } from './truth.ts'
import { numberInRows } from './numbers.ts'
import { fromOf, raw, rowsOf, unknownOf, type Rests, type Rows, type Scope } from './rows.ts'

/** How a compiler differs from the plain one. */
interface Manner {
  /** Nothing is shared: the SQL stands in a subquery or a lambda. */
  readonly inline?: true
  /** What the value `entry` means. */
  readonly entry?: Expr
  /** Where it is noted which readings leave out rows. */
  readonly rests?: Rests
}

/** Everything a word may ask while it turns into SQL over these rows. */
export function compiler(rows: Rows, environment: Environment, scoped: Scope = {}, manner: Manner = {}): Compiler {
  const { dataset, alias } = rows
  const rests: Rests = manner.rests ?? new Map()
  const { dialect: d } = environment
  const columns = facts(dataset.columns, alias)
  let groups: readonly Sql[] = []
  let order: readonly Sql[] | null = null
  let scope = sql`true`
  const use = (column: ColumnFacts): ColumnFacts => {
    rows.used.add(baseColumn(column, columns, alias).text)
    return column
  }
  const c: Compiler = {
    d,
    ofDataset: dataset.name,
    zone: dataset.zone,
    numbers: dataset.numbers,
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
        ? numberInRows(v, {
            rows,
            environment,
            scoped,
            c,
            compile: (own, of) => compiler(own, environmentOf(own.dataset, environment), of, { rests }),
          })
        : word.sql(v.args, c)
    },
    column: (name) => columnOf(name, columns, rows, c, use),
    as: (e, kind) => asKind(e, kind, ownerOf(e, dataset, environment), c),
    whole: (e) => readWhole(e, dataset, c),
    common,
    dataset: (name) => other(name, environment, rows, rests),
    last: () => besides(lastOf(environment), environment, rows, rests, lastScope(scoped)),
    let: (of) => (manner.inline ? of : letting(of, rows)),
    // what is still to be looked up is to be looked up of these rows
    apart: () => {
      const own = { ...rowsOf(dataset, alias), unknown: rows.unknown, elsewhere: rows.elsewhere }
      return compiler(own, environment, scoped, { rests })
    },
    entry: (of) => compiler(rows, environment, {}, { inline: true, entry: of, rests }),
    truth: (of) => conditionTruth(of, c),
    restsOn: (readings, use) => {
      for (const each of readings) rests.set(canonicalJson([each, use]), { ...each, use })
    },
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
  c.restsOn(readingsOf([e]), 'group')
  return c.let(e.sql)
}

function scopeOf(scoped: Scope, dataset: DatasetFacts, c: Compiler): Sql {
  const lately = (span: NonNullable<Scope['window']>): Condition => ({
    subject: { of: [timeColumn(dataset)], quantity: { is: 'every' } },
    claim: { kind: 'in-the-last', args: { span: { ...span } } },
  })
  const conditions = [...(scoped.where ? [scoped.where] : []), ...(scoped.window ? [lately(scoped.window)] : [])]
  const truths = conditions.map((each) => c.truth(each))
  for (const each of truths) c.restsOn(each.readings ?? [], 'where')
  return and([...truths.map((each) => each.yes), ...c.groups.map((each) => sql`${each} IS NOT NULL`)])
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
    const read = c.as(e, c.common([e], true))
    c.restsOn(readingsOf([read]), 'order')
    return sql`${read.sql} NULLS LAST`
  })
  return [...by, ...place]
}

/** The column of the relation that a (nested) column is in. */
function baseColumn(column: ColumnFacts, columns: readonly ColumnFacts[], alias: string): Sql {
  const whole = named(columns, column.name)
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
          dataset: rows.dataset.name,
          lookUp: () => lookedUp(name, rows),
        },
      }
    }
    case 'number':
      return /^(FLOAT|REAL|DOUBLE)/i.test(type)
        ? { sql: c.let(sql`nullif(${plain}, 'NaN'::DOUBLE)`), kind, double: true }
        : { sql: plain, kind }
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
  const there =
    columns.length === 0
      ? '; it has no columns at all'
      : columns.length <= 8
        ? `; there are ${columns.map((each) => `\`${each}\``).join(', ')}`
        : ''
  return `${dataset} has no column \`${name}\`${meant ? `; did you mean \`${meant}\`, or was it renamed?` : there}`
}

function letting(of: Sql, rows: Rows): Sql {
  const known = rows.lets.get(of.text)
  if (known) return sql`${quote(rows.alias)}.${quote(known.name)}`
  const inside = [...of.text.matchAll(/"__let(\d+)"/g)].map((match) => rows.depths[Number(match[1])] ?? 0)
  const made = { name: `__let${String(rows.lets.size)}`, depth: 1 + Math.max(0, ...inside) }
  rows.depths.push(made.depth)
  rows.lets.set(of.text, made)
  return sql`${quote(rows.alias)}.${quote(made.name)}`
}

function lookedUp(name: string, rows: Rows): Reads {
  if (rows.dataset.formats.has(name)) return AS_WRITTEN
  const known = rows.dataset.reads.get(name)
  if (known === undefined) rows.unknown.add(name)
  return known ?? NO_READS
}

/** A column that a sentence says how it is written is one of times, whatever cannot be read so. */
const AS_WRITTEN: Reads = { ...NO_READS, present: 1, timestamp: 1 }

function other(name: string, environment: Environment, from: Rows, rests: Rests): Dataset {
  const dataset = environment.others.get(name)
  if (!dataset) {
    const near = nearest(name, environment.others.keys(), 1)[0]
    throw new Unchecked(
      'no-dataset',
      `no page describes a dataset \`${name}\`${near ? `; did you mean \`${near}\`?` : ''}`,
    )
  }
  return besides(dataset, environment, from, rests)
}

function besides(
  dataset: DatasetFacts,
  environment: Environment,
  from: Rows,
  rests: Rests,
  scope: Scope = {},
): Dataset {
  const rows = { ...rowsOf(dataset, 'o'), unknown: unknownOf(from, dataset.name) }
  return {
    name: dataset.name,
    relation: sql`${raw(dataset.relation)} AS o`,
    key: dataset.key,
    compiler: compiler(rows, environmentOf(dataset, environment), scope, { inline: true, rests }),
  }
}

/** The rows of the last delivery that the sentence would be about. */
const lastScope = ({ where, window }: Scope): Scope => ({ ...(where ? { where } : {}), ...(window ? { window } : {}) })

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
