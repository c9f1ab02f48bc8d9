import type { EventEmitter } from 'node:events'
import type { Word } from '../alarms/index.ts'
import type { DeliveryRecord } from '../record.ts'
import type { Due } from '../run/awaited.ts'
import type { judgedWrong, JudgedWrong } from '../run/judge-wrong.ts'
import type { OpenDeliveries, Opening } from '../run/open-deliveries.ts'
import type { ServerEvent } from './contract.ts'

/** What the server works with. */
export interface Services extends Opening {
  /** Kept deliveries that are looked at. */
  readonly open: OpenDeliveries
  /** Emits `change` with what changed. */
  readonly events: EventEmitter<{ change: [ServerEvent] }>
  /** When the sources were last looked at; null before the first time. */
  readonly lastLook: () => Date | null
  /** Who is asking when nobody has to sign in. */
  readonly userName: string
  /** When data is due by the sentences about arrival, by dataset; only of pages that have any. */
  readonly dues: ReadonlyMap<string, Due>
  /** A person's decision about a delivery. Throws `Failure`. */
  decide(of: Decision): Promise<DeliveryRecord>
  /** A person's word about a verdict. Throws `Failure`. */
  judgedWrong(of: JudgedWrong): ReturnType<typeof judgedWrong>
  /** A person's word about an alarm; false when it cannot be said of it. */
  sayOfAlarm(id: number, word: Word): Promise<boolean>
}

export interface Decision {
  readonly dataset: string
  readonly number: number
  readonly what: 'release' | 'reject' | 'replay'
  readonly by: string
  readonly reason: string
}
