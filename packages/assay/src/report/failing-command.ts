import { visible } from '@assay/core'
import type { PageResult } from './contract.ts'

/** The command that writes every failing value of a page. */
export function failingCommand(page: PageResult): string {
  return `assay check ${shellWord(visible(page.page))} --failing failing-rows.csv`
}

const shellWord = (word: string): string =>
  /^[\w./:@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
