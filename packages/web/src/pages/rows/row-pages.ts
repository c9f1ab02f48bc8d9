import { withQuery } from '../../api/request.ts'
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
  const asked = withQuery(path, { limit: PAGE, after: part === 0 ? null : part * PAGE })
  const { data } = useResource<{ readonly rows: readonly Row[] }>(asked)
  return { part, rows: data?.rows ?? [] }
}
