import { counted, percent, visible } from '@assay/core'
import type { ReactNode } from 'react'
import { TextBars } from '../../charts/distribution.tsx'
import type { ColumnResponse } from '../../contract.ts'
import { Cell } from '../../parts/cell.tsx'
import { Limits } from './limits.tsx'

type Column = ColumnResponse['column']

interface ProfileProps {
  readonly of: ColumnResponse
  /** What is written at the moment. */
  readonly typed: string
  readonly onLimits: (sentence: string) => void
}

const MOST = 6

/** What a column is like: how its values are spread, what is missing, frequent, rare, short, long, old and new. */
export function Profile({ of, typed, onLimits }: ProfileProps) {
  const { column, sample, delivery } = of
  const { distribution } = column
  const missing = column.rows - column.present
  return (
    <>
      <p className="details">
        {[
          column.is,
          ...(column.standard ? [column.standard] : []),
          ...(column.written ? [`written ${column.written}`] : []),
        ].join(', ')}{' '}
        · {counted(column.rows, column.entries ? 'entry' : 'row', column.entries ? 'entries' : 'rows')} of delivery{' '}
        {delivery} · {missing === 0 ? 'none missing' : `${counted(missing)} missing, ${percent(missing, column.rows)}`}{' '}
        · {counted(column.different)} different
        {column.unlike > 0 ? ` · ${counted(column.unlike)} not a ${column.is}` : ''}
      </p>
      <div className="profile">
        {distribution?.kind === 'numbers' ? <Limits of={distribution} typed={typed} onSentence={onLimits} /> : null}
        {distribution?.kind === 'texts' ? <TextBars of={distribution} /> : null}
        <dl>
          <Fact name="Smallest">{column.smallest === null ? null : visible(column.smallest)}</Fact>
          <Fact name="Largest">{column.largest === null ? null : visible(column.largest)}</Fact>
          <Fact name="Average">
            {column.numbers === null ? null : String(Number(column.numbers.mean.toPrecision(6)))}
          </Fact>
          <Fact name="Median">{column.numbers === null ? null : String(column.numbers.quartiles[1])}</Fact>
          <Fact name="Shortest">{column.shortest === null ? null : <Length of={column.shortest} />}</Fact>
          <Fact name="Longest">{column.longest === null ? null : <Length of={column.longest} />}</Fact>
          <Fact name="Frequent">
            <Values of={column.frequent} />
          </Fact>
          <Fact name="Rare">{column.different > column.frequent.length ? <Values of={column.rare} /> : null}</Fact>
          <Fact name="Written">
            {column.shapes.length === 0
              ? null
              : column.shapes.slice(0, MOST).map(({ pattern, rows, example }) => (
                  <span key={pattern} className="value-count">
                    <Cell of={example} /> {counted(rows, 'row')}
                  </span>
                ))}
          </Fact>
          <Fact name="Misspelt">
            {column.misspelt.length === 0 || column.is !== 'text'
              ? null
              : column.misspelt.slice(0, MOST).map(({ value, of: meant, rows }) => (
                  <span key={value} className="value-count">
                    <Cell of={value} /> for <Cell of={meant} /> {counted(rows, 'row')}
                  </span>
                ))}
          </Fact>
        </dl>
      </div>
      {sample === null ? null : (
        <p className="quiet">
          The distribution and how values are written are of {counted(sample.rows)} of {counted(sample.of, 'row')}; all
          else is exact.
        </p>
      )}
    </>
  )
}

const Fact = ({ name, children }: { readonly name: string; readonly children: ReactNode }) =>
  children === null ? null : (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )

const Length = ({ of }: { readonly of: NonNullable<Column['shortest']> }) => (
  <>
    <Cell of={of.value} /> <span className="quiet">{counted(of.length, 'character')}</span>
  </>
)

const Values = ({ of }: { readonly of: Column['frequent'] }) =>
  of.slice(0, MOST).map(({ value, rows }) => (
    <span key={value} className="value-count">
      <Cell of={value} /> <span className="quiet">{counted(rows)}</span>
    </span>
  ))
