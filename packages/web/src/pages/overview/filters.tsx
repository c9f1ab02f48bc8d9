import type { OverviewResponse } from '../../contract.ts'
import { setQuery, usePlace } from '../../routing/location.ts'

const STATES = ['broken', 'late', 'unchecked', 'warning', 'holds', 'idle'] as const
const STATE_WORDS: Readonly<Record<(typeof STATES)[number], string>> = {
  broken: 'broken',
  late: 'late',
  unchecked: 'not checked',
  warning: 'warning',
  holds: 'holds',
  idle: 'idle',
}

/** Filters stand in the address, so that a filtered overview can be shared. */
export function Filters({ overview }: { readonly overview: OverviewResponse }) {
  const { query } = usePlace()
  const chosen = (name: string) => query.get(name) ?? ''
  return (
    <form className="filters" role="search" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>Search</span>
        <input type="search" value={chosen('q')} onChange={(event) => setQuery('q', event.target.value)} />
      </label>
      <Choice name="State" value={chosen('state')} choose={(value) => setQuery('state', value)}>
        {STATES.map((state) => [state, STATE_WORDS[state]])}
      </Choice>
      <Choice name="Owner" value={chosen('owner')} choose={(value) => setQuery('owner', value)}>
        {overview.owners.map((owner) => [owner, owner])}
      </Choice>
      <Choice name="Label" value={chosen('label')} choose={(value) => setQuery('label', value)}>
        {overview.labels.map((label) => [label, label])}
      </Choice>
    </form>
  )
}

interface ChoiceProps {
  readonly name: string
  readonly value: string
  readonly choose: (value: string) => void
  readonly children: readonly (readonly [value: string, shown: string])[]
}

/** Left out where there is nothing to choose among. */
function Choice({ name, value, choose, children }: ChoiceProps) {
  if (children.length === 0 && value === '') return null
  return (
    <label>
      <span>{name}</span>
      <select value={value} onChange={(event) => choose(event.target.value)}>
        <option value="">any</option>
        {children.map(([each, shown]) => (
          <option key={each} value={each}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  )
}
