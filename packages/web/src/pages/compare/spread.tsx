import { comparedBars, comparedHistogram, isScattered, visible } from '@assay/core'
import type { ReactNode } from 'react'
import { BarTable } from '../../charts/bar-table.tsx'
import type { ComparedColumn } from '../../contract.ts'

type Spread = NonNullable<ComparedColumn['distribution']>

/** How the values of a column were and are spread, over one another, each as shares of its own rows. */
export function Spread({ of: { distribution, name } }: { readonly of: ComparedColumn }) {
  if (distribution === null) return null
  if (distribution.kind === 'numbers') return <TwoHistograms of={distribution} name={name} />
  return isScattered(distribution) ? null : <TwoBars of={distribution} />
}

const Before = () => <path className="course" d="M0 5 H14" />
const After = () => <rect className="good" width="14" height="10" />

/** What stands for the older and the newer one. */
const Caption = () => (
  <figcaption>
    <Key>
      <Before />
    </Key>{' '}
    before{' '}
    <Key>
      <After />
    </Key>{' '}
    after
  </figcaption>
)

const Key = ({ children }: { readonly children: ReactNode }) => (
  <svg className="key" viewBox="0 0 14 10" aria-hidden="true" focusable="false">
    {children}
  </svg>
)

interface HistogramsProps {
  readonly of: Extract<Spread, { kind: 'numbers' }>
  readonly name: string
}

function TwoHistograms({ of, name }: HistogramsProps) {
  const drawn = comparedHistogram(of.bins, of.times)
  if (drawn === null) return null
  return (
    <figure className="distribution">
      <Caption />
      <svg
        className="histogram"
        viewBox={`0 0 ${String(drawn.width)} ${String(drawn.height)}`}
        role="img"
        aria-label={`How ${visible(name)} was and is spread`}
      >
        {drawn.bars.map(({ x, y, width, height }) => (
          <rect key={x} className="good" {...{ x, y, width, height }} />
        ))}
        <path className="course" d={drawn.line} />
        <line className="axis" x1="0" x2={drawn.width} y1={drawn.floor} y2={drawn.floor} />
        {drawn.axis.map(({ x, y, anchor, text }) => (
          <text key={x} className="label" x={x} y={y} textAnchor={anchor}>
            {text}
          </text>
        ))}
      </svg>
    </figure>
  )
}

function TwoBars({ of }: { readonly of: Extract<Spread, { kind: 'texts' }> }) {
  const drawn = comparedBars(of)
  return (
    <figure className="distribution">
      <Caption />
      <BarTable rest={drawn.rest}>
        {drawn.bars.map(({ label, before, after, rows }, i) => (
          <tr key={i}>
            <th scope="row">{label}</th>
            <td>
              <svg
                className="bar two"
                viewBox={`0 0 ${String(drawn.width)} 12`}
                preserveAspectRatio="none"
                aria-hidden="true"
                focusable="false"
              >
                <rect className="good" y="2" width={after} height="10" />
                {before === 0 ? null : <path className="course" d={`M0 1 H${String(before)}`} />}
              </svg>
            </td>
            <td className="number">{rows}</td>
          </tr>
        ))}
      </BarTable>
    </figure>
  )
}
