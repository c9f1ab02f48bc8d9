import { resolve } from 'node:path'
import type { Command } from 'commander'
import { Failure } from '../failure.ts'
import { kept } from '../main.ts'
import type { ShownHistory } from '../run/show-history.ts'
import type { Streams } from './output.ts'
import { folderOf, projectOption, type ProjectOption } from './project-option.ts'

interface Options extends ProjectOption {
  readonly last: number
  readonly export?: string
  readonly json?: true
}

/** `assay history`: what is kept of deliveries and their numbers. */
export function addHistory(program: Command, streams: Streams): void {
  const command = program
    .command('history')
    .description('show the deliveries and the numbers of the sentences over them')
    .argument('[dataset]', 'as its page calls it (default: all, a line each)')
    .argument('[sentence]', 'its number in the list, or a part of its text: draws its line')
    .option('--last <n>', 'the newest so many deliveries', positive, 30)
    .option('--export <file>', 'write every verdict to a .csv, .parquet, .json or .ndjson file instead')
    .option('--json', 'as JSON')
  projectOption(command).action(async (dataset: string | undefined, sentence: string | undefined, options: Options) => {
    const on = folderOf(options)
    const of = dataset === undefined ? {} : { dataset }
    if (options.export !== undefined) {
      const rows = await (await kept()).export({ ...of, file: options.export }, on)
      streams.error(`${String(rows)} verdicts: ${resolve(options.export)}\n`)
      return
    }
    const query = { ...of, ...(sentence === undefined ? {} : { sentence }), last: options.last }
    const found = await (await kept()).history(query, on)
    streams.out(options.json ? `${JSON.stringify(found, null, 2)}\n` : await drawn(found, streams))
  })
}

async function drawn(found: ShownHistory, streams: Streams): Promise<string> {
  const { renderDataset, renderOverview, renderSentence } = await import('../report/history-terminal.ts')
  const look = { colour: streams.colour, width: streams.width }
  switch (found.kind) {
    case 'overview':
      return renderOverview(found.datasets, look)
    case 'dataset':
      return renderDataset(
        found.dataset,
        found.deliveries,
        [...found.decisions, ...found.judgedWrong],
        found.series,
        look,
      )
    case 'sentence':
      return renderSentence(found.series, new Map(found.deliveries.map((each) => [each.number, each])), look)
  }
}

function positive(written: string): number {
  const n = Number(written)
  if (!Number.isInteger(n) || n < 1) throw new Failure('bad-option', `"${written}" is no number of deliveries.`)
  return n
}
