import type { ReactNode } from 'react'
import type { SessionResponse } from './contract.ts'
import { Nowhere } from './parts/states.tsx'
import { Overview } from './pages/overview/overview.tsx'
import { LivingPage } from './pages/living/living-page.tsx'
import type { View } from './routing/addresses.ts'

/** The view of an address. What only some need is loaded where it is shown. */
export function Shown({ view, session }: { readonly view: View; readonly session: SessionResponse }): ReactNode {
  switch (view.view) {
    case 'overview':
      return <Overview />
    case 'page':
      return <LivingPage dataset={view.dataset} session={session} />
    default:
      return <Nowhere />
  }
}
