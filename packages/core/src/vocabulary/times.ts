import type { Kind } from '../check.ts'
import type { Compiler, Expr } from './expression.ts'
import { timesIn } from './reads.ts'

const TIMES: readonly Kind[] = ['date', 'timestamp', 'time']

/** A value where a time is wanted: of a text column, the texts that are no time cannot be read, and change nothing for the others. */
export function asTime(e: Expr, c: Compiler): Expr {
  if (TIMES.includes(e.kind)) return e
  return c.as(e, (e.open?.lookUp && timesIn(e.open.lookUp())) ?? 'timestamp')
}

/** Whether a value is a time; a text column is one when more of its values read as times than as numbers. */
export function isTime(e: Expr): boolean {
  const reads = e.open?.lookUp?.()
  return TIMES.includes(e.kind) || (reads !== undefined && reads.date + reads.timestamp > reads.number)
}
