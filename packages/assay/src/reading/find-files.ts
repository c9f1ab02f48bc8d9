import { access, constants, readdir, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { codeOf, wordsOf } from '../cause.ts'
import { Failure } from '../failure.ts'
import { nearest } from './did-you-mean.ts'
import { globRoot, globToRegExp, isGlob } from './glob.ts'

export interface FoundFile {
  /** Absolute. */
  readonly path: string
  /** As shown to people: relative to the base, with `/`. */
  readonly shown: string
  readonly bytes: number
  readonly modified: number
  /** From folders named `key=value`, outermost first; null for Hive's name of a missing value. */
  readonly partitions: readonly (readonly [string, string | null])[]
}

/** The files that a source names, sorted by name. Throws `Failure` when there is none or one cannot be read. */
export async function findFiles(source: string, base: string): Promise<readonly FoundFile[]> {
  const path = resolve(base, source)
  const found = await stat(path).catch(() => undefined)
  const paths = found?.isDirectory()
    ? await inDirectory(path, source)
    : found || !isGlob(source)
      ? [path]
      : await matching(source, base)
  return Promise.all(paths.sort(byName).map((each) => describeFile(each, source, base)))
}

const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

async function inDirectory(path: string, source: string): Promise<string[]> {
  const inside = await walk(path)
  const data = inside.filter((each) => relative(path, each).split(sep).every(isVisible))
  if (data.length === 0)
    throw new Failure(
      'no-data',
      `The folder ${source} has no data in it${inside.length > 0 ? ', only hidden files' : ''}.`,
      {
        next: 'Put the files of the delivery there, or name another source.',
      },
    )
  return data
}

/** Marker files such as `_SUCCESS`, checksums and everything hidden are not data. */
const isVisible = (name: string) => !/^[._]/.test(name) && !/\.(crc|md5|sha256)$/i.test(name) && !isTemporary(name)

/** A name that programs write under until the file is whole. */
const isTemporary = (name: string) =>
  /\.(tmp|temp|part|partial|filepart|crdownload|download|inprogress|writing|swp)$|~$/i.test(name)

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw unreadable(folder, cause)
  })
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return walk(path)
    // A link is followed to a file only: a link to a folder may lead in circles.
    const isFile = entry.isFile() || (entry.isSymbolicLink() && (await stat(path).catch(() => undefined))?.isFile())
    return isFile === true ? [path] : []
  })
  return (await Promise.all(nested)).flat()
}

async function matching(source: string, base: string): Promise<string[]> {
  const pattern = resolve(base, source).split(sep).join('/')
  const root = globRoot(pattern)
  const rootExists = (await stat(root).catch(() => undefined))?.isDirectory() === true
  const candidates = rootExists ? await walk(root) : []
  const expression = globToRegExp(pattern)
  const meant = isTemporary(source)
  const found = candidates.filter(
    (each) => expression.test(each.split(sep).join('/')) && (meant || !isTemporary(basename(each))),
  )
  if (found.length === 0) throw nothingMatches(source, root, rootExists, candidates)
  return found
}

function nothingMatches(source: string, root: string, rootExists: boolean, candidates: readonly string[]): Failure {
  if (!rootExists) return new Failure('no-file', `No file matches ${source}: there is no folder ${root}.`)
  const names = candidates.map((each) => relative(root, each)).sort(byName)
  const what = names.length === 0 ? 'is empty' : `has ${listed(names)}`
  const near = nearest(basename(source), names)
  return new Failure('no-file', `No file matches ${source}; the folder ${root} ${what}.`, {
    ...(near === undefined ? {} : { next: `Did you mean ${near}?` }),
  })
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ')
  return names.length > 5 ? `${shown} and ${String(names.length - 5)} more` : shown
}

async function describeFile(path: string, source: string, base: string): Promise<FoundFile> {
  const found = await stat(path).catch((cause: unknown) => missing(path, source, cause))
  if (!found.isFile()) throw new Failure('no-file', `${source} is neither a file nor a folder.`)
  await access(path, constants.R_OK).catch((cause: unknown) => {
    throw unreadable(path, cause)
  })
  const shown = isAbsolute(source) ? path : relative(base, path).split(sep).join('/')
  return { path, shown, bytes: found.size, modified: found.mtimeMs, partitions: partitionsOf(path, source, base) }
}

async function missing(path: string, source: string, cause: unknown): Promise<never> {
  if (codeOf(cause) !== 'ENOENT' && codeOf(cause) !== 'ENOTDIR') throw unreadable(path, cause)
  const folder = dirname(path)
  const names = await readdir(folder).catch(() => undefined)
  if (names === undefined)
    throw new Failure('no-file', `There is no file ${source}: there is no folder ${folder}.`, { cause })
  const near = nearest(basename(path), names)
  const next =
    near === undefined
      ? `The folder ${folder} has ${names.length === 0 ? 'no files' : listed(names.sort(byName))}.`
      : `Did you mean ${near}?`
  throw new Failure('no-file', `There is no file ${source} (looked for ${path}).`, { next, cause })
}

function unreadable(path: string, cause: unknown): Failure {
  const why = codeOf(cause) === 'EACCES' ? 'this user may not read it' : wordsOf(cause)
  return new Failure('unreadable', `${path} cannot be read: ${why}.`, {
    next: 'Check the permissions of the file and its folder.',
    cause,
  })
}

function partitionsOf(path: string, source: string, base: string): FoundFile['partitions'] {
  const folders = dirname(isAbsolute(source) ? path : relative(base, path)).split(sep)
  return folders.flatMap((folder) => {
    const at = folder.indexOf('=')
    if (at <= 0) return []
    const value = folder.slice(at + 1)
    return [[decoded(folder.slice(0, at)), value === '__HIVE_DEFAULT_PARTITION__' ? null : decoded(value)] as const]
  })
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // A folder name with a bare `%` was not written encoded, so it stands for itself.
    return text
  }
}
