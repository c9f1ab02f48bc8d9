import { insertCompletionText, pickedCompletion, type Completion } from '@codemirror/autocomplete'
import { StateEffect, StateField, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

const written = StateEffect.define<number | null>()

/** Behind which space, written by a completion, the cursor stands. */
const behind = StateField.define<number | null>({
  create: () => null,
  update(known, change) {
    const now = change.effects.find((effect) => effect.is(written))
    if (now !== undefined) return now.value
    return change.docChanged || change.selection ? null : known
  },
})

/** Writes a completion with a space behind it, or goes over the one that stands there. */
export function withSpace(view: EditorView, completion: Completion, from: number, to: number): void {
  const there = view.state.sliceDoc(to, to + 1) === ' '
  const change = insertCompletionText(view.state, `${completion.label} `, from, there ? to + 1 : to)
  view.dispatch({
    ...change,
    annotations: pickedCompletion.of(completion),
    effects: written.of(from + completion.label.length + 1),
  })
}

/** A space that is typed where a completion has just written one is that one. */
export const oneSpace: Extension = [
  behind,
  EditorView.inputHandler.of((view, from, to, text) => {
    if (text !== ' ' || from !== to || view.state.field(behind) !== from) return false
    view.dispatch({ effects: written.of(null) })
    return true
  }),
]
