import { useState, type FormEvent } from 'react'
import { Problem, send } from '../api/request.ts'
import { know, SESSION } from '../api/resource.ts'
import type { SessionResponse } from '../contract.ts'
import { Failed } from '../parts/states.tsx'
import { useTitle } from '../parts/title.ts'

/** The token goes to the server and into a cookie that no script can read; nothing of it stays here. */
export function SignIn() {
  useTitle('Sign in')
  const [token, setToken] = useState('')
  const [problem, setProblem] = useState<Problem | null>(null)
  const signIn = async (event: FormEvent) => {
    event.preventDefault()
    try {
      know(SESSION, await send<SessionResponse>('POST', SESSION, { token: token.trim() }))
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      setProblem(error)
    }
  }
  return (
    <main className="sign-in">
      <h1>Assay</h1>
      <p>Sign in with the token that you were given.</p>
      <form onSubmit={(event) => void signIn(event)}>
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
        <button type="submit" className="button first">
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
