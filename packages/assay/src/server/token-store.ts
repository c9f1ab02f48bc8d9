import { projectOf } from '../config.ts'
import type { Role, TokenRecord } from '../record.ts'
import type { Parts } from '../run/parts.ts'
import { newToken, tokenHash } from './tokens.ts'

interface In {
  /** A folder of the project; the working directory when absent. */
  readonly folder?: string
}

/** Makes, lists and revokes tokens of a project, beside a server that may be running. */
export interface Tokens {
  add(
    of: In & { readonly name: string; readonly role: Role; readonly by: string },
  ): Promise<TokenRecord & { readonly token: string }>
  list(of: In): Promise<readonly TokenRecord[]>
  /** False when there is no such token that was not revoked before. */
  revoke(id: number, of: In & { readonly by: string }): Promise<boolean>
}

export function tokensWith(parts: Parts): Tokens {
  const on = async <T>({ folder = '.' }: In, work: (history: Awaited<ReturnType<typeof open>>) => Promise<T>) => {
    const opened = await open(folder)
    return work(opened).finally(() => opened.history.close())
  }
  const open = async (folder: string) => {
    const store = await parts.history()
    return { store, history: await store.openHistory((await projectOf(folder)).state) }
  }
  const now = () => new Date().toISOString()
  return {
    add: ({ name, role, by, ...of }) =>
      on(of, async ({ store, history }) => {
        const token = newToken()
        const said = { name, role, hash: tokenHash(token), createdAt: now(), createdBy: by }
        return { ...(await history.write((tx) => store.putToken(tx, said))), token }
      }),
    list: (of) => on(of, ({ store, history }) => store.allTokens(history.db)),
    revoke: (id, { by, ...of }) =>
      on(of, ({ store, history }) => history.write((tx) => store.revokeToken(tx, id, { at: now(), by }))),
  }
}
