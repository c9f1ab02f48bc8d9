import { RangeSetBuilder } from '@codemirror/state'
import {
  Decoration,
  MatchDecorator,
  ViewPlugin,
  type DecorationSet,
  type EditorView,
  type ViewUpdate,
} from '@codemirror/view'

const columns = new MatchDecorator({ regexp: /`[^`\n]+`/g, decoration: Decoration.mark({ class: 'cm-column' }) })
const heading = Decoration.mark({ class: 'cm-heading' })

/** Columns look as they do on the page, and headings stand out. */
export const marks = [
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = columns.createDeco(view)
      }
      update(update: ViewUpdate) {
        this.decorations = columns.updateDeco(update, this.decorations)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
  ViewPlugin.fromClass(
    class {
      decorations: DecorationSet
      constructor(view: EditorView) {
        this.decorations = headings(view)
      }
      update(update: ViewUpdate) {
        if (update.docChanged || update.viewportChanged) this.decorations = headings(update.view)
      }
    },
    { decorations: (plugin) => plugin.decorations },
  ),
]

function headings(view: EditorView): DecorationSet {
  const found = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges)
    for (let at = from; at <= to;) {
      const line = view.state.doc.lineAt(at)
      if (/^#{1,6}\s/.test(line.text)) found.add(line.from, line.to, heading)
      at = line.to + 1
    }
  return found.finish()
}
