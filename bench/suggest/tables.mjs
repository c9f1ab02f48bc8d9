import process from 'node:process'
import { fileURLToPath, URL } from 'node:url'
import { onEngine } from '../engine.mjs'

const vega = (file) => fileURLToPath(new URL(`../../node_modules/vega-datasets/data/${file}`, import.meta.url))
export const shared = (file) =>
  process.env.ASSAY_SHARED
    ? `${process.env.ASSAY_SHARED}/${file}`
    : fileURLToPath(new URL(`../../../shared/data/${file}`, import.meta.url))

const FLIGHTS = `SELECT strftime(f.date, '%Y-%m-%d %H:%M') AS date, f.delay, f.distance, f.origin, a.name AS origin_name, a.city AS origin_city, a.state AS origin_state, f.destination, b.name AS destination_name, b.city AS destination_city, b.state AS destination_state
  FROM '${vega('flights-3m.parquet')}' f JOIN '${vega('airports.csv')}' a ON a.iata = f.origin JOIN '${vega('airports.csv')}' b ON b.iata = f.destination`
/** Parcels to some hundred towns. */
const PARCELS = `WITH towns AS (SELECT *, row_number() OVER (ORDER BY hash(zip_code)) - 1 AS n FROM read_csv('${vega('zipcodes.csv')}', all_varchar = true) WHERE state IN ('OH', 'TX', 'NY', 'GA') AND county IS NOT NULL QUALIFY n < 300)
  SELECT 'P' || lpad(CAST(i AS VARCHAR), 6, '0') AS parcel, CAST(hash(i, 1) % 9000 / 100.0 + 0.1 AS DECIMAL(6, 2)) AS weight, ['standard', 'express', 'registered'][1 + CAST(hash(i, 2) % 3 AS BIGINT)] AS service, zip_code, city, county, state
  FROM range(4000) t(i) JOIN towns ON n = CAST(sqrt(hash(i, 3) % 90000) AS BIGINT)`

