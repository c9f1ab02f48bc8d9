import { withQuery } from '../api/request.ts'

/** The addresses of all views, and of what the API knows about a dataset. */

const part = encodeURIComponent

export const addresses = {
  overview: '/',
  alarms: '/alarms',
  alarm: (id: number) => `/alarms/${String(id)}`,
  page: (dataset: string, delivery?: number | null, sentence?: string) =>
    withQuery(`/d/${part(dataset)}`, { delivery }) + (sentence === undefined ? '' : `#${part(sentence)}`),
  deliveries: (dataset: string) => `/d/${part(dataset)}/deliveries`,
  rows: (dataset: string, delivery: number, sentence: string) =>
    withQuery(`/d/${part(dataset)}/deliveries/${String(delivery)}/rows`, { sentence }),
  setAside: (dataset: string, delivery: number) => `/d/${part(dataset)}/deliveries/${String(delivery)}/set-aside`,
  compare: (dataset: string, a?: number, b?: number) => withQuery(`/d/${part(dataset)}/compare`, { a, b }),
  edit: (dataset: string) => `/d/${part(dataset)}/edit`,
  columns: (dataset: string) => `/d/${part(dataset)}/columns`,
  column: (dataset: string, column: string) => `/d/${part(dataset)}/columns/${part(column)}`,
} as const

export const api = (dataset: string, rest = ''): string => `/api/datasets/${part(dataset)}${rest}`

/** Whether a path of the API is of a dataset: not of another one whose name only begins like it. */
export function ofDataset(dataset: string): (path: string) => boolean {
  const its = api(dataset)
  return (path) => path.startsWith(its) && ['', '/', '?'].includes(path.charAt(its.length))
}

export type View =
  | { readonly view: 'overview' | 'alarms' | 'nowhere' }
  | { readonly view: 'alarm'; readonly id: string }
  | { readonly view: 'page' | 'deliveries' | 'compare' | 'edit' | 'columns'; readonly dataset: string }
  | { readonly view: 'rows' | 'set-aside'; readonly dataset: string; readonly delivery: number }
  | { readonly view: 'column'; readonly dataset: string; readonly column: string }

const OF_DATASET = ['deliveries', 'compare', 'edit', 'columns'] as const

/** Which view is at a path. */
export function viewAt(path: string): View {
  const parts = path.split('/').slice(1).map(decoded)
  const [first, second, third, fourth, fifth] = parts
  if (path === '/') return { view: 'overview' }
  if (first === 'alarms' && parts.length === 1) return { view: 'alarms' }
  if (first === 'alarms' && second !== undefined && parts.length === 2) return { view: 'alarm', id: second }
  if (first !== 'd' || !second) return { view: 'nowhere' }
  const dataset = second
  if (parts.length === 2) return { view: 'page', dataset }
  if (parts.length === 3) {
    const view = OF_DATASET.find((each) => each === third)
    return view ? { view, dataset } : { view: 'nowhere' }
  }
  if (third === 'columns' && fourth && parts.length === 4) return { view: 'column', dataset, column: fourth }
  if (third === 'deliveries' && /^[1-9]\d*$/.test(fourth ?? '') && (fifth === 'rows' || fifth === 'set-aside'))
    return { view: fifth, dataset, delivery: Number(fourth) }
  return { view: 'nowhere' }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
