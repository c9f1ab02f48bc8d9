import { closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { historyFile, openHistory, putDataset, type History } from './index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-settle-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Both copies of the header of SQLite's index of the log: it says up to where the log counts. */
const HEADER = 96

function header(written?: Buffer): Buffer {
  const file = openSync(`${historyFile(folder)}-shm`, 'r+')
  const bytes = written ?? Buffer.alloc(HEADER)
  if (written) writeSync(file, bytes, 0, HEADER, 0)
  else readSync(file, bytes, 0, HEADER, 0)
  closeSync(file)
  return bytes
}

const add = ({ write }: History, name: string) =>
  write((tx) =>
    putDataset(
      tx,
      { name, page: name, title: null, owner: null, source: null, labels: [], alarms: [] },
      '2024-05-15T12:00:00.000Z',
    ),
  )
const names = async ({ db }: History) =>
  (await db.selectFrom('dataset').select('name').execute()).map((row) => row.name)

/** A commit that is in the log and not yet in its index, as when a process is killed between the two. */
async function interrupted(settled: boolean): Promise<readonly (readonly string[])[]> {
  const other = await openHistory(folder)
  await add(other, 'before')
  const was = header()
  await add(other, 'interrupted')
  header(was)
  const next = await openHistory(folder)
  const seen = await names(next)
  if (settled) await next.settle()
  // as it is found when all who had it open were killed
  const left = join(folder, 'left')
  mkdirSync(left)
  for (const end of ['', '-wal']) copyFileSync(`${historyFile(folder)}${end}`, `${historyFile(left)}${end}`)
  const last = await openHistory(left)
  const then = await names(last)
  for (const each of [last, next, other]) await each.close()
  return [seen, then]
}

it('a commit that was interrupted is not seen, and comes back', async () => {
  expect(await interrupted(false)).toEqual([['before'], ['before', 'interrupted']])
})

it('it does not come back once the history is settled', async () => {
  expect(await interrupted(true)).toEqual([['before'], ['before']])
})