/** Clean tables, each with the columns that others of it determine; `develop`ed against, or held out. */
export const TABLES = [
  {
    name: 'flights',
    use: 'develop',
    sql: `${FLIGHTS} ORDER BY hash(f.date, f.origin, f.destination) LIMIT 4000`,
    determined: [
      'origin_name',
      'origin_city',
      'origin_state',
      'destination_name',
      'destination_city',
      'destination_state',
      'distance',
    ],
  },
  { name: 'parcels', use: 'develop', sql: PARCELS, determined: ['city', 'county', 'state'] },
  {
    name: 'strikes',
    use: 'develop',
    sql: `SELECT * FROM read_csv('${vega('birdstrikes.csv')}', all_varchar = true) LIMIT 4000`,
    determined: ['Origin State'],
  },
  {
    name: 'species',
    use: 'develop',
    sql: `SELECT * FROM read_csv('${vega('species.csv')}', all_varchar = true) ORDER BY hash(item_id, county_id) LIMIT 4000`,
    determined: ['common_name', 'scientific_name', 'gap_species_code', 'item_id'],
  },
  {
    name: 'gapminder',
    use: 'develop',
    sql: `SELECT year, country, cluster, pop, life_expect, fertility FROM '${vega('gapminder.json')}'`,
    determined: ['cluster'],
  },
  {
    name: 'census',
    use: 'develop',
    sql: `SELECT * FROM read_csv('${shared('adult/adult.csv')}', delim = ';', all_varchar = true) LIMIT 4000`,
    determined: [],
  },
  {
    name: 'matches',
    use: 'held out',
    sql: `SELECT * FROM '${vega('football.json')}' LIMIT 4000`,
    determined: ['division'],
  },
  {
    name: 'weather',
    use: 'held out',
    sql: `SELECT * FROM read_csv('${vega('weather.csv')}', all_varchar = true)`,
    determined: [],
  },
  {
    name: 'airports',
    use: 'develop',
    sql: `SELECT * FROM read_csv('${vega('airports.csv')}', all_varchar = true)`,
    determined: ['country'],
  },
  { name: 'jobs', use: 'held out', sql: `SELECT * FROM '${vega('jobs.json')}' LIMIT 4000`, determined: [] },
  {
    name: 'employment',
    use: 'held out',
    sql: `SELECT * FROM '${vega('unemployment-across-industries.json')}'`,
    determined: ['year', 'month'],
  },
  {
    name: 'zipcodes',
    use: 'held out',
    sql: `SELECT * FROM read_csv('${vega('zipcodes.csv')}', all_varchar = true) WHERE state IN ('OH', 'PA') AND county IS NOT NULL`,
    determined: ['city', 'county', 'state'],
  },
  {
    name: 'sightings',
    use: 'held out',
    sql: `SELECT s.county_id, z.county, z.state, s.item_id, s.common_name, s.habitat_yearround_pct FROM (SELECT * FROM read_csv('${vega('species.csv')}', all_varchar = true) ORDER BY hash(county_id, item_id) LIMIT 3000) s JOIN (SELECT DISTINCT ON (n) n, county, state FROM (SELECT county, state, hash(county, state) % 3000 AS n FROM read_csv('${vega('zipcodes.csv')}', all_varchar = true) WHERE county IS NOT NULL)) z ON z.n = hash(s.county_id) % 3000`,
    determined: ['county', 'state', 'common_name'],
  },
  {
    name: 'penguins',
    use: 'held out',
    sql: `SELECT * FROM '${vega('penguins.json')}'`,
    determined: [],
  },
  {
    name: 'disasters',
    use: 'held out',
    sql: `SELECT * FROM read_csv('${vega('disasters.csv')}', all_varchar = true)`,
    determined: [],
  },
  {
    name: 'stocks',
    use: 'held out',
    sql: `SELECT * FROM read_csv('${vega('sp500-2000.csv')}', all_varchar = true)`,
    determined: [],
  },
]

/** A clean table as texts. */
export async function cleanTable({ sql, determined }) {
  const rows = await onEngine(`SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (${sql})`)
  const columns = Object.keys(rows[0])
  return { columns, rows: rows.map((row) => columns.map((name) => (row[name] ?? '').trim())), determined }
}

export const csv = ({ columns, rows }) => `${[columns, ...rows].map((row) => row.map(cell).join(',')).join('\n')}\n`
const cell = (text) => (/[",\n\r]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text)

const FILES = [
  'airports.csv',
  'barley.json',
  'birdstrikes.csv',
  'budgets.json',
  'cars.json',
  'co2-concentration.csv',
  'countries.json',
  'disasters.csv',
  'driving.json',
  'flights-5k.json',
  'flights-airport.csv',
  'football.json',
  'gapminder-health-income.csv',
  'gapminder.json',
  'github.csv',
  'global-temp.csv',
  'income.json',
  'iowa-electricity.csv',
  'jobs.json',
  'la-riots.csv',
  'movies.json',
  'normal-2d.json',
  'obesity.json',
  'ohlc.json',
  'penguins.json',
  'political-contributions.json',
  'population.json',
  'seattle-weather-hourly-normals.csv',
  'seattle-weather.csv',
  'sp500-2000.csv',
  'sp500.csv',
  'species.csv',
  'stocks.csv',
  'unemployment-across-industries.json',
  'uniform-2d.json',
  'us-employment.csv',
  'weather.csv',
  'wheat.json',
  'windvectors.csv',
  'zipcodes.csv',
]
/** Tables as they are, to be split in two. */
export const QUIET = FILES.map((each) => ({
  name: each,
  sql: each.endsWith('.csv')
    ? `SELECT * FROM read_csv('${vega(each)}', all_varchar = true)`
    : `SELECT * FROM '${vega(each)}'`,
  determined: [],
}))
