import { expect, it } from 'vitest'
import * as store from '../../history/index.ts'
import { openWatched } from '../watch.fixture.ts'
import { csv, page, rows } from './mend.fixture.ts'

const days = (written: (m: string, d: string) => string) =>
  csv(
    rows(200, (i) => ({ day: written(String(1 + (i % 12)).padStart(2, '0'), String(1 + (i % 28)).padStart(2, '0')) })),
  )

it('a page that says when the data must arrive is mended too: the delivery that is tried has come', async () => {
  const folder = await openWatched()
  try {
    const sentences = ['`day` must be a date written as DD.MM.YYYY', 'the data must arrive every day by 06:00']
    await folder.write('d.md', page(sentences))
    await folder.write(
      'in/d-1.csv',
      days((m, d) => `${d}.${m}.2024`),
    )
    await folder.watch({ clock: () => new Date('2024-05-01T03:00:00Z') })
    await folder.write(
      'in/d-2.csv',
      days((m, d) => `2024/${m}/${d}`),
    )
    // without the delivery itself it would be overdue
    const { delivered } = await folder.watch({ clock: () => new Date('2024-05-02T07:00:00Z') })
    const result = await folder.read((db) => store.resultOf(db, delivered[0]?.id ?? 0))
    expect(result?.verdicts.map((each) => each.status)).toEqual(['broken', 'holds'])
    expect(result?.mends?.map((each) => each.amendments.map(({ is }) => is))).toEqual([
      ['`day` must be a date written as YYYY/MM/DD'],
    ])
    expect(result?.mends?.[0]?.patch).not.toBeNull()
  } finally {
    await folder.close()
  }
})
