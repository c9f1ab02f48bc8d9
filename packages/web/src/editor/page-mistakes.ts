import { readPage, type Diagnostic as PageDiagnostic } from '@assay/core'
import { linter, type Diagnostic } from '@codemirror/lint'
import type { EditorState, Extension } from '@codemirror/state'
import { DELAY_MS, write } from './mistakes.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Underlines what is wrong on a page, with what to write instead. */
export const pageMistakes = (path: string, { columns }: Vocabulary): Extension =>
  linter(({ state }) => readPage(state.doc.toString(), path, columns).diagnostics.map((each) => onPage(each, state)), {
    delay: DELAY_MS,
  })

const SEVERITIES = { error: 'error', warning: 'warning', note: 'info' } as const

function onPage(of: PageDiagnostic, state: EditorState): Diagnostic {
  const line = state.doc.line(Math.min(of.line, state.doc.lines))
  const from = Math.min(line.from + of.column - 1, line.to)
  const to = Math.min(from + Math.max(1, of.length ?? line.length), line.to)
  const item = /^\s*(?:[-*+]|\d+[.)])\s+/.exec(line.text)
  return {
    from,
    to,
    severity: SEVERITIES[of.severity],
    message: of.message,
    ...(of.fix === undefined || item === null ? {} : { actions: [write(of.fix, line.from + item[0].length, line.to)] }),
  }
}
