import { lazy, type ReactNode } from 'react'
import type { SessionResponse } from './contract.ts'
import { Nowhere } from './parts/states.tsx'
import { Overview } from './pages/overview/overview.tsx'
import type { View } from './routing/addresses.ts'

const LivingPage = lazy(async () => ({ default: (await import('./pages/living/living-page.tsx')).LivingPage }))
const EditView = lazy(async () => ({ default: (await import('./pages/edit/edit-view.tsx')).EditView }))
const ColumnsView = lazy(async () => ({ default: (await import('./pages/columns/columns-view.tsx')).ColumnsView }))
const ColumnView = lazy(async () => ({ default: (await import('./pages/columns/column-view.tsx')).ColumnView }))
const CompareView = lazy(async () => ({ default: (await import('./pages/compare/compare-view.tsx')).CompareView }))
const Alarms = lazy(async () => ({ default: (await import('./pages/alarms/alarms.tsx')).Alarms }))
const AlarmView = lazy(async () => ({ default: (await import('./pages/alarms/alarm-view.tsx')).AlarmView }))
const Deliveries = lazy(async () => ({ default: (await import('./pages/deliveries/deliveries.tsx')).Deliveries }))
const FailingRows = lazy(async () => ({ default: (await import('./pages/rows/rows-view.tsx')).FailingRows }))
const SetAsideRows = lazy(async () => ({ default: (await import('./pages/rows/rows-view.tsx')).SetAsideRows }))

/** The view of an address. The parts of all but the first are loaded where they are shown. */
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
