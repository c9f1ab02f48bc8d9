import type { ReactNode } from 'react'

interface BarTableProps {
  /** Each with what it stands for, its picture and its rows. */
  readonly children: ReactNode
  /** What is not drawn. */
  readonly rest: string | null
}

/** Bars with the texts that they stand for and their rows. */
export const BarTable = ({ children, rest }: BarTableProps) => (
  <table className="bars">
    <thead className="unseen">
      <tr>
        <th scope="col">value</th>
        <th scope="col">picture</th>
        <th scope="col">rows</th>
      </tr>
    </thead>
    <tbody>{children}</tbody>
    {rest === null ? null : (
      <tfoot>
        <tr>
          <td colSpan={3}>{rest}</td>
        </tr>
      </tfoot>
    )}
  </table>
)
