import { made } from './engine.mjs'

const STATUS = ['open', 'paid', 'sent', 'returned']
const COUNTRY = ['DE', 'FR', 'US', 'GB', 'PL', 'ES']
const list = (texts) => texts.map((each) => `'${each}'`).join(', ')
/** A number from 0 below `n` that depends on the row and a salt only. */
const pick = (salt, n) => `CAST(hash(i, ${salt}) % ${n} AS BIGINT)`

/** Orders: twelve columns of mixed types. Every row for which `bad` is true breaks three of the sentences. */
export const ordersQuery = (rows, bad = 'false') => `
  SELECT i AS id, ${pick(1, 1_000_000)} AS customer,
    CASE WHEN ${bad} THEN 'XX' ELSE [${list(COUNTRY)}][1 + ${pick(2, 6)}] END AS country,
    [${list(STATUS)}][1 + ${pick(3, 4)}] AS status,
    CASE WHEN ${bad} THEN -1.0 ELSE ${pick(4, 100_000)} / 100.0 + 1 END::DOUBLE AS price,
    CAST(1 + ${pick(5, 20)} AS INTEGER) AS quantity,
    CASE WHEN ${pick(6, 10)} = 0 THEN NULL ELSE ${pick(6, 50)} / 100.0 END::DOUBLE AS discount,
    TIMESTAMP '2020-01-01 00:00:00' + to_seconds(${pick(7, 100_000_000)}) AS ordered,
    DATE '2020-01-01' + CAST(${pick(8, 1500)} AS INTEGER) AS day,
    CASE WHEN ${bad} THEN 'nobody' ELSE 'user' || ${pick(1, 1_000_000)} || '@example.org' END AS email,
    ${pick(9, 2)} = 1 AS paid,
    CASE WHEN ${pick(10, 3)} = 0 THEN NULL ELSE 'left at door ' || ${pick(10, 50)} END AS note
  FROM generate_series(1, ${rows}) t(i)`

export const ordersParquet = (rows, name, bad) => made(`${name}.parquet`, ordersQuery(rows, bad), 'FORMAT parquet')
export const ordersCsv = (rows, name, bad) => made(`${name}.csv`, ordersQuery(rows, bad), 'FORMAT csv, HEADER')

export const COLUMNS = [
  'id',
  'customer',
  'country',
  'status',
  'price',
  'quantity',
  'discount',
  'ordered',
  'day',
  'email',
  'paid',
  'note',
]
const FULL = COLUMNS.filter((each) => each !== 'discount' && each !== 'note')

/** A sentence, the column that must be there for a row to count, and when it passes, in SQL. */
const said = (sentence, column, passes) => ({ sentence, column, passes })
const present = (column) => said(`\`${column}\` must be present`, null, `${column} IS NOT NULL`)
const least = (column, n) => said(`\`${column}\` must be at least ${n}`, column, `${column} >= ${n}`)
const most = (column, n) => said(`\`${column}\` must be at most ${n}`, column, `${column} <= ${n}`)
const between = (column, a, b) =>
  said(`\`${column}\` must be between ${a} and ${b}`, column, `${column} BETWEEN ${a} AND ${b}`)
const oneOf = (column, texts) =>
  said(
    `\`${column}\` must be one of ${texts.map((each) => `"${each}"`).join(', ')}`,
    column,
    `${column} IN (${list(texts)})`,
  )
const prefix = (column, text) =>
  said(`\`${column}\` must start with "${text}"`, column, `starts_with(${column}, '${text}')`)
const suffix = (column, text) => said(`\`${column}\` must end with "${text}"`, column, `suffix(${column}, '${text}')`)
const holds = (column, text) => said(`\`${column}\` must contain "${text}"`, column, `contains(${column}, '${text}')`)
const long = (column, n) =>
  said(`\`${column}\` must be at most ${n} characters long`, column, `length(${column}) <= ${n}`)
const since = (column, date) => said(`\`${column}\` must be on or after ${date}`, column, `${column} >= DATE '${date}'`)
const before = (column, date) => said(`\`${column}\` must be before ${date}`, column, `${column} < DATE '${date}'`)

/** Thirty-two sentences about orders that fit a CSV and a Parquet file alike. */
export const sentences32 = [
  ...FULL.map(present),
  least('id', 1), least('customer', 0), most('customer', 999_999),
  oneOf('country', COUNTRY), oneOf('status', STATUS),
  between('price', 1, 1001), least('price', 0.5), most('price', 2000),
  between('quantity', 1, 20), least('quantity', 1), most('quantity', 100),
  between('discount', 0, 0.5), least('discount', 0),
  since('ordered', '2020-01-01'), before('ordered', '2024-01-01'), since('day', '2020-01-01'), before('day', '2025-01-01'),
  holds('email', '@'), suffix('email', 'example.org'), long('email', 40),
  prefix('note', 'left'), long('note', 40),
] // prettier-ignore

/** Eight more. */
export const sentences40 = [
  ...sentences32,
  most('discount', 1), most('id', 100_000_000), between('customer', 0, 1_000_000), long('country', 2), long('status', 10),
  holds('note', 'door'), since('ordered', '2019-01-01'), before('day', '2030-01-01'),
] // prettier-ignore

export const pageOf = (source, sentences) =>
  `---\ndataset: orders\nsource: ${source}\n---\n# Orders\n\n${sentences.map((each) => `- ${each.sentence}`).join('\n')}\n`
export const TEXTS = ['country', 'status', 'email', 'note']
export const DOUBLES = ['price', 'discount']
