import { EditorState, Prec, type Extension } from '@codemirror/state'
import { keymap, placeholder } from '@codemirror/view'

/** A text that stays one line; Enter means that it is done. */
export const oneLine = (hint: string, done: () => void): Extension => [
  EditorState.transactionFilter.of((change) => (change.newDoc.lines > 1 ? [] : change)),
  Prec.high(keymap.of([{ key: 'Enter', run: () => (done(), true) }])),
  placeholder(hint),
]
