import { useEffect, useState } from 'react'
import { Problem, send } from '../../api/request.ts'
import type { TriedPastResponse, TriedResponse } from '../../contract.ts'
import { useSettled } from '../../parts/settled.ts'
import { api } from '../../routing/addresses.ts'

/** What a sentence would say: on the newest delivery, sampled first and then exact, and on those before. */
export interface Tried {
  readonly now: TriedResponse | null
  readonly past: TriedPastResponse | null
  readonly problem: Problem | null
  /** What is known of the newest delivery is about an earlier wording. */
  readonly stale: boolean
  /** The deliveries before are being measured. */
  readonly looksBack: boolean
}

const SETTLES_MS = 80
const LAST = 40
const NOTHING: Tried = { now: null, past: null, problem: null, stale: false, looksBack: false }

/** Tries what is typed whenever the typing pauses; what is known of the newest delivery stays until something newer is. */
export function useTried(dataset: string, sentence: string | null): Tried {
  const settled = useSettled(sentence, SETTLES_MS)
  const [tried, setTried] = useState<Tried>(NOTHING)
  useEffect(() => {
    if (settled === null) return setTried(NOTHING)
    const asking = new AbortController()
    setTried((known) => ({ ...known, stale: true, looksBack: true }))
    tryAll(dataset, settled, asking.signal, (found) => {
      if (!asking.signal.aborted) setTried((known) => ({ ...known, ...found }))
    }).catch((error: unknown) => {
      if (asking.signal.aborted) return
      if (!(error instanceof Problem)) throw error
      setTried({ ...NOTHING, problem: error })
    })
    return () => asking.abort()
  }, [dataset, settled])
  const typing = settled !== sentence
  return { ...tried, stale: tried.stale || typing, looksBack: tried.looksBack || typing }
}

async function tryAll(
  dataset: string,
  sentence: string,
  signal: AbortSignal,
  tell: (found: Partial<Tried>) => void,
): Promise<void> {
  const ask = <T>(path: string, body: object) => send<T>('POST', api(dataset, path), { sentence, ...body }, signal)
  const sampled = await ask<TriedResponse>('/try', { sample: true })
  tell({ now: sampled, problem: null, stale: false })
  if (sampled.sampled !== null) tell({ now: await ask<TriedResponse>('/try', { sample: false }) })
  tell({ past: await ask<TriedPastResponse>('/try/past', { last: LAST }), looksBack: false })
}

/** The same of a sentence that is whole already, on past deliveries alone; null until it is known. */
export function useTriedPast(dataset: string, sentence: string): TriedPastResponse | Problem | null {
  const [past, setPast] = useState<TriedPastResponse | Problem | null>(null)
  useEffect(() => {
    const asking = new AbortController()
    send<TriedPastResponse>('POST', api(dataset, '/try/past'), { sentence, last: LAST }, asking.signal).then(
      setPast,
      (error: unknown) => {
        if (asking.signal.aborted) return
        if (!(error instanceof Problem)) throw error
        setPast(error)
      },
    )
    return () => asking.abort()
  }, [dataset, sentence])
  return past
}
