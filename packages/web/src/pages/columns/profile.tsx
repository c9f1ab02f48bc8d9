import { counted, percent } from '@assay/core'
import type { ReactNode } from 'react'
import { TextBars } from '../../charts/distribution.tsx'
import type { ColumnResponse } from '../../contract.ts'
import { Cell } from '../../parts/cell.tsx'
import { endShown, repeats, rounded, shapesTold, writtenAs } from './facts.ts'
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
  const { distribution, numbers } = column
  const isText = column.is === 'text'
  const shapes = shapesTold(column)
  const missing = column.rows - column.present
  return (
    <>
      <p className="details">
        {[column.is, column.standard, writtenAs(column)].filter((each) => each !== null).join(', ')} ·{' '}
        {counted(column.rows, column.entries ? 'entry' : 'row', column.entries ? 'entries' : 'rows')} of delivery{' '}
        {delivery} · {missing === 0 ? 'none missing' : `${counted(missing)} missing, ${percent(missing, column.rows)}`}{' '}
        · {counted(column.different)} different
        {column.unlike > 0 ? ` · ${counted(column.unlike)} not a ${column.is}` : ''}
      </p>
      <div className="profile">
        {distribution?.kind === 'numbers' ? <Limits of={distribution} typed={typed} onSentence={onLimits} /> : null}
        {distribution?.kind === 'texts' ? <TextBars of={distribution} /> : null}
        <dl>
          <Fact name="Smallest">{column.smallest === null ? null : endShown(column.smallest, column)}</Fact>
          <Fact name="Largest">{column.largest === null ? null : endShown(column.largest, column)}</Fact>
          <Fact name="Average">{numbers === null ? null : rounded(numbers.mean)}</Fact>
          <Fact name="Median">{numbers === null ? null : rounded(numbers.quartiles[1])}</Fact>
          <Fact name="Shortest">{isText && column.shortest !== null ? <Length of={column.shortest} /> : null}</Fact>
          <Fact name="Longest">{isText && column.longest !== null ? <Length of={column.longest} /> : null}</Fact>
          <Fact name="Frequent">{repeats(column) ? <Values of={column.frequent} /> : null}</Fact>
          <Fact name="Rare">
            {repeats(column) && column.different > column.frequent.length ? <Values of={column.rare} /> : null}
          </Fact>
          <Fact name="Written like">
            {shapes.length === 0
              ? null
              : shapes.slice(0, MOST).map(({ pattern, rows, example }) => (
                  <span key={pattern} className="value-count">
                    <Cell of={example} /> <span className="quiet">{counted(rows, 'row')}</span>
                  </span>
                ))}
          </Fact>
          <Fact name="Misspelt">
            {column.misspelt.length === 0 || !isText
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
