import { useSyncExternalStore } from 'react'
import type { ServerEvent } from '../contract.ts'
import { ofDataset } from '../routing/addresses.ts'
import { whenDone } from './request.ts'
import { refresh, SESSION } from './resource.ts'

/** Whether changes reach this window. */
export interface Live {
  readonly state: 'connecting' | 'live' | 'lost'
  /** What is being checked at the moment, by dataset, in words. */
  readonly running: ReadonlyMap<string, string>
}

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 15_000
/** Several changes at once are asked for once. */
const GATHER_MS = 150

let live: Live = { state: 'connecting', running: new Map() }
const listeners = new Set<() => void>()
let source: EventSource | null = null
let wait = FIRST_WAIT_MS
let wasLost = false

export const useLive = (): Live => useSyncExternalStore(subscribe, () => live)

/** What is being checked of a dataset at the moment; whoever shows that is not drawn anew for others. */
export const useRunning = (dataset: string): string | undefined =>
  useSyncExternalStore(subscribe, () => live.running.get(dataset))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(next: Partial<Live>): void {
  live = { ...live, ...next }
  for (const listener of listeners) listener()
}

/** Opens the stream of changes; a lost one is opened again, and then everything that is shown is asked for anew. */
export function connect(): void {
  source?.close()
  const opened = new EventSource('/api/events')
  source = opened
  opened.onopen = () => {
    wait = FIRST_WAIT_MS
    set({ state: 'live', running: new Map() })
    if (wasLost) refresh()
    wasLost = false
  }
  opened.onerror = () => {
    wasLost = true
    set({ state: 'lost', running: new Map() })
    opened.close()
    refresh((path) => path === SESSION)
    setTimeout(() => {
      if (source === opened) connect()
    }, wait)
    wait = Math.min(wait * 2, LONGEST_WAIT_MS)
  }
  for (const kind of KINDS)
    opened.addEventListener(kind, (event: MessageEvent<string>) => hear(JSON.parse(event.data) as ServerEvent))
}

// the server is there: a lost stream is not waited for, and one that is being opened is left alone
whenDone(() => {
  if (source?.readyState === EventSource.CLOSED) connect()
})

const KINDS: readonly ServerEvent['kind'][] = ['delivery', 'progress', 'alarm', 'page', 'proposals']

function hear(event: ServerEvent): void {
  if (event.kind === 'progress') return ran(event.dataset, event.says)
  if (event.kind === 'delivery') ran(event.dataset, null)
  soon(event.dataset)
}

export function disconnect(): void {
  source?.close()
  source = null
}

function ran(dataset: string, text: string | null): void {
  const running = new Map(live.running)
  if (text === null) running.delete(dataset)
  else running.set(dataset, text)
  set({ running })
}

let gathered: Set<string> | null = null

function soon(dataset: string): void {
  if (gathered === null) {
    const mine = (gathered = new Set<string>())
    setTimeout(() => {
      gathered = null
      const fits = [...mine].map(changes)
      refresh((path) => fits.some((each) => each(path)))
    }, GATHER_MS)
  }
  gathered.add(dataset)
}

/** The paths whose answers change with a dataset: its own, and the overview and the alarms, which tell of all. */
export function changes(dataset: string): (path: string) => boolean {
  const its = ofDataset(dataset)
  return (path) => its(path) || /^\/(?:api\/(?:overview|alarms)|ready)/.test(path)
}
