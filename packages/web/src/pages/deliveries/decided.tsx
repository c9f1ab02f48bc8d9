import { visible } from '@assay/core'
import type { DeliveryResponse } from '../../contract.ts'
import { Time } from '../../parts/time.tsx'

type Decision = DeliveryResponse['decisions'][number]

const WORDS: Readonly<Record<Decision['what'], string>> = {
  release: 'released',
  reject: 'rejected',
  replay: 'judged again, asked for',
  forget: 'rows forgotten',
}

/** What people decided about a delivery, and why. */
export const Decided = ({ decisions }: { readonly decisions: readonly Decision[] }) =>
  decisions.map((each) => (
    <p key={each.at} className="quiet">
      {WORDS[each.what]} by {visible(each.by)} <Time at={each.at} as="day-and-time" />: {visible(each.reason)}
    </p>
  ))
