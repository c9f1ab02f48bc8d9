import { useState, type FormEvent } from 'react'
import { send } from '../api/request.ts'
import { know, SESSION } from '../api/resource.ts'
import type { SessionResponse } from '../contract.ts'
import { useSending } from '../parts/sending.ts'
import { Failed } from '../parts/states.tsx'
import { useTitle } from '../parts/title.ts'

/** The token goes to the server and into a cookie that no script can read; nothing of it stays here. */
export function SignIn() {
  useTitle('Sign in')
  const [token, setToken] = useState('')
  const { busy, problem, run } = useSending()
  const signIn = (event: FormEvent) => {
    event.preventDefault()
    void run(async () => know(SESSION, await send<SessionResponse>('POST', SESSION, { token: token.trim() })))
  }
  return (
    <main className="sign-in">
      <h1>Assay</h1>
      <p>Sign in with the token that you were given.</p>
      <form onSubmit={signIn}>
        <label htmlFor="token">Token</label>
        <input
          id="token"
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          spellCheck={false}
          value={token}
          onChange={(event) => setToken(event.target.value)}
        />
        <button type="submit" className="button first" disabled={busy}>
          Sign in
        </button>
      </form>
      {problem === null ? null : <Failed problem={problem} />}
      <p className="quiet">
        Whoever runs the server makes one: <code>assay token add NAME --role viewer</code>
      </p>
    </main>
  )
}
