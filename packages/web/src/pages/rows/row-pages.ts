import { useResource } from '../../api/resource.ts'
import type { RowsResponse, SetAsideResponse } from '../../contract.ts'

/** So many rows are asked for at once. */
export const PAGE = 200

export type Row = RowsResponse['rows'][number] & { readonly broke?: SetAsideResponse['rows'][number]['broke'] }

/** The rows from `first` until `end`, as far as they have come: they lie in at most two parts. */
export function useRows(path: string, first: number, end: number): (at: number) => Row | undefined {
  const upper = usePart(path, Math.floor(first / PAGE))
  const lower = usePart(path, Math.floor(Math.max(first, end - 1) / PAGE))
  return (at) => (Math.floor(at / PAGE) === upper.part ? upper : lower).rows[at % PAGE]
}

function usePart(path: string, part: number): { readonly part: number; readonly rows: readonly Row[] } {
  const separator = path.includes('?') ? '&' : '?'
  const after = part === 0 ? '' : `&after=${String(part * PAGE)}`
  const { data } = useResource<{ readonly rows: readonly Row[] }>(`${path}${separator}limit=${String(PAGE)}${after}`)
  return { part, rows: data?.rows ?? [] }
}
