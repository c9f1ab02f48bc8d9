import { GLYPHS, STATE_NAMES, type State } from '@assay/core'

/** A state as shape and colour, named for those who can see neither; `quiet` where a text beside it says it already. */
export function Glyph({
  state,
  name,
  quiet,
}: {
  readonly state: State
  readonly name?: string | undefined
  readonly quiet?: boolean
}) {
  const shape = GLYPHS[state]
  const said = quiet ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name ?? STATE_NAMES[state] }
  return (
    <svg className={`glyph ${state}`} viewBox="0 0 12 12" {...said}>
      {shape.kind === 'path' ? <path d={shape.d} /> : <circle cx={shape.cx} cy={shape.cy} r={shape.r} />}
    </svg>
  )
}
