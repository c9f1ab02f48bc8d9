import { visible } from '@assay/core'
import type { PageResult } from './contract.ts'

/** The command that writes every failing value of a page; null where it has none that can be written. */
export function failingCommand({ page, verdicts }: PageResult, assay: string): string | null {
  if (verdicts.every((each) => each.evidence === undefined)) return null
  return `${assay} check ${shellWord(visible(page))} --failing failing-rows.csv`
}

const shellWord = (word: string): string =>
  /^[\w./:@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
