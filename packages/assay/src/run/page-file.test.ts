import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPage } from '@assay/core'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { pageFile } from './page-file.ts'
import { readPages } from './pages.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-pages-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const text = (i: number, sentences = 12): string =>
  `---\nsource: d${String(i)}.csv\n---\n# D ${String(i)}\n\n${Array.from({ length: sentences }, (_, k) => `- \`c${String(k)}\` must be between ${String(k)} and ${String(i + k + 1)}\n`).join('')}`

it('a page that was not touched is not parsed again, and one that was is', async () => {
  const path = join(folder, 'a.md')
  await writeFile(path, text(1))
  const first = await pageFile(path)
  expect(await pageFile(path)).toBe(first)
  // the same size, within the same moment, and the same time
  const other = text(1).replace('c0', 'cX')
  await writeFile(path, other)
  await utimes(path, new Date(1e9), new Date(1e9))
  expect(await pageFile(path)).toEqual(readPage(other, path))
  expect((await pageFile(path)).text).toBe(other)
  await writeFile(path, text(2, 1))
  expect((await pageFile(path)).sentences).toHaveLength(1)
  await rm(path)
  await expect(pageFile(path)).rejects.toThrow(`There is no page ${path} that can be read.`)
})

it('to look at many pages again costs a small part of the first look', async () => {
  await mkdir(join(folder, 'pages'))
  for (let i = 0; i < 120; i++) await writeFile(join(folder, 'pages', `${String(i)}.md`), text(i))
  const timed = async () => {
    const start = process.cpuUsage()
    const found = await readPages([join(folder, 'pages')])
    const { user, system } = process.cpuUsage(start)
    return { found, took: user + system }
  }
  const first = await timed()
  const again = await timed()
  expect(again.found.checked).toHaveLength(120)
  expect(again.found.checked[7]).toBe(first.found.checked[7])
  expect(again.took).toBeLessThan(first.took / 4)
})
