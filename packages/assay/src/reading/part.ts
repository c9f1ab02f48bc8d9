import type { Engine } from '../engines/engine.ts'
import type { FoundFile } from './find-files.ts'
import type { FileFormat } from './format.ts'
import type { SnapshotColumn, SourceSpec, UnreadableRow } from './snapshot.ts'

/** What each reader of a format is given. */
export interface Task {
  readonly engine: Engine
  readonly files: readonly FoundFile[]
  /** The format of a file, found again each time so that the beginnings of many files are not all held. */
  readonly format: (file: FoundFile) => Promise<FileFormat>
  readonly spec: SourceSpec
  readonly progress: (text: string) => void
}

export interface FileReading {
  readonly rows: number
  readonly unreadable: number
  readonly unreadableRows: readonly UnreadableRow[]
  readonly inWords: string
}

/** What each reader of a format gives back. */
export interface Reading {
  readonly relation: string
  readonly columns: readonly SnapshotColumn[]
  /** One for each file. */
  readonly files: readonly FileReading[]
  readonly notes: readonly string[]
}

export interface Partitions {
  readonly names: readonly string[]
  readonly notes: readonly string[]
  /** The value of each of `names` for a file; NULL where its path does not say. */
  valuesOf(file: FoundFile): readonly (string | null)[]
}

/** The columns that folder names add. A column inside the files wins over one of the same name. */
export function partitionsOf(files: readonly FoundFile[], inside: readonly string[]): Partitions {
  const all = [...new Set(files.flatMap((file) => file.partitions.map(([name]) => name)))]
  const names = all.filter((name) => !inside.includes(name))
  const notes = all
    .filter((name) => inside.includes(name))
    .map((name) => `The folders say a \`${name}\` as well; the column of the files was used.`)
  return {
    names,
    notes,
    valuesOf: (file) => names.map((name) => file.partitions.findLast(([key]) => key === name)?.[1] ?? null),
  }
}

/** All names in order of first appearance, and a note for each file in which some are missing. */
export function unionOfNames(
  files: readonly FoundFile[],
  namesOf: readonly (readonly string[])[],
): { names: readonly string[]; notes: readonly string[] } {
  const names = [...new Set(namesOf.flat())]
  const lacking = files.flatMap((file, i) => {
    const own = new Set(namesOf[i])
    const without = names.filter((name) => !own.has(name))
    return without.length === 0 ? [] : [{ file: file.shown, without }]
  })
  const [first] = lacking
  if (!first) return { names, notes: [] }
  const which = first.without
    .slice(0, 5)
    .map((name) => `\`${name}\``)
    .join(', ')
  const others = lacking.length > 1 ? `, and ${String(lacking.length - 1)} more files lack columns` : ''
  return {
    names,
    notes: [
      `${first.file} has no ${which}${first.without.length > 5 ? ' …' : ''}${others}; these are missing values there.`,
    ],
  }
}
