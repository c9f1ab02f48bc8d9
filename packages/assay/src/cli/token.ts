import { Option, type Command } from 'commander'
import { SOMEBODY, userName } from '../config.ts'
import { Failure } from '../failure.ts'
import { tokens } from '../main.ts'
import type { Role } from '../record.ts'
import type { Streams } from './output.ts'
import { decider, folderOf, projectOption, type ProjectOption } from './project-option.ts'

interface By extends ProjectOption {
  readonly by?: string
}

interface Options extends By {
  readonly role: Role
}

/** Nobody need be logged in for it, as in a container. */
const byOf = ({ by }: By) => decider(by ?? userName() ?? SOMEBODY)

/** `assay token`: who may ask the server, and what they may do there. */
export function addToken(program: Command, streams: Streams): void {
  const group = program.command('token').description('tokens to sign in to `assay serve` with')
  const add = group
    .command('add')
    .description('make a token and print it, this once')
    .argument('<name>', 'who or what it is for')
    .addOption(new Option('--role <role>', 'what it may do').choices(['viewer', 'editor', 'admin']).default('viewer'))
    .option('--by <name>', 'who makes it (default: who is logged in)')
  projectOption(add).action(async (name: string, options: Options) => {
    const made = await tokens.add({ name, role: options.role, by: byOf(options), ...folderOf(options) })
    streams.error(`token ${String(made.id)} for ${name}, ${options.role}; it is shown only now:\n`)
    streams.out(`${made.token}\n`)
  })
  const list = group.command('list').description('all tokens, without their secrets')
  projectOption(list).action(async (options: Options) => {
    for (const each of await tokens.list(folderOf(options))) {
      const who = each.revokedBy === null ? '' : ` by ${each.revokedBy}`
      const used =
        each.revokedAt !== null ? `revoked ${each.revokedAt}${who}` : `last used ${each.lastUsedAt ?? 'never'}`
      streams.out(
        `${String(each.id)}  ${each.role}  ${each.name}  made ${each.createdAt} by ${each.createdBy}, ${used}\n`,
      )
    }
  })
  const revoke = group
    .command('revoke')
    .description('a token is good for nothing from now on')
    .argument('<id>', 'as listed')
    .option('--by <name>', 'who revokes it (default: who is logged in)')
  projectOption(revoke).action(async (id: string, options: By) => {
    if (!(await tokens.revoke(Number(id), { by: byOf(options), ...folderOf(options) })))
      throw new Failure('no-token', `There is no token ${id} that is not revoked.`, {
        next: '`assay token list` shows them.',
      })
    streams.error(`token ${id} is revoked\n`)
  })
  for (const command of group.commands)
    command.exitOverride().configureOutput({ writeOut: streams.out, writeErr: streams.error })
}
