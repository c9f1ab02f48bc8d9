import { readFile, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { codeOf, wordsOf } from './cause.ts'
import { Failure } from './failure.ts'
import type { Settings } from './settings.ts'

/** The only reader of `assay.yaml` and of the environment. What checks it is loaded only when there is such a file. */

export const CONFIG_FILE = 'assay.yaml'
const STATE_FOLDER = '.assay'

/** A folder with pages, and where the history of their deliveries is kept. */
export interface Project {
  /** Absolute. */
  readonly root: string
  /** Absolute paths of pages, or of folders with pages in them. */
  readonly pages: readonly string[]
  /** Absolute path of the state folder; it need not exist yet. */
  readonly state: string
  readonly settings: Settings
}

/** The project that a file or folder belongs to: the nearest folder above with an `assay.yaml` or a state folder; null when there is none. */
export async function findProject(from: string): Promise<Project | null> {
  const start = resolve(from)
  const folder = (await stat(start).catch(() => undefined))?.isDirectory() ? start : dirname(start)
  for (let at = folder; ; at = dirname(at)) {
    const written = await readFile(join(at, CONFIG_FILE), 'utf8').catch(noFile)
    if (written !== null) return projectAt(at, await settingsOf(written, join(at, CONFIG_FILE)))
    if ((await stat(join(at, STATE_FOLDER)).catch(() => undefined))?.isDirectory()) return projectAt(at, null)
    if (at === dirname(at)) return null
  }
}

/** The project of a folder, also when there is nothing in it yet that says so. */
export async function projectOf(folder: string): Promise<Project> {
  return (await findProject(folder)) ?? (await projectAt(resolve(folder), null))
}

async function projectAt(root: string, said: Settings | null): Promise<Project> {
  const settings = said ?? (await import('./settings.ts')).DEFAULTS
  return {
    root,
    pages: settings.pages.map((each) => resolve(root, each)),
    state: resolve(root, settings.state),
    settings,
  }
}

function noFile(cause: unknown): null {
  const code = codeOf(cause)
  if (code === 'ENOENT' || code === 'ENOTDIR') return null
  throw new Failure('bad-config', `${CONFIG_FILE} cannot be read: ${wordsOf(cause)}.`, {
    cause,
  })
}

async function settingsOf(written: string, path: string): Promise<Settings> {
  const { readSettings } = await import('./settings.ts')
  return readSettings(written, path, process.env)
}

/** Who decides on the command line, where `--by` does not say it. */
export const userName = (): string | undefined => process.env.ASSAY_USER ?? process.env.USER ?? process.env.USERNAME

/** Who it was, where nobody said it and it need not be known. */
export const SOMEBODY = 'somebody on this machine'

/** The command as it was called: by a package manager it is not found under its own name. */
export function calledAs({ npm_command: command, npm_config_user_agent: agent = '' } = process.env): string {
  if (agent.startsWith('pnpm/')) return 'pnpm exec assay'
  if (agent.startsWith('yarn/')) return 'yarn assay'
  if (agent.startsWith('bun/')) return 'bunx assay'
  return command === undefined ? 'assay' : 'npx assay'
}
