import { useSyncExternalStore } from 'react'

/** The address of the view that is shown. */
export interface Place {
  readonly path: string
  readonly query: URLSearchParams
  /** Without the `#`. */
  readonly hash: string
}

const listeners = new Set<() => void>()
let shown = placeNow()
let before = location.href

function placeNow(): Place {
  return {
    path: location.pathname,
    query: new URLSearchParams(location.search),
    hash: decodeURIComponent(location.hash.slice(1)),
  }
}

function changed(): void {
  if (location.href === before) return
  before = location.href
  shown = placeNow()
  for (const listener of listeners) listener()
}
addEventListener('popstate', changed)

export const usePlace = (): Place => useSyncExternalStore(subscribe, () => shown)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Writes a value into the query of the address, or takes out an empty one; it leaves no step to go back to. */
export function setQuery(name: string, value: string): void {
  const query = new URLSearchParams(location.search)
  if (value === '') query.delete(name)
  else query.set(name, value)
  go(query.size === 0 ? location.pathname : `${location.pathname}?${query.toString()}`, 'replace')
}

/** Goes to another view; `replace` leaves no step to go back to, as for filters while they are typed. */
export function go(to: string, how: 'push' | 'replace' = 'push'): void {
  const from = location.pathname
  if (how === 'push') history.pushState(null, '', to)
  else history.replaceState(null, '', to)
  changed()
  if (how === 'push' && location.pathname !== from) scrollTo(0, 0)
}
