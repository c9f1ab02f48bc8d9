import { counted, visible } from '@assay/core'
import { useEffect } from 'react'
import type { AlarmsResponse, ReadyResponse, SessionResponse } from './contract.ts'
import { send } from './api/request.ts'
import { refresh, SESSION, useResource } from './api/resource.ts'
import { useLive } from './api/live.ts'
import { useNow } from './parts/now.ts'
import { span } from './parts/times.ts'
import { addresses, viewAt } from './routing/addresses.ts'
import { Link } from './routing/link.tsx'
import { usePlace } from './routing/location.ts'

/** Where one is, how many alarms are open, and whether what is shown is how things are. */
export function Header({ session }: { readonly session: SessionResponse }) {
  const { path } = usePlace()
  const view = viewAt(path)
  const open = useResource<AlarmsResponse>('/api/alarms?open=true').data?.alarms.length ?? 0
  const here = (is: boolean) => (is ? { 'aria-current': 'page' as const } : {})
  return (
    <header className="header">
      <Link to={addresses.overview} className="brand">
        Assay
      </Link>
      <nav aria-label="Views">
        <Link to={addresses.overview} {...here(view.view === 'overview')}>
          Overview
        </Link>
        {'dataset' in view ? (
          <Link to={addresses.page(view.dataset)} {...here(view.view === 'page')} className="here">
            {view.dataset}
          </Link>
        ) : null}
        <Link to={addresses.alarms} {...here(view.view === 'alarms' || view.view === 'alarm')}>
          Alarms{open > 0 ? ` ${counted(open)}` : ''}
        </Link>
      </nav>
      <Status />
      {session.open ? null : <Person session={session} />}
    </header>
  )
}

const LOOK_MS = 15_000

/** Whether changes reach this window, what is being checked, and when the sources were last looked at. */
function Status() {
  const { state, running } = useLive()
  const ready = useResource<ReadyResponse>('/ready').data
  const now = useNow()
  useEffect(() => {
    const timer = setInterval(() => refresh((path) => path === '/ready'), LOOK_MS)
    return () => clearInterval(timer)
  }, [])
  if (state === 'lost')
    return (
      <p className="status lost" role="status">
        connection lost · trying again
      </p>
    )
  const [busy] = running
  const looked = ready?.lastLook
  const does = busy ? `${busy[0]}: ${busy[1]}` : looked ? `looked ${span(now - Date.parse(looked))} ago` : null
  return (
    <p className="status">
      <span role="status">{state === 'live' ? 'live' : 'connecting'}</span>
      {does === null ? '' : ` · ${visible(does)}`}
    </p>
  )
}

function Person({ session }: { readonly session: SessionResponse }) {
  const signOut = async () => {
    await send('DELETE', SESSION)
    location.assign('/')
  }
  return (
    <p className="person">
      {session.name}, {session.role}{' '}
      <button type="button" className="plain" onClick={() => void signOut()}>
        Sign out
      </button>
    </p>
  )
}
