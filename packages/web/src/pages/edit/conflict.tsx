import { visible } from '@assay/core'
import type { ConflictResponse } from '../../contract.ts'
import { Time } from '../../parts/time.tsx'
import { diffLines } from './diff-lines.ts'

interface ConflictProps {
  readonly conflict: ConflictResponse
  readonly mine: string
  readonly onMine: () => void
  readonly onTheirs: () => void
}

/** Two edits of one version, side by side; nothing is overwritten without a word. */
export function Conflict({ conflict, mine, onMine, onTheirs }: ConflictProps) {
  return (
    <div className="conflict" role="alertdialog" aria-label="Somebody else has saved the page in between">
      <p>
        <strong>{visible(conflict.by)}</strong> has saved the page in between, <Time at={conflict.at} as="ago" />.
        Nothing was overwritten.
      </p>
      <TwoTexts left={{ name: 'As it is now', text: conflict.text }} right={{ name: 'Yours', text: mine }} />
      <div className="actions">
        <button type="button" className="button" onClick={onMine}>
          Save mine over it
        </button>
        <button type="button" className="button" onClick={onTheirs}>
          Take theirs, drop mine
        </button>
      </div>
    </div>
  )
}

interface Named {
  readonly name: string
  readonly text: string
}

/** Two texts line by line; what only one of them has is marked. */
export function TwoTexts({ left, right }: { readonly left: Named; readonly right: Named }) {
  const lines = diffLines(left.text, right.text)
  return (
    <div className="scrolls two-texts" role="region" tabIndex={0} aria-label={`${left.name} and ${right.name}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{left.name}</th>
            <th scope="col">{right.name}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((each, i) => (
            <tr key={i}>
              <Line text={each.left} alone={each.right === null} sign="−" />
              <Line text={each.right} alone={each.left === null} sign="+" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const Line = ({
  text,
  alone,
  sign,
}: {
  readonly text: string | null
  readonly alone: boolean
  readonly sign: string
}) =>
  text === null ? (
    <td className="none" />
  ) : (
    <td className={alone ? 'alone' : ''}>
      {alone ? `${sign} ` : ''}
      {visible(text)}
    </td>
  )
