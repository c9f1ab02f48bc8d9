import { useNow } from './now.ts'
import { ago, dayAndTime, moment, until } from './times.ts'

const WAYS = { moment, 'day-and-time': dayAndTime, ago, until } as const

/** An instant in words, with the exact one for machines and for whoever rests on it. */
export function Time({ at, as = 'moment' }: { readonly at: string; readonly as?: keyof typeof WAYS }) {
  const now = useNow()
  return (
    <time dateTime={at} title={new Date(at).toISOString().replace('T', ' ').replace(/\.\d+/, '')}>
      {WAYS[as](at, now)}
    </time>
  )
}
