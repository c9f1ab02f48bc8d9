import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

/**
 * Does what the Dockerfile says, step by step, in folders that stand for the images, with the Node that runs this test: for
 * machines without Docker. It shows that the steps give a command that starts, asks for a token, is healthy and ends; not that
 * the base image has what it needs.
 */
const root = resolve(import.meta.dirname, '../..')
const execute = promisify(execFile)

interface Image {
  readonly root: string
  workdir: string
  readonly said: Map<string, string>
}

let folder: string
let image: Image
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-docker-'))
  image = await built(await readFile(join(root, 'Dockerfile'), 'utf8'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** The last stage. */
async function built(dockerfile: string): Promise<Image> {
  const stages = new Map<string, Image>()
  let stage: Image | undefined
  for (const line of dockerfile.split('\n').filter((each) => each !== '' && !each.startsWith('#'))) {
    const [, word = '', rest = ''] = /^(\w+) (.*)$/.exec(line) ?? []
    if (word === 'FROM') {
      const [, name = 'last'] = / AS (\w+)$/.exec(rest) ?? []
      stage = { root: join(folder, name), workdir: '/', said: new Map() }
      stages.set(name, stage)
    } else if (stage) await step(stage, word, rest, stages)
  }
  if (!stage) throw new Error('a Dockerfile without a stage')
  return stage
}

async function step(stage: Image, word: string, rest: string, stages: ReadonlyMap<string, Image>): Promise<void> {
  const inside = (path: string): string => join(stage.root, resolve(stage.workdir, path))
  if (word === 'WORKDIR') {
    stage.workdir = resolve(stage.workdir, rest)
    await mkdir(inside('.'), { recursive: true })
  } else if (word === 'COPY') {
    const [, from, paths = rest] = /^--from=(\w+) (.*)$/.exec(rest) ?? []
    const [to = '', ...sources] = paths.split(' ').reverse()
    for (const source of sources)
      await copied(from ? stages.get(from) : undefined, source, inside(to), to.endsWith('/'))
  } else if (word === 'RUN') {
    // nobody but root gives files to others
    const command = rest.replace(/-o node -g node/, '').replaceAll(' /data', ` ${stage.root}/data`)
    await execute('sh', ['-c', command.replace(' && npm cache clean --force', '')], {
      cwd: inside('.'),
      env: { ...process.env, npm_config_prefer_offline: 'true' },
      maxBuffer: 1e8,
    })
  } else stage.said.set(word, rest)
}

async function copied(from: Image | undefined, source: string, to: string, into: boolean): Promise<void> {
  const path = join(from ? from.root : root, source)
  const target = into && (await stat(path)).isFile() ? join(to, basename(source)) : to
  await mkdir(join(target, '..'), { recursive: true })
  await cp(path, target, { recursive: true, filter: (each) => from !== undefined || !ignored(each) })
}

/** By .dockerignore, for what lies in `packages`. */
const ignored = (path: string): boolean => /\/(node_modules|dist|\.assay)$|\.tsbuildinfo$/.test(path)

const words = (of: string): readonly string[] => JSON.parse(image.said.get(of) ?? '[]') as string[]
const data = (): string => join(image.root, 'data')

/** As the container would start it, on a port that is free. */
function started(...args: readonly string[]): ChildProcess {
  const [, script = ''] = words('ENTRYPOINT')
  return spawn(process.execPath, [join(image.root, script), ...args], {
    cwd: data(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function ended(child: ChildProcess): Promise<{ readonly status: number | null; readonly said: string }> {
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (said += part.toString()))
  const [status] = (await once(child, 'close')) as [number | null]
  return { status, said }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

test('it runs as nobody of importance, and keeps its state in a volume', () => {
  expect(image.said.get('USER')).toBe('node')
  expect(image.said.get('VOLUME')).toBe('/data/.assay')
  expect(words('CMD')).toEqual(['serve', '--host', '0.0.0.0'])
})

test('without a token it does not start where others can reach it', async () => {
  await writeFile(join(data(), 'orders.csv'), 'id,price\n1,5\n')
  await writeFile(join(data(), 'orders.md'), '---\nsource: orders.csv\n---\n- `price` must be at least 0\n')
  const { status, said } = await ended(started(...words('CMD')))
  expect([status, said]).toEqual([2, expect.stringContaining('assay token add')])
})

test('with one it serves, is healthy by the command of HEALTHCHECK, and ends when it is told to', async () => {
  const added = await ended(started('token', 'add', 'check', '--role', 'viewer', '--by', 'Ada'))
  expect(added).toMatchObject({ status: 0 })
  const port = await freePort()
  const child = started(...words('CMD'), '--port', String(port))
  const end = ended(child)
  try {
    const [, program = ''] = /CMD \["node", "-e", (".*")\]$/.exec(image.said.get('HEALTHCHECK') ?? '') ?? []
    const check = (JSON.parse(program) as string).replace('4180', String(port))
    await expect
      .poll(
        () =>
          execute(process.execPath, ['-e', check]).then(
            () => 'healthy',
            () => 'not yet',
          ),
        { timeout: 60_000 },
      )
      .toBe('healthy')
    expect((await fetch(`http://127.0.0.1:${String(port)}/api/overview`)).status).toBe(401)
    expect((await fetch(`http://127.0.0.1:${String(port)}/`)).headers.get('content-type')).toContain('text/html')
  } finally {
    child.kill('SIGTERM')
  }
  expect((await end).status).toBe(0)
})
