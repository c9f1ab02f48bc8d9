import { commonDetails, commonText } from '@assay/core'
import type { EvidenceResult } from '../../contract.ts'

/** How many rows fail, and what they have in common. */
export function InCommon({ evidence }: { readonly evidence: EvidenceResult }) {
  const said = commonText(evidence)
  const details = commonDetails(evidence)
  return (
    <>
      <p className="common">
        {said.rows}
        {said.common === undefined ? null : (
          <>
            {' '}
            <strong>{said.common}</strong>
          </>
        )}
      </p>
      {details.length > 0 ? <p className="quiet">{details.join('; ')}.</p> : null}
    </>
  )
}
