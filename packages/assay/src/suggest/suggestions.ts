import { reading } from '@assay/core'
import type { Parts } from '../run/parts.ts'
import { columnsOf } from './about.ts'
import type { Suggestions, SuggestedSentence } from './contract.ts'
import { seenIn, sentenceOf, type Suggested } from './page-text.ts'
import { suggestWith, type Suggestion, type SuggestOptions } from './suggest.ts'

/**
 * What a source, or a page that is there, could say too: ranked, each with the number it rests on and its exceptions, without what the page
 * says already and what was dismissed. With `column`, what speaks of that one; in a very wide source only what speaks of it alone.
 */
export async function suggestionsWith(parts: Parts, options: SuggestOptions): Promise<Suggestions> {
  const start = performance.now()
  const found = await suggestWith(parts, options)
  return suggestionsOf(found, options.source, (performance.now() - start) / 1000)
}

/** The suggestion as JSON. */
export const suggestionsOf = (found: Suggestion, source: string, seconds: number): Suggestions => ({
  version: 1,
  dataset: found.dataset,
  source,
  rows: found.rows,
  deliveries: found.deliveries,
  sample: found.sample.rows < found.sample.of ? found.sample : null,
  tried: [...found.splits],
  sentences: [...found.sentences].sort((a, b) => b.proposal.worth - a.proposal.worth).map(sentence),
  alarms: found.alarms,
  dropped: found.dropped,
  seconds,
})

const sentence = (each: Suggested): SuggestedSentence => ({
  sentence: sentenceOf(each.proposal.check),
  reading: reading(each.proposal.check),
  says: each.proposal.says,
  columns: [...new Set(columnsOf(each.proposal.check))],
  seen: seenIn(each),
  counted: each.counted,
  failing: each.failing,
  exceptions: each.exceptions.map((exception) => ({ ...exception })),
  worth: each.proposal.worth,
  chance: each.proposal.chance,
})
