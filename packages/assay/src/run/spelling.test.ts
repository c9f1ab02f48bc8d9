import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openFolder, short, type Folder } from './run.fixture.ts'

let folder: Folder
beforeAll(async () => {
  folder = await openFolder()
})
afterAll(() => folder.close())

const many = (text: string, n: number) => `${text}\n`.repeat(n)

/** The values that fail, of a column `x`. */
async function misspelt(rows: string): Promise<readonly string[]> {
  await folder.write('a.csv', `x\n${rows}`)
  const page = await folder.page('source: a.csv', ['`x` must be spelt consistently'])
  const [verdict] = page.verdicts
  expect(verdict?.failing).toBe(verdict?.evidence?.total ?? 0)
  return (verdict?.evidence?.rows ?? []).map((row) => String(row[1]))
}

describe('how values are spelt', () => {
  it('takes a rare value for a frequent one that it nearly is', async () => {
    expect(await misspelt(`${many('Berlin', 20)}Berlim\nBelrin\nBerli\nBerrlin\nBern\nParis\n`)).toEqual([
      'Berlim',
      'Belrin',
      'Berli',
      'Berrlin',
    ])
  })

  it('leaves alone what is not much rarer', async () => {
    expect(await misspelt(`${many('Berlin', 20)}${many('Merlin', 5)}`)).toEqual([])
    expect(await misspelt(`${many('Berlin', 30)}${many('Berlim', 3)}`)).toEqual(['Berlim', 'Berlim', 'Berlim'])
  })

  it('forgives more letters in longer texts', async () => {
    const rows = `${many('Montgomery', 10)}${many('acute care hospitals', 10)}Montqomary\nMonxxxmery\nacuxe cxre hospixals\n`
    expect(await misspelt(rows)).toEqual(['Montqomary', 'acuxe cxre hospixals'])
  })

  it('leaves alone short texts, other digits, and what differs at both ends', async () => {
    expect(await misspelt(`${many('al', 20)}ak\n${many('item-12', 20)}item-13\n${many('Berlin', 20)}Xerlix\n`)).toEqual(
      [],
    )
  })

  it('takes other capital letters, blanks and punctuation for the same text', async () => {
    const rows = `${many('St. Louis', 10)}ST LOUIS\nst_louis\nSt.Louis\nSt. Lucia\n${many('NA', 10)}n.a.\n`
    expect(await misspelt(rows)).toEqual(['ST LOUIS', 'st_louis', 'St.Louis', 'n.a.'])
  })

  it('counts within the scope', async () => {
    const rows = Array.from({ length: 12 }, () => 'a,Berlin\n').join('')
    await folder.write('a.csv', `k,x\n${rows}a,Berlim\nb,Berlim\n,Berlim\n`)
    const page = await folder.page('source: a.csv', [
      '`x` must be spelt consistently',
      'where `k` is "a", `x` must be spelt consistently',
      'where `k` is "b", `x` must be spelt consistently',
    ])
    expect(page.verdicts.map(short)).toEqual(['holds 15/15', 'broken 12/13', 'holds 1/1'])
  })

  it('is planned in one go for many columns', async () => {
    const columns = Array.from({ length: 12 }, (_, i) => `c${String(i)}`)
    const row = (text: string) => `${columns.map(() => text).join(',')}\n`
    await folder.write('a.csv', `${columns.join(',')}\n${row('Berlin').repeat(10)}${row('Berlim')}`)
    const page = await folder.page(
      'source: a.csv',
      columns.map((each) => `\`${each}\` must be spelt consistently`),
    )
    expect(page.verdicts.map(short)).toEqual(columns.map(() => 'broken 10/11'))
  })
})
