import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { run } from '../../cli/run.ts'
import { applyMend } from './apply.ts'
import { csv, page, random, rows, secondDelivery } from './mend.fixture.ts'

/** What became of columns, of the bytes of a file, and what is no change of format. */

const N = 400
const pick = (r: () => number, of: readonly string[]): string => of[Math.floor(r() * of.length)] ?? ''
const order = (i: number, r: () => number) => ({
  id: 10_000 + i,
  country: pick(r, ['DE', 'FR', 'IT']),
  net: (10 + r() * 90).toFixed(2),
  weight: (500 + r() * 4000).toFixed(0),
  city: pick(r, ['München', 'Köln', 'Bonn', 'Zürich']),
})
const was = rows(N, order, 1)
const is = rows(N, (i, r) => ({ ...order(i, r), id: 20_000 + i }), 2)
const SENTENCES = [
  '`id` must be unique',
  '`country` must be one of "DE", "FR" or "IT"',
  '`net` must be between 0 and 200',
  '`weight` must be at least 400',
]

describe('columns', () => {
  it('under other names are told by what they hold, in the settings too', async () => {
    const text = page(SENTENCES, 'key: [id]\n')
    const renamed = is.map(({ id, country, net, ...rest }) => ({
      number: id ?? null,
      land: country ?? null,
      price: net ?? null,
      ...rest,
    }))
    await secondDelivery(text, csv(was), csv(renamed), ({ mends = [], verdicts }) => {
      expect(mends.map((each) => each.code)).toEqual(['renamed'])
      expect(mends[0]?.says).toBe(
        '`id` is now called `number`, `country` is now called `land` and `net` is now called `price`',
      )
      expect(verdicts.map((each) => each.mend)).toEqual([0, 0, 0, undefined])
      const amended = applyMend(text, mends[0]?.patch ?? '') ?? ''
      expect(amended).toContain('key: [number]')
      expect(amended).toContain('`price` must be between 0 and 200')
    })
  })

  it('that are as like as two peas are told apart by their names, and by nothing else not at all', async () => {
    const twins = (names: readonly string[], seed: number) =>
      csv(
        rows(
          N,
          (i, r) => ({ id: i, ...Object.fromEntries(names.map((name) => [name, (10 + r() * 5).toFixed(2)])) }),
          seed,
        ),
      )
    const text = page(['`height` must be at least 5', '`width` must be at least 5'])
    await secondDelivery(
      text,
      twins(['height', 'width'], 1),
      twins(['box_height', 'box_width'], 2),
      ({ mends = [] }) => {
        expect(mends[0]?.says).toBe('`height` is now called `box_height` and `width` is now called `box_width`')
      },
    )
    await secondDelivery(text, twins(['height', 'width'], 1), twins(['a', 'b'], 2), ({ mends = [] }) => {
      expect(mends.map((each) => [each.code, each.patch])).toEqual([['columns', null]])
    })
  })

  it('that have changed places are told, from both of them', async () => {
    const swapped = is.map(({ net, weight, ...rest }) => ({ ...rest, net: weight ?? null, weight: net ?? null }))
    await secondDelivery(page(SENTENCES), csv(was), csv(swapped), ({ mends = [] }) => {
      expect(mends.map((each) => [each.code, each.says])).toEqual([
        ['swapped', '`net` and `weight` have changed places'],
      ])
      expect(mends[0]?.amendments.map((each) => each.is)).toEqual([
        '`weight` must be between 0 and 200',
        '`net` must be at least 400',
      ])
    })
  })

  it('that are new or gone', async () => {
    const text = page([
      'the columns must be `id`, `country`, `net`, `weight` and `city`',
      'the columns must not change',
    ])
    const other = is.map(({ city: _, ...rest }) => ({ ...rest, paid: 'yes' }))
    await secondDelivery(text, csv(was), csv(other), ({ mends = [], verdicts }) => {
      expect(mends.map((each) => each.says)).toEqual(['`city` is no longer delivered and `paid` is new'])
      expect(mends[0]?.amendments.map((each) => each.is)).toEqual([
        'the columns must be `id`, `country`, `net`, `weight` and `paid`',
      ])
      expect(verdicts[0]?.mend).toBe(0)
    })
  })

  it('that are gone leave no page to amend where a sentence needs them', async () => {
    const other = is.map(({ net: _, ...rest }) => rest)
    await secondDelivery(page(SENTENCES), csv(was), csv(other), ({ mends = [] }) => {
      expect(mends.map((each) => [each.says, each.patch])).toEqual([['`net` is no longer delivered', null]])
    })
  })

  it('with codes that were exchanged one for one, as the key shows', async () => {
    const codes: { readonly [was: string]: string } = { DE: '1', FR: '2', IT: '3' }
    const recoded = was.map(({ country, ...rest }) => ({ ...rest, country: codes[String(country)] ?? '' }))
    const text = page(SENTENCES, 'key: [id]\n')
    await secondDelivery(text, csv(was), csv(recoded), ({ mends = [] }) => {
      expect(mends.map((each) => each.amendments[0]?.is)).toEqual(['`country` must be one of "1", "2" or "3"'])
      expect(mends[0]?.says).toContain('the values of `country` were exchanged one for one')
    })
  })

  it('with numbers that are a factor away in every row of the same key, whichever it is', async () => {
    const dearer = was.map((row) => ({ ...row, net: (Number(row.net) * 2.5).toFixed(4) }))
    await secondDelivery(page(SENTENCES, 'key: [id]\n'), csv(was), csv(dearer), ({ mends = [] }) => {
      expect(mends.map((each) => each.amendments[0]?.is)).toEqual(['`net` must be between 0 and 500'])
    })
  })

  it('that are private are told without a value', async () => {
    const small = is.map((row) => ({ ...row, country: String(row.country).toLowerCase() }))
    await secondDelivery(page(SENTENCES, 'private: [country]\n'), csv(was), csv(small), ({ mends = [] }) => {
      expect(mends.map((each) => [each.says, each.patch])).toEqual([
        ['the values of `country` are now in other letters', null],
      ])
      expect(JSON.stringify(mends)).not.toMatch(/"(de|fr|it|DE|FR|IT)"/)
    })
  })
})

