import type { DeliveryRecord } from '../record.ts'

/** A delivery in one line: "orders 17 (orders-17.csv): held: 2 of 14 sentences broken". */
export function toldOf(of: DeliveryRecord): string {
  return `${of.dataset} ${String(of.number)} (${of.source}): ${whatOf(of)}`
}

function whatOf({ dataset, state, sameAs, outcome }: DeliveryRecord): string {
  if (state === 'same') return `the same as ${dataset} ${String(sameAs ?? 0)}`
  if (state === 'released' || state === 'rejected') return `${state} (${outcome ?? 'not judged'})`
  return outcome ?? state
}
