import { Suspense, useEffect, useRef } from 'react'
import { connect, disconnect } from './api/live.ts'
import { SESSION, useResource } from './api/resource.ts'
import type { SessionResponse } from './contract.ts'
import { Header } from './header.tsx'
import { Arrived } from './parts/arrived.tsx'
import { Failed, Waiting } from './parts/states.tsx'
import { SignIn } from './pages/sign-in.tsx'
import { viewAt } from './routing/addresses.ts'
import { usePlace } from './routing/location.ts'
import { Shown } from './shown.tsx'

/** The board: whoever is signed in sees the view of the address; others are asked for their token. */
export function App() {
  const session = useResource<SessionResponse>(SESSION)
  const who = session.data
  // who it is is asked for again and again; the stream stays open as long as it is somebody
  const signedIn = who !== undefined && session.problem?.status !== 401
  useEffect(() => {
    if (!signedIn) return undefined
    connect()
    return disconnect
  }, [signedIn])
  if (session.problem?.status === 401) return <SignIn />
  if (who === undefined) return session.problem ? <Failed problem={session.problem} /> : <Waiting />
  return <Board session={who} />
}

function Board({ session }: { readonly session: SessionResponse }) {
  const { path } = usePlace()
  const main = useFocusOnChange(path)
  return (
    <>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <Header session={session} />
      <main id="main" ref={main} tabIndex={-1}>
        <Arrived of={path}>
          <Suspense fallback={<Waiting />}>
            <Shown key={path} view={viewAt(path)} session={session} />
          </Suspense>
        </Arrived>
      </main>
    </>
  )
}

/** Whoever uses the keyboard or listens is put at the start of a new view. */
function useFocusOnChange(path: string) {
  const main = useRef<HTMLElement>(null)
  const before = useRef(path)
  useEffect(() => {
    if (before.current !== path) main.current?.focus({ preventScroll: true })
    before.current = path
  }, [path])
  return main
}