describe('the bytes of a file', () => {
  const CITY = '`city` must be one of "München", "Köln", "Bonn" or "Zürich"'
  const latin = (text: string) => Buffer.from(text, 'latin1')

  it('in UTF-8 that was read as Latin-1 by whoever wrote it, are mended where they come from', async () => {
    const garbled = latin(csv(is)).toString('latin1')
    const twice = Buffer.from(Buffer.from(garbled, 'utf8').toString('latin1'), 'utf8')
    await secondDelivery(page([CITY]), csv(was), twice, ({ mends = [] }) => {
      expect(mends.map((each) => [each.code, each.patch])).toEqual([['encoding', null]])
      expect(mends[0]?.says).toMatch(
        /^`city` is UTF-8 that somebody read as Latin-1: .*"(MÃ¼nchen" for "München|KÃ¶ln" for "Köln)"/,
      )
      expect(mends[0]?.next).toBe('It is to be mended where the data comes from.')
    })
  })

  it('are told of prose too, of which no value came before', async () => {
    const street = (n: number) => (i: number, r: () => number) => ({
      id: i,
      text: `${pick(r, ['Große', 'Süße', 'Kleine', 'Lange'])} ${pick(r, ['Straße', 'Allee', 'Gänsewiese'])} ${String(n + i)}`,
    })
    const text = page(['`text` must match /^[A-Za-zäöüß]+ [A-Za-zäöüß]+ \\d+$/'])
    const garbled = Buffer.from(csv(rows(N, street(5000), 2)), 'utf8').toString('latin1')
    await secondDelivery(text, csv(rows(N, street(1000), 1)), garbled, ({ mends = [] }) => {
      expect(mends.map((each) => [each.code, each.says, each.patch])).toEqual([
        ['encoding', '`text` is UTF-8 that somebody read as Latin-1', null],
      ])
    })
  })

  it('in another encoding than the page sets: the page says the other one', async () => {
    const text = page([CITY], 'encoding: windows-1252\n')
    await secondDelivery(text, latin(csv(was)), csv(is), ({ mends = [] }) => {
      expect(mends.map((each) => each.amendments)).toEqual([
        [{ line: 4, was: 'encoding: windows-1252', is: 'encoding: utf-8' }],
      ])
    })
  })

  it('that cannot be read in the encoding that the page sets', async () => {
    const text = page([CITY, ...SENTENCES], 'encoding: utf-8\n')
    await secondDelivery(text, csv(was), latin(csv(is)), ({ state, mends = [], verdicts }) => {
      expect(state).toBe('not-checked')
      expect(mends.map((each) => [each.says, each.amendments[0]?.is])).toEqual([
        ['the file is not in utf-8 any more, but in windows-1252', 'encoding: windows-1252'],
      ])
      expect(verdicts.every((each) => each.mend === 0)).toBe(true)
    })
  })

  it('with something else between the cells than the page says', async () => {
    const text = page(SENTENCES, 'delimiter: ";"\n')
    await secondDelivery(text, csv(was, ';'), csv(is, ','), ({ mends = [], verdicts }) => {
      expect(mends.map((each) => [each.code, each.amendments[0]?.is])).toEqual([['delimiter', 'delimiter: ","']])
      expect(verdicts.every((each) => each.mend === 0)).toBe(true)
    })
  })
})

