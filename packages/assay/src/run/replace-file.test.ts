import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { replaceFile } from './replace-file.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-replace-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

it('a link stays a link to the file, which keeps its mode and leaves nothing beside it', async () => {
  const [real, link] = [join(folder, 'pages', 'd.md'), join(folder, 'd.md')]
  await mkdir(join(folder, 'pages'))
  await writeFile(real, 'before')
  await chmod(real, 0o640)
  await symlink(real, link)
  await replaceFile(link, 'after')
  expect((await lstat(link)).isSymbolicLink()).toBe(true)
  expect(await readFile(real, 'utf8')).toBe('after')
  expect((await stat(real)).mode & 0o777).toBe(0o640)
  expect(await readdir(join(folder, 'pages'))).toEqual(['d.md'])
})

it('what is not there is not made', async () => {
  await expect(replaceFile(join(folder, 'no.md'), 'after')).rejects.toMatchObject({ code: 'not-saved' })
  expect(await readdir(folder)).toEqual([])
})
