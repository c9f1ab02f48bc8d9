import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, URL } from 'node:url'
import { DuckDBInstance } from '@duckdb/node-api'

const FLIGHTS = fileURLToPath(new URL('../../node_modules/vega-datasets/data/flights-3m.parquet', import.meta.url))
/** The last day of flights that is delivered. */
const LAST = '2001-06-26'
const DAY = 86_400_000

/**
 * What somebody sent by mistake. The flights are real; these changes are made here: one row in a hundred without a
 * destination; dates written in another way; nothing after noon.
 */
const CHANGES = {
  none: {},
  'bad rows': { destination: `if(bad, NULL, destination)` },
  'other dates': { date: `strftime(date, '%d/%m/%Y %H:%M')` },
  'half a day': { where: 'AND hour(date) < 12' },
}

/**
 * A feed of real flights: every day of four weeks of 2001 as a file of its own, moved on by whole days so that the newest is of
 * the day before `today`.
 */
export async function openFeed(folder, today) {
  const instance = await DuckDBInstance.create()
  const engine = await instance.connect()
  await mkdir(folder, { recursive: true })
  const moved = Math.round((startOf(today) - DAY - Date.parse(LAST)) / DAY)
  await engine.run(`CREATE TABLE flights AS
    SELECT date + to_days(${moved}) AS date, delay, distance, origin, destination, row_number() OVER () % 100 = 0 AS bad
    FROM '${FLIGHTS}' WHERE date >= DATE '${LAST}' - 40 AND date < DATE '${LAST}' + 1`)
  return {
    /** Writes the file that comes on a day: the flights of the day before. */
    async deliver(day, change = 'none') {
      const { where = '', ...columns } = CHANGES[change]
      const select = {
        date: `strftime(date, '%Y-%m-%d %H:%M')`,
        delay: 'delay',
        distance: 'distance',
        origin: 'origin',
      }
      const all = Object.entries({ ...select, destination: 'destination', ...columns })
      const name = `departures-${isoDay(day - DAY)}.csv`
      await engine.run(`COPY (
        SELECT ${all.map(([column, sql]) => `${sql} AS ${column}`).join(', ')} FROM flights
        WHERE CAST(flights.date AS DATE) = DATE '${isoDay(day - DAY)}' ${where}
      ) TO '${join(folder, name)}' (FORMAT csv, HEADER)`)
      return name
    },
    close: () => instance.closeSync(),
  }
}

export const startOf = (time) => Math.floor(Number(time) / DAY) * DAY
export const isoDay = (time) => new Date(time).toISOString().slice(0, 10)
