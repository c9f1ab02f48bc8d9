import { EditorView } from '@codemirror/view'

/** The editor in the colours and type of the board. */
export const theme = EditorView.theme({
  '&': {
    backgroundColor: 'var(--paper)',
    color: 'var(--ink)',
    border: '1px solid var(--grey-fill)',
    borderRadius: '4px',
    fontSize: 'var(--type-text)',
  },
  '&.cm-focused': { outline: '2px solid var(--link)', outlineOffset: '1px' },
  '.cm-scroller': { fontFamily: 'var(--font-text)', lineHeight: '1.6' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0' },
  '.cm-line': { padding: '0 10px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '2px' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--band)',
  },
  '.cm-column': {
    fontFamily: 'var(--font-code)',
    fontSize: '0.92em',
    backgroundColor: 'var(--code)',
    borderRadius: '4px',
    padding: '2px 3px',
  },
  '.cm-heading': { fontWeight: '700' },
  '.cm-tooltip': {
    backgroundColor: 'var(--paper)',
    color: 'var(--ink)',
    border: '1px solid var(--grey-fill)',
    borderRadius: '4px',
    overflow: 'hidden',
    maxWidth: 'min(560px, 92vw)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--font-text)', maxHeight: '300px' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li': { padding: '5px 12px', lineHeight: '1.4', whiteSpace: 'normal' },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--band)',
    color: 'var(--ink)',
  },
  // out of date, until the values that it waits for have come
  '.cm-tooltip.cm-tooltip-autocomplete-disabled': { visibility: 'hidden' },
  '.cm-completionDetail': {
    color: 'var(--quiet)',
    fontStyle: 'normal',
    fontSize: 'var(--type-small)',
    float: 'right',
    marginLeft: '24px',
  },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '600' },
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--red-fill)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--amber-fill)',
    textUnderlineOffset: '3px',
  },
  '.cm-lintRange-info': {
    backgroundImage: 'none',
    textDecoration: 'underline dotted var(--grey-fill)',
    textUnderlineOffset: '3px',
  },
  '.cm-diagnostic': {
    borderLeft: '3px solid var(--grey-fill)',
    padding: '6px 10px',
    fontFamily: 'var(--font-text)',
    fontSize: 'var(--type-small)',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--red-fill)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--amber-fill)' },
  '.cm-diagnosticAction': {
    backgroundColor: 'var(--ink)',
    color: 'var(--paper)',
    borderRadius: '4px',
    padding: '2px 8px',
    margin: '4px 0 0',
  },
  '.cm-placeholder': { color: 'var(--quiet)' },
})
