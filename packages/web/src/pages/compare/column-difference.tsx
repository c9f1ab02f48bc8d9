import { axisLabel, visible } from '@assay/core'
import type { ComparedColumn, Comparison } from '../../contract.ts'
import { Cell } from '../../parts/cell.tsx'
import { CodeText } from '../../parts/text.tsx'
import { remarks } from './words.ts'

/** What differs in a column: in words, as examples, and as the two distributions over one another. */
export function ColumnDifference({ column, of }: { readonly column: ComparedColumn; readonly of: Comparison }) {
  const { changed, distribution } = column
  return (
    <div className="difference">
      <div>
        <h3>
          <code>{visible(column.name)}</code>
        </h3>
        {remarks(column, of).map((each) => (
          <p key={each} className="small">
            <CodeText>{each}</CodeText>
          </p>
        ))}
        {changed === null || changed.examples.length === 0 ? null : (
          <div className="scrolls" role="region" tabIndex={0} aria-label={`Changed cells of ${visible(column.name)}`}>
            <table className="evidence">
              <thead>
                <tr>
                  <th scope="col">{of.key.columns.map((each) => visible(each)).join(', ')}</th>
                  <th scope="col">before</th>
                  <th scope="col">after</th>
                </tr>
              </thead>
              <tbody>
                {changed.examples.slice(0, 5).map((each, i) => (
                  <tr key={i}>
                    <td>
                      {each.key
                        .map((cell) => cell ?? 'missing')
                        .map((cell) => visible(cell))
                        .join(', ')}
                    </td>
                    <td>
                      <Cell of={each.before} />
                    </td>
                    <td>
                      <Cell of={each.after} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
      {distribution === null ? null : distribution.kind === 'numbers' ? (
        <TwoHistograms of={distribution} name={column.name} />
      ) : (
        <TwoBars of={distribution} />
      )}
    </div>
  )
}

type Spread = NonNullable<ComparedColumn['distribution']>
const [WIDTH, FLOOR] = [400, 100]

/** The later one as bars, the earlier one as a line over them; each as shares of its own rows. */
function TwoHistograms({ of, name }: { readonly of: Extract<Spread, { kind: 'numbers' }>; readonly name: string }) {
  const [first, last] = [of.bins[0], of.bins.at(-1)]
  if (first === undefined || last === undefined) return null
  const all = (side: 'before' | 'after') =>
    Math.max(
      1,
      of.bins.reduce((sum, bin) => sum + bin[side], 0),
    )
  const [before, after] = [all('before'), all('after')]
  const most = Math.max(...of.bins.flatMap((bin) => [bin.before / before, bin.after / after])) || 1
  const width = WIDTH / of.bins.length
  const y = (share: number) => FLOOR - (share / most) * (FLOOR - 8)
  const line = of.bins.map(
    (bin, i) => `H${String(i * width)} V${String(y(bin.before / before))} H${String((i + 1) * width)}`,
  )
  const label = axisLabel(of.times, last.high - first.low)
  return (
    <figure className="distribution">
      <figcaption>after as bars, before as a line</figcaption>
      <svg
        className="histogram"
        viewBox={`0 0 ${String(WIDTH)} ${String(FLOOR + 20)}`}
        role="img"
        aria-label={`How ${visible(name)} was and is spread`}
      >
        {of.bins.map((bin, i) => (
          <rect
            key={bin.low}
            className="good"
            x={i * width + 0.5}
            width={Math.max(0.5, width - 1)}
            y={y(bin.after / after)}
            height={FLOOR - y(bin.after / after)}
          />
        ))}
        <path className="course" d={`M0 ${String(FLOOR)} ${line.join(' ')} V${String(FLOOR)}`} />
        <line className="axis" x1="0" x2={WIDTH} y1={FLOOR} y2={FLOOR} />
        <text className="label" x="0" y={FLOOR + 15}>
          {label(first.low)}
        </text>
        <text className="label" x={WIDTH} y={FLOOR + 15} textAnchor="end">
          {label(last.high)}
        </text>
      </svg>
    </figure>
  )
}

function TwoBars({ of }: { readonly of: Extract<Spread, { kind: 'texts' }> }) {
  return (
    <table className="bars">
      <thead>
        <tr>
          <th scope="col">value</th>
          <th scope="col" className="number">
            before
          </th>
          <th scope="col" className="number">
            after
          </th>
        </tr>
      </thead>
      <tbody>
        {of.values.slice(0, 8).map(({ value, before, after }) => (
          <tr key={value}>
            <th scope="row">
              <Cell of={value} />
            </th>
            <td className="number">{before}</td>
            <td className="number">{after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
