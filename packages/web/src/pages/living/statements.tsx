import { withQuery } from '../../api/request.ts'
import { useResource } from '../../api/resource.ts'
import { Known } from '../../parts/states.tsx'
import { api } from '../../routing/addresses.ts'
import type { StatementsResponse } from '../../contract.ts'
import { span } from './span.ts'

/** How a sentence was last measured, and how long that took. */
export function Statements({ dataset, sentence }: { readonly dataset: string; readonly sentence: string }) {
  const found = useResource<StatementsResponse>(withQuery(api(dataset, '/sql'), { sentence }))
  return (
    <div className="statements">
      <Known of={found}>
        {({ statements, seconds }) => (
          <>
            {seconds === null ? null : (
              <p className="quiet">Measured in {span(seconds)}, with all that shares the scan.</p>
            )}
            {statements.map((each) => (
              <pre key={each} tabIndex={0}>
                <code>{each}</code>
              </pre>
            ))}
          </>
        )}
      </Known>
    </div>
  )
}
