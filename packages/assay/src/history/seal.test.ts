import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import fc from 'fast-check'
import { isSealed, KEY_FILE, sealAt } from './seal.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-seal-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('what is sealed is opened again by whoever has the key, and shows nothing', () => {
  const [one, other] = [sealAt(folder), sealAt(folder)]
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 6 }), (text) => {
      const sealed = one.close(text)
      expect([isSealed(sealed), sealed.includes(text)]).toEqual([true, false])
      expect(other.open(sealed)).toBe(text)
      expect(one.close(text)).not.toBe(sealed)
    }),
  )
})

it('with another key, or changed, it opens no more', () => {
  const sealed = sealAt(folder).close('secret')
  expect(sealAt(folder).open(`${sealed.slice(0, -4)}AAA=`)).toBeNull()
  rmSync(join(folder, KEY_FILE))
  expect(sealAt(folder).open(sealed)).toBeNull()
  sealAt(folder).close('something')
  expect(sealAt(folder).open(sealed)).toBeNull()
})
