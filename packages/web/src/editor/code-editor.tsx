import { history, historyKeymap, standardKeymap } from '@codemirror/commands'
import { EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap } from '@codemirror/view'
import { useEffect, useImperativeHandle, useRef, type Ref } from 'react'
import { marks } from './marks.ts'
import { theme } from './theme.ts'

/** What can be done with an editor from outside of it. */
export interface EditorHandle {
  /** Puts a text in the place of all, as if typed: it is seen, the cursor stands behind it, and the keys go on there. */
  write(text: string): void
}

export interface CodeEditorProps {
  readonly label: string
  readonly text: string
  readonly onText: (text: string) => void
  /** Where the cursor is, as an offset. */
  readonly onCursor?: (at: number) => void
  readonly readOnly?: boolean
  /** Fixed from the first time on. */
  readonly extensions: Extension
  readonly ref?: Ref<EditorHandle>
}

/**
 * A text with completions and underlined mistakes. It stands in a shadow root, because there its style sheet is adopted by
 * script; a style element in the page would not be allowed.
 */
export function CodeEditor({ label, text, onText, onCursor, readOnly = false, extensions, ref }: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null)
  const view = useRef<EditorView | null>(null)
  const told = useRef({ onText, onCursor })
  useEffect(() => {
    told.current = { onText, onCursor }
  })
  const own = useRef(new Set<string>())
  const first = useRef({ text, extensions, label })
  useEffect(() => {
    const element = host.current
    if (element === null) return undefined
    const root = element.shadowRoot ?? element.attachShadow({ mode: 'open' })
    const made = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: first.current.text,
        extensions: [
          history(),
          keymap.of([...standardKeymap, ...historyKeymap]),
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({
            'aria-label': first.current.label,
            spellcheck: 'false',
            autocapitalize: 'off',
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              const typed = update.state.doc.toString()
              own.current.add(typed)
              told.current.onText(typed)
            }
            if (update.docChanged || update.selectionSet) told.current.onCursor?.(update.state.selection.main.head)
          }),
          EditorState.readOnly.of(readOnly),
          marks,
          theme,
          first.current.extensions,
        ],
      }),
    })
    view.current = made
    return () => made.destroy()
  }, [readOnly])
  useImperativeHandle(ref, () => ({
    write(text) {
      const shown = view.current
      if (shown === null) return
      shown.dispatch({
        changes: { from: 0, to: shown.state.doc.length, insert: text },
        selection: { anchor: text.length },
      })
      shown.focus()
      host.current?.scrollIntoView({ block: 'nearest' })
    },
  }))
  useEffect(() => {
    const shown = view.current
    if (shown === null) return
    // what was typed comes back later than the next key: only a text from elsewhere is put in
    if (own.current.has(text)) {
      if (shown.state.doc.toString() === text) own.current.clear()
      return
    }
    if (shown.state.doc.toString() === text) return
    shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: text } })
    // that was no typing: the same text may come from elsewhere again
    own.current.clear()
  }, [text])
  return <div ref={host} className="editor" />
}
