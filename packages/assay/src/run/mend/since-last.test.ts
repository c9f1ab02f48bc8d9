import { describe, expect, it } from 'vitest'
import { cure, kept } from '../../main.ts'
import { renderCured } from '../../report/cured-terminal.ts'
import { openWatched } from '../watch.fixture.ts'
import { csv, page, rows, secondDelivery } from './mend.fixture.ts'

/** A format that changed for good, on a page that also says that it must not change. */

const days = (written: (m: string, d: string) => string) =>
  csv(
    rows(200, (i) => ({
      id: i,
      day: written(String(1 + (i % 12)).padStart(2, '0'), String(1 + (i % 28)).padStart(2, '0')),
    })),
  )
const GERMAN = days((m, d) => `${d}.${m}.2024`)
const SLASHED = days((m, d) => `2024/${m}/${d}`)
const UNCHANGED = 'the format of `day` must not change'
const PAGE = page(['`day` must be a date written as DD.MM.YYYY', UNCHANGED])
const RELEASE = 'assay release d N --reason'
/** Of a delivery that was watched. */
const NUMBERED = 'assay release d 2 --reason'

describe('a page that says that a format must not change', () => {
  it('is mended for how it is written, and the way out of the other sentence is told', async () => {
    await secondDelivery(PAGE, GERMAN, SLASHED, ({ mends = [], verdicts }) => {
      expect(verdicts.map((each) => each.mend)).toEqual([0, 0])
      expect(mends).toHaveLength(1)
      expect(mends[0]?.patch).not.toBeNull()
      expect(mends[0]?.release).toContain(`"${UNCHANGED}" holds it all the same`)
      expect(mends[0]?.next).toContain(RELEASE)
      expect(mends[0]?.support.what).toBe(
        'read so, they are dates from 2024-01-01 to 2024-12-28; the earlier ones are from 2024-01-01 to 2024-12-28',
      )
    })
  })

  it('is free again by a release, and until then nothing is called unbroken', async () => {
    const folder = await openWatched()
    try {
      await folder.write('d.md', PAGE)
      await folder.write('in/d-1.csv', GERMAN)
      await folder.watch()
      await folder.write('in/d-2.csv', SLASHED)
      await folder.watch()
      const first = await cure({ page: `${folder.path}/d.md`, write: true, threads: 1 })
      expect(renderCured(first)).toContain(NUMBERED)
      expect(renderCured(first)).not.toContain('`assay replay` judges')
      const second = await cure({ page: `${folder.path}/d.md`, threads: 1 })
      expect(second.mends).toMatchObject([
        { code: 'since-last', patch: null, support: { passed: 200, counted: 200 }, columns: ['day'] },
      ])
      expect(second.mends[0]?.old[0]).toMatch(/^\d\d\.\d\d\.2024$/)
      expect(second.mends[0]?.new[0]).toMatch(/^2024\//)
      expect(renderCured(second)).toContain(NUMBERED)
      expect(renderCured(second)).not.toContain('nothing is delivered otherwise')
      await (
        await kept()
      ).release({ dataset: 'd', number: 2, by: 'Ada', reason: 'it stays so' }, { folder: folder.path })
      await folder.write('in/d-3.csv', SLASHED.replace('2024/', '2025/'))
      expect((await folder.watch()).told).toEqual(['d 3 (in/d-3.csv): accepted'])
    } finally {
      await folder.close()
    }
  })

  it('names the sentences that do not hold where nothing is delivered otherwise', () => {
    const of = { page: 'd.md', delivery: 'd.csv', mends: [], taken: 0, written: false }
    expect(renderCured({ ...of, unexplained: [] })).toBe(
      'd.csv: nothing is delivered otherwise that breaks a sentence.\n',
    )
    expect(renderCured({ ...of, unexplained: ['`a` must be unique'] })).toBe(
      'd.csv: 1 sentence does not hold or could not be checked, and no change of how it is delivered explains it:\n  `a` must be unique\n',
    )
  })
})
