import { counted } from '@assay/core'
import { useState } from 'react'
import { Problem, send } from '../../api/request.ts'
import { refresh } from '../../api/resource.ts'
import type { SuggestionsResponse } from '../../contract.ts'
import { Cell } from '../../parts/cell.tsx'
import { Empty, Failed } from '../../parts/states.tsx'
import { CodeText } from '../../parts/text.tsx'
import { api } from '../../routing/addresses.ts'

interface SuggestionsProps {
  readonly dataset: string
  readonly sentences: SuggestionsResponse['sentences']
  readonly editor: boolean
  /** Puts a sentence where it is tried and added. */
  readonly take: (sentence: string) => void
}

type Suggested = SuggestionsResponse['sentences'][number]

const MOST_EXCEPTIONS = 3

/** Sentences that hold or nearly hold, the most useful first, each with the number that it rests on. */
export function Suggestions({ dataset, sentences, editor, take }: SuggestionsProps) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const dismiss = async (sentence: string) => {
    try {
      await send('POST', api(dataset, '/suggestions/dismiss'), { sentence })
      refresh((path) => path.startsWith(api(dataset, '/suggestions')))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    }
  }
  if (sentences.length === 0)
    return <Empty title="There is nothing to suggest.">What holds is said on the page already, or was dismissed.</Empty>
  return (
    <>
      {problem === null ? null : <Failed problem={problem} />}
      <ul className="suggestions">
        {sentences.map((each) => (
          <li key={each.sentence}>
            <div>
              <p>
                <CodeText>{each.sentence}</CodeText>
              </p>
              <p className="quiet">
                <CodeText>{each.seen}</CodeText>
                <Exceptions of={each} />
              </p>
            </div>
            <div className="actions">
              <button type="button" className="button" onClick={() => take(each.sentence)}>
                Take<span className="unseen">: {each.sentence}</span>
              </button>
              {editor ? (
                <button type="button" className="plain small" onClick={() => void dismiss(each.sentence)}>
                  Dismiss<span className="unseen">: {each.sentence}</span>
                </button>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </>
  )
}

function Exceptions({ of }: { readonly of: Suggested }) {
  if (of.exceptions.length === 0) return null
  return (
    <>
      {' · not '}
      {of.exceptions.slice(0, MOST_EXCEPTIONS).map(({ column, value, row, rows }, i) => (
        <span key={`${column ?? ''} ${String(row)}`}>
          {i > 0 ? ', ' : ''}
          <Cell of={value} />
          {rows > 1 ? ` in ${counted(rows, 'row')}` : ` in row ${counted(row)}`}
        </span>
      ))}
    </>
  )
}
