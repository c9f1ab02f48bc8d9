import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete'
import { complete, counted, meant, quoteText, readSentence, type Completion as Item } from '@assay/core'
import type { Extension } from '@codemirror/state'
import { oneSpace, withSpace } from './one-space.ts'
import type { Frequent, Vocabulary } from './vocabulary.ts'

/** The sentence around a place in a text: where it begins, and its text. Null where there is none. */
export type Spot = (text: string, at: number) => { readonly from: number; readonly sentence: string } | null

/** Words, columns, datasets and real values, as they may come next. */
export const completions = (vocabulary: Vocabulary, spot: Spot): Extension => [
  autocompletion({
    override: [(context) => offered(context, vocabulary, spot)],
    icons: false,
    maxRenderedOptions: 60,
    activateOnTypingDelay: 0,
    activateOnCompletion: () => true,
    // what is shown is for what stands there: it can be taken at once
    interactionDelay: 0,
  }),
  oneSpace,
]

type Offered = CompletionResult | null

/** At once, unless the values of a column have to be asked for first. */
function offered(context: CompletionContext, vocabulary: Vocabulary, spot: Spot): Offered | Promise<Offered> {
  const here = spot(context.state.doc.toString(), context.pos)
  if (here === null) return null
  const cursor = context.pos - here.from
  // what reads as a whole sentence may be one: more is offered to whoever asks for it
  if (!context.explicit && isWhole(here.sentence.slice(0, cursor), vocabulary)) return null
  let awaited: Promise<unknown> | null = null
  let frequent: readonly Frequent[] = []
  const { grammar, columns, datasets } = vocabulary
  const { from, items } = complete(here.sentence, cursor, {
    grammar,
    columns,
    datasets,
    values(column) {
      const values = vocabulary.values(column)
      if (values instanceof Promise) awaited = values
      else frequent = values
      return frequent.map(({ value }) => value)
    },
  })
  if (awaited !== null) return (awaited as Promise<unknown>).then(() => offered(context, vocabulary, spot))
  if (items.length === 0) return null
  const rows = new Map(frequent.map(({ value, rows }) => [quoteText(value), rows]))
  return {
    from: here.from + from,
    filter: false,
    options: items.map((item) => option(item, rows.get(item.text))),
    // while one types on, the list is made anew with each key, so that none that is out of date is ever shown
    update: (_now, _from, _to, next) => {
      const found = offered(next, vocabulary, spot)
      return found instanceof Promise ? null : found
    },
  }
}

/** Also without the backticks of its columns: a list over the repair would hide it. */
const isWhole = (text: string, { grammar, columns }: Vocabulary): boolean =>
  readSentence(meant(text, grammar, columns), grammar).ok

function option(item: Item, rows: number | undefined): Completion {
  const detail = rows === undefined ? item.detail : counted(rows, 'row')
  return {
    label: item.text,
    apply: item.kind === 'form' ? item.text : withSpace,
    ...(detail === undefined ? {} : { detail }),
  }
}
