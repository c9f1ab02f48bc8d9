import { writeFile } from 'node:fs/promises'
import { formatPage, readPage } from '@assay/core'
import type { Command } from 'commander'
import { pageText } from '../run/page-file.ts'
import type { Streams } from './output.ts'

/** `assay format`: sentences in their canonical form. */
export function addFormat(program: Command, streams: Streams, exit: (status: number) => void): void {
  program
    .command('format')
    .description('rewrite sentences in their canonical form and keep everything else')
    .argument('<pages...>', 'Markdown pages')
    .option('--check', 'change nothing; exit status 1 when something would change')
    .action(async (pages: readonly string[], options: { readonly check?: true }) => {
      const statuses: number[] = []
      for (const page of pages) statuses.push(await formatOne(page, options.check === true, streams))
      exit(Math.max(0, ...statuses))
    })
}

async function formatOne(path: string, checkOnly: boolean, streams: Streams): Promise<number> {
  const text = await pageText(path)
  const formatted = formatPage(text, path)
  const mistakes = readPage(text, path).diagnostics.filter((each) => each.severity === 'error')
  for (const each of mistakes)
    streams.error(
      `${path}:${String(each.line)}:${String(each.column)}: ${each.message}${each.fix === undefined ? '' : `\n  did you mean: ${each.fix}`}\n`,
    )
  const changed = formatted !== text
  if (changed && !checkOnly) await writeFile(path, formatted)
  streams.error(`${path}: ${changed ? (checkOnly ? 'would change' : 'rewritten') : 'as it should be'}\n`)
  return mistakes.length > 0 ? 2 : changed && checkOnly ? 1 : 0
}
