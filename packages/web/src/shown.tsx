import { lazy, type ReactNode } from 'react'
import type { SessionResponse } from './contract.ts'
import { Nowhere } from './parts/states.tsx'
import { Overview } from './pages/overview/overview.tsx'
import { AlarmView } from './pages/alarms/alarm-view.tsx'
import { Alarms } from './pages/alarms/alarms.tsx'
import { CompareView } from './pages/compare/compare-view.tsx'
import { ColumnsView } from './pages/columns/columns-view.tsx'
import { Deliveries } from './pages/deliveries/deliveries.tsx'
import { FailingRows, SetAsideRows } from './pages/rows/rows-view.tsx'
import { LivingPage } from './pages/living/living-page.tsx'
import type { View } from './routing/addresses.ts'

const EditView = lazy(async () => ({ default: (await import('./pages/edit/edit-view.tsx')).EditView }))
const ColumnView = lazy(async () => ({ default: (await import('./pages/columns/column-view.tsx')).ColumnView }))

/** The view of an address. What only some need is loaded where it is shown. */
export function Shown({ view, session }: { readonly view: View; readonly session: SessionResponse }): ReactNode {
  switch (view.view) {
    case 'overview':
      return <Overview />
    case 'page':
      return <LivingPage dataset={view.dataset} session={session} />
    case 'edit':
      return <EditView dataset={view.dataset} session={session} />
    case 'columns':
      return <ColumnsView dataset={view.dataset} />
    case 'column':
      return <ColumnView dataset={view.dataset} column={view.column} session={session} />
    case 'compare':
      return <CompareView dataset={view.dataset} />
    case 'alarms':
      return <Alarms />
    case 'alarm':
      return <AlarmView id={view.id} session={session} />
    case 'deliveries':
      return <Deliveries dataset={view.dataset} session={session} />
    case 'rows':
      return <FailingRows dataset={view.dataset} delivery={view.delivery} />
    case 'set-aside':
      return <SetAsideRows dataset={view.dataset} delivery={view.delivery} />
    default:
      return <Nowhere />
  }
}