describe('no cure is offered', () => {
  it('where a sentence that holds would break: only one of two columns has a decimal comma', async () => {
    const two = (comma: boolean, seed: number) =>
      csv(
        rows(
          N,
          (i, r) => {
            const a = (r() * 90).toFixed(2)
            return { id: i, a: comma ? a.replace('.', ',') : a, b: (r() * 90).toFixed(2) }
          },
          seed,
        ),
      )
    const text = page(['`a` must be at most 100', '`b` must be at most 100'])
    await secondDelivery(text, two(false, 1), two(true, 2), ({ mends = [] }) => {
      expect(mends.map((each) => [each.says, each.patch])).toEqual([
        ['the numbers of `a` were written as 1234.56 and are now written as 1234,56', null],
      ])
    })
  })

  it('where two fit: day and month cannot be told apart', async () => {
    const two = (n: number) => String(n).padStart(2, '0')
    const iso = csv(
      rows(N, (i, r) => ({ id: i, x: `2024-${two(1 + Math.floor(r() * 12))}-${two(1 + Math.floor(r() * 28))}` }), 1),
    )
    const low = csv(
      rows(N, (i, r) => ({ id: i, x: `${two(1 + Math.floor(r() * 12))}/${two(1 + Math.floor(r() * 12))}/2024` }), 2),
    )
    await secondDelivery(page(['`x` must be a date']), iso, low, ({ mends = [] }) => {
      expect(mends.map((each) => [each.patch, each.next])).toEqual([
        [null, 'The page must say which of them it is: the data does not tell.'],
      ])
      expect(mends[0]?.says).toMatch(
        /is now written as (DD\/MM\/YYYY or MM\/DD\/YYYY|MM\/DD\/YYYY or DD\/MM\/YYYY): both fit, as no day is above 12/,
      )
    })
  })

  const JUNK = ['??', 'n/a', '#REF!', '-', '0', '99999999', 'x', '31.12.9999', 'TRUE', ' ', 'DE ', 'Ã¼']
  it.each([0.01, 0.05, 0.1, 0.15])('for random bad cells: %d of all', async (share) => {
    for (const seed of [1, 2, 3]) {
      const r = random(seed)
      const bad = is.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, r() < share ? pick(r, JUNK) : cell])),
      )
      const text = page([
        ...SENTENCES,
        '`city` must be one of "München", "Köln", "Bonn" or "Zürich"',
        'the format of `net` must not change',
        'the average of `weight` must be between 2,300 and 2,700',
      ])
      await secondDelivery(text, csv(was), csv(bad), ({ accepted, mends = [] }) => {
        expect(accepted).toBe(false)
        expect(mends).toEqual([])
      })
    }
  })

  it('where no earlier delivery was accepted, or nothing is broken', async () => {
    await secondDelivery(page(SENTENCES), csv(was), csv(is), ({ mends }) => {
      expect(mends).toBeUndefined()
    })
  })
})

describe('assay mend', () => {
  const cents = is.map((row) => ({ ...row, net: Math.round(Number(row.net) * 100) }))
  const text = page([...SENTENCES, '`country` must be present'])

  it('prints the patch, and writes the page when it is told to', async () => {
    await secondDelivery(text, csv(was), csv(cents), async (_, folder) => {
      let out = ''
      const streams = {
        out: (of: string) => (out += of),
        error: () => undefined,
        terminal: false,
        colour: false,
        width: 100,
      }
      const file = `${folder.path}/d.md`
      expect(await run(['mend', file], streams)).toBe(1)
      expect(out).toContain('`net` is now 100 times what it was')
      expect(out).toContain('399 of 400 (99.8%): divided by 100, they lie in the earlier range')
      expect(out).toContain('-- `net` must be between 0 and 200\n+- `net` must be between 0 and 20,000')
      expect(await readFile(file, 'utf8')).toBe(text)
      expect(await run(['mend', file, '--write'], streams)).toBe(0)
      expect(await readFile(file, 'utf8')).toContain('between 0 and 20,000')
      out = ''
      expect(await run(['check', file], streams)).toBe(0)
      expect(await run(['mend', file], streams)).toBe(0)
      expect(out).toContain('nothing is delivered otherwise')
    })
  })

  it('is told below the sentence in the terminal, in Markdown and in HTML', async () => {
    await secondDelivery(text, csv(was), csv(cents), async (_, folder) => {
      for (const format of ['pretty', 'markdown', 'html', 'sarif']) {
        let out = ''
        const streams = {
          out: (of: string) => (out += of),
          error: () => undefined,
          terminal: false,
          colour: false,
          width: 100,
        }
        await run(['check', `${folder.path}/d.md`, '--format', format], streams)
        expect(out).toMatch(/is now 100 times what it was/)
        if (format !== 'sarif') expect(out).toMatch(/divided by 100, they lie in the earlier\s+range/)
      }
    })
  })
})
