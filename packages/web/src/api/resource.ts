import { useCallback, useSyncExternalStore } from 'react'
import { Problem, read } from './request.ts'

/** What is known of a path of the API. What was known stays while it is asked for anew. */
export interface Resource<T> {
  readonly data: T | undefined
  readonly problem: Problem | undefined
  readonly loading: boolean
}

interface Entry {
  state: Resource<unknown>
  stale: boolean
  asked: number
  readonly listeners: Set<() => void>
}

const NOTHING: Resource<never> = { data: undefined, problem: undefined, loading: false }
const MOST_KEPT = 60
/** Who is signed in. */
export const SESSION = '/api/session'
const entries = new Map<string, Entry>()

/** What the API answers at a path, asked for once and shared; `null` asks for nothing. */
export function useResource<T>(path: string | null): Resource<T> {
  const subscribe = useCallback(
    (listener: () => void) => (path === null ? () => undefined : watch(path, listener)),
    [path],
  )
  const snapshot = useCallback(() => (path === null ? NOTHING : entryOf(path).state), [path])
  return useSyncExternalStore(subscribe, snapshot) as Resource<T>
}

function entryOf(path: string): Entry {
  const known = entries.get(path)
  if (known) return known
  forgetOld()
  const made: Entry = { state: { ...NOTHING, loading: true }, stale: true, asked: 0, listeners: new Set() }
  entries.set(path, made)
  return made
}

/** Only so many answers that nobody looks at are kept. */
function forgetOld(): void {
  for (const [path, { listeners }] of entries) {
    if (entries.size < MOST_KEPT) return
    if (listeners.size === 0) entries.delete(path)
  }
}

function watch(path: string, listener: () => void): () => void {
  const entry = entryOf(path)
  entry.listeners.add(listener)
  if (entry.stale) void load(path, entry)
  return () => entry.listeners.delete(listener)
}

async function load(path: string, entry: Entry): Promise<void> {
  entry.stale = false
  const mine = ++entry.asked
  set(entry, { ...entry.state, loading: true })
  const state = await read<unknown>(path).then(
    (data) => ({ data, problem: undefined, loading: false }),
    (error: unknown) => ({ data: entry.state.data, problem: problemOf(error), loading: false }),
  )
  if (mine === entry.asked) set(entry, state)
  // a token was revoked while somebody looked: they are asked for another
  if (state.problem?.status === 401 && path !== SESSION) refresh((each) => each === SESSION)
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  throw error
}

function set(entry: Entry, state: Resource<unknown>): void {
  entry.state = state
  for (const listener of entry.listeners) listener()
}

/** Asks anew for what is looked at, and later for the rest, where the path fits. */
export function refresh(fits: (path: string) => boolean = () => true): void {
  for (const [path, entry] of entries) {
    if (!fits(path)) continue
    entry.stale = true
    if (entry.listeners.size > 0) void load(path, entry)
  }
}

/** Puts an answer that is known already at its path. */
export function know(path: string, data: unknown): void {
  const entry = entryOf(path)
  entry.asked++
  entry.stale = false
  set(entry, { data, problem: undefined, loading: false })
}
