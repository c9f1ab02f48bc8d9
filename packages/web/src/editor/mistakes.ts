import { readSentence } from '@assay/core'
import { linter, type Diagnostic } from '@codemirror/lint'
import type { Extension } from '@codemirror/state'
import type { EditorView } from '@codemirror/view'
import type { Vocabulary } from './vocabulary.ts'

export const DELAY_MS = 250

/** Underlines what is wrong in one sentence, with what was expected and what to write instead. */
export const sentenceMistakes = ({ grammar, columns }: Vocabulary): Extension =>
  linter(
    ({ state }) => {
      const text = state.doc.toString()
      if (text.trim() === '') return []
      const read = readSentence(text, grammar, columns)
      const said = read.ok ? read.sentence.warnings : [read.mistake]
      return said.map((each): Diagnostic => ({
        from: Math.min(each.at, text.length),
        to: Math.min(Math.max(each.end, each.at + 1), text.length),
        severity: read.ok ? ('note' in each && each.note ? 'info' : 'warning') : 'error',
        message: each.message,
        ...(each.fix === undefined ? {} : { actions: [write(each.fix, 0, text.length)] }),
      }))
    },
    { delay: DELAY_MS },
  )

/** Puts the mended text in its place, with the cursor behind it. */
export const write = (fix: string, from: number, to: number) => ({
  name: `Write: ${fix}`,
  apply(view: EditorView) {
    view.dispatch({ changes: { from, to, insert: fix }, selection: { anchor: from + fix.length } })
    view.focus()
  },
})
