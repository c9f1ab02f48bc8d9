import { cellText, counted, type Cell as CellValue } from '@assay/core'

const LONGEST = 160

/** A cell as text: what is missing, blank or cut off is said. */
export function Cell({ of }: { readonly of: CellValue }) {
  if (of === null) return <i>missing</i>
  const whole = String(of)
  if (whole.trim() === '') return <i>{whole === '' ? 'empty text' : `blank text, ${counted(whole.length)} long`}</i>
  const text = cellText(of, LONGEST)
  if (whole.length <= LONGEST) return text
  return (
    <>
      {text} <i>{counted(whole.length, 'character')}</i>
    </>
  )
}
