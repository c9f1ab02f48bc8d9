import { languageReference } from '@assay/core'
import type { Command } from 'commander'
import type { Streams } from './output.ts'

/** `assay words`: the language reference. */
export function addWords(program: Command, streams: Streams): void {
  program
    .command('words')
    .description('print everything that can be said')
    .action(() => {
      streams.out(languageReference())
    })
}
