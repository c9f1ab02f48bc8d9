import type { Place } from './places.ts'

/** A sentence that is being written, and what belongs to it. */
export interface Draft {
  readonly sentence: string
  readonly why: string
  /** Where it is to stand, if that was chosen. */
  readonly place: Place | null
}

interface Kept extends Draft {
  /** What it began with. */
  readonly begun: string
}

/** Drafts live as long as the tab: one for each view where something can be written. */
const nameOf = (dataset: string, about: string | undefined): string =>
  `draft ${JSON.stringify(about === undefined ? [dataset] : [dataset, about])}`

/** What was written when the view was left; a view that begins with another sentence begins with that. */
export function draftOf(dataset: string, about: string | undefined, begun: string): Draft {
  const text = stored((storage) => storage.getItem(nameOf(dataset, about))) ?? null
  const kept = text === null ? null : (JSON.parse(text) as Kept)
  return kept !== null && (begun === '' || begun === kept.begun) ? kept : { sentence: begun, why: '', place: null }
}

/** Keeps what is written. Nothing written is no draft. */
export function keepDraft(dataset: string, about: string | undefined, kept: Kept): void {
  const name = nameOf(dataset, about)
  stored((storage) => {
    if (kept.sentence === '' && kept.why === '') storage.removeItem(name)
    else storage.setItem(name, JSON.stringify(kept))
  })
}

/** A browser that lets nothing be stored, or no more, keeps no drafts; one can write all the same. */
function stored<T>(work: (storage: Storage) => T): T | undefined {
  try {
    return work(sessionStorage)
  } catch (error) {
    if (error instanceof DOMException) return undefined
    throw error
  }
}

/** The line of a place that was chosen, on a page that may have changed since. */
export const lineOf = (place: Place | null, places: readonly Place[]): number | null =>
  (
    places.find(({ heading, line }) => heading === place?.heading && line === place.line) ??
    places.find(({ heading }) => heading === place?.heading)
  )?.line ?? null
