import { execFile } from 'node:child_process'
import { basename, dirname } from 'node:path'
import { oneByOne } from '../one-by-one.ts'

/** Commits of a single file by the `git` of this machine; without a shell, and whatever is staged besides is left alone. */

export type Committed =
  | { readonly kind: 'none' }
  | { readonly kind: 'commit'; readonly hash: string }
  | { readonly kind: 'failed'; readonly why: string }

interface Ran {
  /** Null when it could not be started or did not end in time. */
  readonly status: number | null
  readonly out: string
  readonly words: string
}

/** A hook that hangs must not hang whoever saves. */
const PATIENCE_MS = 30_000

/** Variables by which a `git` that started this process would lead ours to another repository. */
const OTHERS = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR']

function git(folder: string, given: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const inherited = Object.entries(process.env).filter(([name]) => !OTHERS.includes(name))
  const env = {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_EDITOR: 'true',
    // a file called `:(glob)*.md` is that file
    GIT_LITERAL_PATHSPECS: '1',
    ...more,
  }
  return new Promise((resolve) => {
    execFile('git', given, { cwd: folder, env, timeout: PATIENCE_MS, windowsHide: true }, (error, out, words) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : null
      const said = words.trim() === '' ? (error?.killed ? 'it did not end in time' : (error?.message ?? '')) : words
      resolve({ status, out: out.trim(), words: said.trim() })
    })
  })
}

const NO_REPOSITORY = /not a git repository/i

/** Whether a file that is saved is committed too: `ignored` where its repository does not want it, `none` without one. */
export async function committedWhere(path: string): Promise<'commits' | 'ignored' | 'none'> {
  const { status, out } = await git(dirname(path), ['rev-parse', '--is-inside-work-tree'])
  if (status !== 0 || out !== 'true') return 'none'
  return (await isIgnored(path)) ? 'ignored' : 'commits'
}

/** A file that git knows is not ignored, whatever the patterns. */
async function isIgnored(path: string): Promise<boolean> {
  // this one takes paths, not patterns, and refuses to be told so
  const asked = ['check-ignore', '--quiet', '--', `./${basename(path)}`]
  return (await git(dirname(path), asked, { GIT_LITERAL_PATHSPECS: '0' })).status === 0
}

const committing = oneByOne()

/** Commits a file as it is now, in the name of a person. One commit after the other: `git` locks its index. */
export const commitFile = (path: string, of: { readonly by: string; readonly message: string }): Promise<Committed> =>
  committing(() => committed(path, of))

async function committed(
  path: string,
  { by, message }: { readonly by: string; readonly message: string },
): Promise<Committed> {
  const [folder, file] = [dirname(path), basename(path)]
  const there = await git(folder, ['rev-parse', '--is-inside-work-tree'])
  if (there.status !== 0) {
    const none = there.status === null || NO_REPOSITORY.test(there.words)
    return none ? { kind: 'none' } : failed(there)
  }
  if (there.out !== 'true') return { kind: 'none' }
  if (await isIgnored(path)) return { kind: 'failed', why: 'the repository ignores this file' }
  const known = (await git(folder, ['ls-files', '--error-unmatch', '--', file])).status === 0
  if (!known) {
    const added = await git(folder, ['add', '--intent-to-add', '--', file])
    if (added.status !== 0) return failed(added)
  }
  const made = await git(
    folder,
    ['-c', 'commit.gpgSign=false', 'commit', '--quiet', '--only', `--message=${printed(message)}`, '--', file],
    identity(by),
  )
  if (made.status !== 0) {
    if (!known) await git(folder, ['rm', '--cached', '--quiet', '--', file])
    return failed(made)
  }
  const { out } = await git(folder, ['rev-parse', 'HEAD'])
  return { kind: 'commit', hash: out }
}

const failed = ({ words }: Ran): Committed => ({ kind: 'failed', why: words.slice(0, 500) })

const printed = (text: string): string => text.replace(/(?!\n)\p{Cc}/gu, ' ')

/** Who signs in has a name and no address. */
function identity(by: string): NodeJS.ProcessEnv {
  const name =
    printed(by)
      .replace(/[<>\n]/g, ' ')
      .trim() || 'somebody'
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .replace(/^\.|\.$/g, '')
  const email = `${slug || 'somebody'}@assay`
  return { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email }
}
