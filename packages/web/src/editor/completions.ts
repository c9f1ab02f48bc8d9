import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { complete, counted, quoteText, readSentence, type Completions } from '@assay/core'
import type { Extension } from '@codemirror/state'
import type { Vocabulary } from './vocabulary.ts'

/** The sentence around a place in a text: where it begins, and its text. Null where there is none. */
export type Spot = (text: string, at: number) => { readonly from: number; readonly sentence: string } | null

/** Words, columns, datasets and real values, as they may come next. */
export const completions = (vocabulary: Vocabulary, spot: Spot): Extension =>
  autocompletion({
    override: [(context) => completed(context, vocabulary, spot)],
    icons: false,
    maxRenderedOptions: 60,
    activateOnTypingDelay: 0,
    activateOnCompletion: () => true,
  })

async function completed(
  context: CompletionContext,
  vocabulary: Vocabulary,
  spot: Spot,
): Promise<CompletionResult | null> {
  const here = spot(context.state.doc.toString(), context.pos)
  if (here === null) return null
  const cursor = context.pos - here.from
  // what reads as a whole sentence may be one: more is offered to whoever asks for it
  if (!context.explicit && readSentence(here.sentence.slice(0, cursor), vocabulary.grammar).ok) return null
  const { found, rows } = await withValues(here.sentence, cursor, vocabulary)
  if (found.items.length === 0) return null
  return {
    from: here.from + found.from,
    filter: false,
    options: found.items.map((item): Completion => {
      const times = rows.get(item.text)
      const detail = times === undefined ? item.detail : counted(times, 'row')
      return {
        label: item.text,
        apply: item.kind === 'form' ? item.text : `${item.text} `,
        ...(detail === undefined ? {} : { detail }),
      }
    }),
  }
}

/** Values are asked for only where a value may stand, of the column that it would be one of. */
async function withValues(
  sentence: string,
  cursor: number,
  vocabulary: Vocabulary,
): Promise<{ readonly found: Completions; readonly rows: ReadonlyMap<string, number> }> {
  const { grammar, columns, datasets } = vocabulary
  let wanted: string | null = null
  const first = complete(sentence, cursor, {
    grammar,
    columns,
    datasets,
    values(column) {
      wanted = column
      return []
    },
  })
  if (wanted === null) return { found: first, rows: new Map() }
  const values = await vocabulary.values(wanted)
  const found = complete(sentence, cursor, {
    grammar,
    columns,
    datasets,
    values: () => values.map(({ value }) => value),
  })
  return { found, rows: new Map(values.map(({ value, rows }) => [quoteText(value), rows])) }
}
