import type { Command } from 'commander'
import { userName } from '../config.ts'
import { Failure } from '../failure.ts'

export interface ProjectOption {
  readonly project?: string
}

/** Which project a command works on. */
export const projectOption = (command: Command): Command =>
  command.option('-p, --project <folder>', 'a folder of the project (default: this one)')

export const folderOf = ({ project }: ProjectOption) => (project === undefined ? {} : { folder: project })

/** Who decides: said, or the one who is logged in. */
export function decider(by: string | undefined): string {
  const name = by ?? userName()
  if (name === undefined || name.trim() === '')
    throw new Failure('bad-option', 'Nobody is logged in here: say who decides.', {
      next: 'Add --by NAME, or set ASSAY_USER for all commands.',
    })
  return name
}

export function deliveryNumber(written: string): number {
  if (!/^[1-9]\d*$/.test(written))
    throw new Failure('bad-option', `"${written}" is no number of a delivery.`, {
      next: '`assay history DATASET` shows them.',
    })
  return Number(written)
}
