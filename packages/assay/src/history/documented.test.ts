import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openHistory, type History } from './index.ts'

const documented = readFileSync(new URL('../../../../docs/history.md', import.meta.url), 'utf8')
let folder: string
let history: History
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-documented-'))
  history = await openHistory(folder)
})
afterAll(async () => {
  await history.close()
  await rm(folder, { recursive: true })
})

const VIEWS = [...documented.matchAll(/^## `(assay_\w+)`/gm)].map((match) => match[1] ?? '')

it('docs/history.md names every view', async () => {
  const { rows } = await sql<{
    name: string
  }>`SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name`.execute(history.db)
  expect(rows.map((each) => each.name)).toEqual([...VIEWS].sort())
})

it.each(VIEWS)('docs/history.md lists the columns of %s and no others', async (view) => {
  const section = documented.split(/^## /m).find((each) => each.startsWith(`\`${view}\``)) ?? ''
  const cells = section.split('\n').flatMap((line) => /^\| (`[^|]+?) *\|/.exec(line)?.[1] ?? [])
  const listed = cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map((match) => match[1]))
  const { rows } = await sql<{ name: string }>`SELECT name FROM pragma_table_info(${view})`.execute(history.db)
  expect([...listed].sort()).toEqual(rows.map((each) => each.name).sort())
})

it.each([...documented.matchAll(/```sql\n([\s\S]*?)```/g)].map((match) => match[1] ?? ''))(
  'the example runs: %s',
  async (query) => {
    await expect(sql.raw(query).execute(history.db)).resolves.toBeDefined()
  },
)
