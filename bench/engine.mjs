import console from 'node:console'
import { existsSync, renameSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'
import { dataFile } from './paths.mjs'

/** The statements on an engine that is opened and closed for them, as a check opens one too. */
export async function onEngine(...statements) {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  try {
    let rows = []
    for (const statement of statements) rows = await (await connection.runAndReadAll(statement)).getRowObjectsJson()
    return rows
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}

/** A file in the folder of data, made from a query when it is not there yet. */
export async function made(name, query, options) {
  const path = dataFile(name)
  if (!existsSync(path)) {
    console.error(`making ${name}`)
    await onEngine(`COPY (${query}) TO '${path}.part' (${options})`)
    renameSync(`${path}.part`, path)
  }
  return path
}
