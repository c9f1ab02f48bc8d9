import { cellText, counted, stateOf, visible } from '@assay/core'
import { Glyph } from '../../charts/glyph.tsx'
import type { VerdictResult } from '../../contract.ts'
import { CodeText } from '../../parts/text.tsx'

const LONGEST = 60

/** The groups of a sentence with `for each`, the worst first. */
export function Groups({ verdict }: { readonly verdict: VerdictResult }) {
  const { groups = [], groupCount, severity } = verdict
  const [first] = groups
  if (first === undefined) return null
  const keys = Object.keys(first.group)
  const hidden = (groupCount?.all ?? groups.length) - groups.length
  return (
    <div className="scrolls" role="region" tabIndex={0} aria-label={`Groups of: ${visible(verdict.sentence)}`}>
      <table className="evidence">
        <thead>
          <tr>
            <th scope="col">
              <span className="unseen">state</span>
            </th>
            {keys.map((key) => (
              <th key={key} scope="col">
                {visible(key)}
              </th>
            ))}
            <th scope="col" className="number">
              value
            </th>
            <th scope="col">verdict</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((each, i) => {
            const state = stateOf({ status: each.status, severity })
            return (
              <tr key={i}>
                <td>
                  <Glyph state={state} />
                </td>
                {keys.map((key) => (
                  <td key={key}>{cellText(each.group[key] ?? null, LONGEST)}</td>
                ))}
                <td className={`number ${state}`}>{visible(each.shown)}</td>
                <td className="quiet">
                  <CodeText>{each.reason}</CodeText>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {hidden > 0 ? <p className="quiet">{counted(hidden, 'more group')}</p> : null}
    </div>
  )
}
