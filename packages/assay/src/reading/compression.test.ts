import { execFileSync } from 'node:child_process'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBench } from './reading.fixture.ts'
import type { Bench } from './reading.fixture.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench.close())

const text = `id,name\n${Array.from({ length: 20 }, (_, i) => `${String(i)},name ${String(i * 7919)}`).join('\n')}\n`

/** Zstandard (RFC 8878) with one raw block, so that the tests need no compressor. */
function zstd(content: string, options: { checksum?: number; size?: boolean; block?: number } = {}): Buffer {
  const bytes = Buffer.from(content)
  const flags = (options.checksum === undefined ? 0 : 4) | (options.size === false ? 0 : 0xa0)
  const head = Buffer.alloc(options.size === false ? 2 : 5)
  head.writeUInt8(flags)
  if (options.size === false) head.writeUInt8(0x50, 1)
  else head.writeUInt32LE(bytes.length, 1)
  const step = options.block ?? bytes.length
  const blocks: Buffer[] = []
  for (let at = 0; at < bytes.length; at += step) {
    const part = bytes.subarray(at, at + step)
    const block = Buffer.alloc(3)
    block.writeUIntLE((part.length << 3) | (at + step >= bytes.length ? 1 : 0), 0, 3)
    blocks.push(block, part)
  }
  const check = Buffer.alloc(options.checksum === undefined ? 0 : 4)
  if (options.checksum !== undefined) check.writeUInt32LE(options.checksum)
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd]), head, ...blocks, check])
}

/** Made by `zstd --check` of the text above. */
const realZstd = (): Buffer | undefined => {
  try {
    return execFileSync('zstd', ['-q', '-c', '--check'], { input: text })
  } catch {
    return undefined
  }
}

describe('gzip', () => {
  test('is read, also in several members', async () => {
    const [head = '', ...rest] = text.split(/(?<=\n)/)
    await bench.write('two.csv.gz', Buffer.concat([gzipSync(head), ...rest.map((line) => gzipSync(line))]))
    expect(await bench.read('two.csv.gz')).toMatchObject({ rows: 20, unreadable: 0 })
  })

  test('cut at any byte is a failure', async () => {
    const whole = gzipSync(text)
    for (let cut = 1; cut < whole.length; cut++) {
      await bench.write('cut.csv.gz', whole.subarray(0, cut))
      const { code, message } = await bench.fails('cut.csv.gz')
      if (cut >= 2)
        expect([cut, code, message]).toEqual([
          cut,
          'cut-off',
          'cut.csv.gz is cut off: the compressed data ends before its end.',
        ])
    }
  })

  test('cut far behind the beginning is a failure as well', async () => {
    const whole = gzipSync(
      `a,b\n${Array.from({ length: 400_000 }, (_, i) => `${String(i)},${String((i * 7919) % 10007)}`).join('\n')}\n`,
    )
    await bench.write('long.csv.gz', whole.subarray(0, whole.length - 9))
    expect((await bench.fails('long.csv.gz')).code).toBe('cut-off')
  })

  test('with any wrong byte is a failure or gives the same rows', async () => {
    const whole = gzipSync(text)
    let refused = 0
    for (let at = 0; at < whole.length; at++) {
      const wrong = Buffer.from(whole)
      wrong[at] = (wrong[at] ?? 0) ^ 0x10
      await bench.write('wrong.csv.gz', wrong)
      const same = await bench.read('wrong.csv.gz').then(
        ({ rows, unreadable }) => rows === 20 && unreadable === 0,
        () => ++refused > 0,
      )
      expect([at, same]).toEqual([at, true])
    }
    // The header's time, flags and system are not part of the checksum.
    expect(refused).toBeGreaterThan(whole.length - 10)
  })

  test('with a wrong checksum, and with something behind it', async () => {
    const whole = gzipSync(text)
    whole[whole.length - 5] = (whole[whole.length - 5] ?? 0) ^ 1
    await bench.write('crc.csv.gz', whole)
    expect(await bench.fails('crc.csv.gz')).toMatchObject({
      code: 'damaged',
      message: 'crc.csv.gz is damaged: incorrect data check.',
    })
    await bench.write('more.csv.gz', Buffer.concat([gzipSync(text), Buffer.from('junk')]))
    expect((await bench.fails('more.csv.gz')).code).toBe('damaged')
  })
})

describe('zstd', () => {
  test('is read, in blocks and frames, with and without its size', async () => {
    for (const [name, bytes] of Object.entries({
      whole: zstd(text),
      blocks: zstd(text, { block: 7 }),
      unsized: zstd(text, { size: false, block: 100 }),
      frames: Buffer.concat([zstd(text.slice(0, 50)), skippableFrame(), zstd(text.slice(50))]),
    })) {
      await bench.write(`${name}.csv.zst`, bytes)
      expect([name, await bench.read(`${name}.csv.zst`)]).toMatchObject([name, { rows: 20, unreadable: 0 }])
    }
  })

  test('cut at any byte is a failure', async () => {
    const whole = zstd(text, { block: 100, checksum: 0 })
    for (let cut = 4; cut < whole.length; cut++) {
      await bench.write('cut.csv.zst', whole.subarray(0, cut))
      expect([cut, (await bench.fails('cut.csv.zst')).code]).toEqual([cut, 'cut-off'])
    }
  })

  test('with a wrong checksum is a failure', async () => {
    await bench.write('sum.csv.zst', zstd(text, { checksum: 12345 }))
    expect((await bench.fails('sum.csv.zst')).message).toBe(
      'sum.csv.zst is damaged: the checksum of its content is wrong.',
    )
  })

  test('with something behind it', async () => {
    await bench.write('more.csv.zst', Buffer.concat([zstd(text), Buffer.from('junk')]))
    expect((await bench.fails('more.csv.zst')).message).toContain('what follows is not Zstandard')
  })

  const real = realZstd()
  test.skipIf(real === undefined)(
    'as the usual program writes it: read, cut at any byte, and with a wrong checksum',
    async () => {
      if (real === undefined) return
      await bench.write('real.csv.zst', real)
      expect(await bench.read('real.csv.zst')).toMatchObject({ rows: 20, unreadable: 0 })
      for (let cut = 4; cut < real.length; cut++) {
        await bench.write('cut.csv.zst', real.subarray(0, cut))
        expect([cut, (await bench.fails('cut.csv.zst')).code]).toEqual([cut, 'cut-off'])
      }
      const wrong = Buffer.from(real)
      wrong[wrong.length - 1] = (wrong[wrong.length - 1] ?? 0) ^ 1
      await bench.write('wrong.csv.zst', wrong)
      expect((await bench.fails('wrong.csv.zst')).message).toContain('the checksum of its content is wrong')
    },
  )
})

function skippableFrame(): Buffer {
  return Buffer.from([0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3])
}

test('compressed JSON', async () => {
  await bench.write('a.ndjson.gz', gzipSync('{"a":1}\n{"a":2}\n'))
  await bench.write('b.ndjson.zst', zstd('{"a":1}\n{"a":2}\n'))
  expect(await bench.rows(await bench.read('a.ndjson.gz'))).toEqual(await bench.rows(await bench.read('b.ndjson.zst')))
})
