import type { TextSpread } from './result.ts'
import { cellText, counted } from './wording.ts'

const WIDTH = 150
const HEIGHT = 10
const LEAST = 2
const MOST_VALUES = 12
const LONGEST = 40

export interface TextBars {
  /** Of the box of each bar. */
  readonly width: number
  readonly height: number
  readonly bars: readonly TextBar[]
  /** What is not drawn, in words: "7 other texts in 184 rows"; null where everything is. */
  readonly rest: string | null
}

export interface TextBar {
  readonly value: string
  /** The value on one line, as it is shown. */
  readonly label: string
  readonly fails: boolean
  /** How long the bar is, and how much of it, from its beginning, is wrong. */
  readonly length: number
  readonly wrong: number
  /** How many rows, and how many of them fail where that is not all of them. */
  readonly rows: string
}

/** The most frequent texts of a column as horizontal bars. */
export function textBars(of: TextSpread): TextBars {
  const drawn = of.values.slice(0, MOST_VALUES)
  const most = Math.max(1, ...drawn.map((v) => v.rows))
  return { width: WIDTH, height: HEIGHT, bars: drawn.map((v) => barOf(v, most)), rest: restOf(of, drawn.length) }
}

function barOf({ value, rows, failing }: TextSpread['values'][number], most: number): TextBar {
  const length = Math.max(LEAST, Math.round((rows / most) * WIDTH))
  return {
    value,
    label: cellText(value, LONGEST),
    fails: failing > 0,
    length,
    wrong: failing === 0 ? 0 : Math.max(LEAST, Math.round((failing / rows) * length)),
    rows: `${counted(rows)}${failing > 0 && failing < rows ? `, ${counted(failing)} fail` : ''}`,
  }
}

function restOf({ values, others, shapes }: TextSpread, drawn: number): string | null {
  const hidden = values.slice(drawn)
  const different = others.different + hidden.length
  if (different === 0) return null
  const rows = hidden.reduce((sum, v) => sum + v.rows, others.rows)
  const failing = hidden.reduce((sum, v) => sum + v.failing, others.failing)
  const said = `${counted(different, shapes === undefined ? 'other text' : 'other shape')} in ${counted(rows, 'row')}`
  return failing > 0 ? `${said}, ${counted(failing)} of them failing` : said
}
