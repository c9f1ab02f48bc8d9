import { useRef } from 'react'
import type { Resource } from '../api/resource.ts'

/** What was shown last stays until what was asked for now is here: filters are typed without the view going away. */
export function useLatest<T>(of: Resource<T>): Resource<T> {
  const before = useRef<T | undefined>(undefined)
  if (of.data !== undefined) before.current = of.data
  return of.data === undefined && of.problem === undefined ? { ...of, data: before.current } : of
}
