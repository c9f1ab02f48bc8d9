import type { Command } from 'commander'
import { explain } from '../main.ts'
import type { Streams } from './output.ts'

/** `assay explain`: every stage of a run. */
export function addExplain(program: Command, streams: Streams): void {
  program
    .command('explain')
    .description('show every stage: sentences, checks, queries, measurements')
    .argument('<page>', 'a Markdown page')
    .option('-s, --source <source>', 'another source than the page’s own')
    .option('--json', 'as JSON')
    .action(async (page: string, options: { readonly source?: string; readonly json?: true }) => {
      const found = await explain({ page, ...(options.source === undefined ? {} : { source: options.source }) })
      streams.out(options.json ? `${JSON.stringify(found, null, 2)}\n` : told(found))
    })
}

function told(found: Awaited<ReturnType<typeof explain>>): string {
  const verdicts = found.result.pages[0]?.verdicts ?? []
  const lines = [
    '# Sentences',
    ...found.sentences.map((each) => `line ${String(each.line)}: ${each.canonical}\n    ${each.reading}`),
    '',
    '# Checks',
    ...found.checks.map((each, i) => `line ${String(found.sentences[i]?.line ?? 0)}: ${JSON.stringify(each)}`),
    '',
    '# Columns',
    ...found.columns.map((each) => `${each.name}  ${each.type}`),
    '',
    '# Queries',
    ...found.queries.map(
      (each, i) =>
        `-- query ${String(i + 1)}, for the sentences of ${each.serves.length > 0 ? `lines ${each.serves.join(', ')}` : 'no line'}\n${each.sql}\n`,
    ),
    '# Measurements',
    ...found.measurements.map((each, i) => `query ${String(i + 1)}: ${JSON.stringify(each)}`),
    '',
    '# Verdicts',
    ...verdicts.map(
      (each) => `line ${String(each.line)}: ${each.status} ${each.shown} (${each.bound}): ${each.reason}`,
    ),
  ]
  return `${lines.join('\n')}\n`
}
