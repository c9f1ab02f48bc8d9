import { captionOf, histogram, textBars, type NumberSpread, type TextSpread } from '@assay/core'
import type { ReactNode } from 'react'
import { BarTable } from './bar-table.tsx'
import { CodeText } from '../parts/text.tsx'

/** How the values of a column are spread, what fails in the colour of its state. */
export function Distribution({
  of,
}: {
  readonly of: ({ kind: 'numbers' } & NumberSpread) | ({ kind: 'texts' } & TextSpread)
}) {
  return (
    <figure className="distribution">
      <figcaption>
        <CodeText>{captionOf(of)}</CodeText>; <span className="wrong">■ fails</span>
      </figcaption>
      {of.kind === 'numbers' ? <Histogram of={of} /> : <TextBars of={of} />}
    </figure>
  )
}

/** `children` are drawn over it, in its own box. */
export function Histogram({ of, children }: { readonly of: NumberSpread; readonly children?: ReactNode }) {
  const drawn = histogram(of)
  if (drawn === null) return null
  return (
    <svg
      className="histogram"
      viewBox={`0 0 ${String(drawn.width)} ${String(drawn.height)}`}
      role={children === undefined ? 'img' : 'group'}
      aria-label={drawn.described}
    >
      {drawn.bars.map(({ x, y, width, height, state }) => (
        <rect key={`${String(x)} ${state}`} className={state} {...{ x, y, width, height }} />
      ))}
      <line className="axis" x1="0" x2={drawn.width} y1={drawn.floor} y2={drawn.floor} />
      {drawn.marks.map(({ x, label }) => (
        <g key={x}>
          <line className="limit" x1={x} x2={x} y1="4" y2={drawn.floor} />
          <text className="limit-label" x={label.x} y={label.y} textAnchor={label.anchor}>
            {label.text}
          </text>
        </g>
      ))}
      {drawn.axis.map(({ x, y, anchor, text }) => (
        <text key={x} className="label" x={x} y={y} textAnchor={anchor}>
          {text}
        </text>
      ))}
      {children}
    </svg>
  )
}

export function TextBars({ of }: { readonly of: TextSpread }) {
  const drawn = textBars(of)
  const box = `0 0 ${String(drawn.width)} ${String(drawn.height)}`
  return (
    <BarTable rest={drawn.rest}>
      {drawn.bars.map((bar) => (
        <tr key={bar.value}>
          <th scope="row" className={bar.fails ? 'wrong' : ''}>
            {bar.label}
          </th>
          <td>
            <svg className="bar" viewBox={box} preserveAspectRatio="none" aria-hidden="true" focusable="false">
              <rect className="good" width={bar.length} height={drawn.height} />
              <rect className="wrong" width={bar.wrong} height={drawn.height} />
            </svg>
          </td>
          <td className="number">{bar.rows}</td>
        </tr>
      ))}
    </BarTable>
  )
}
