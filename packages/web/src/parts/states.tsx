import type { ReactNode } from 'react'
import type { Problem } from '../api/request.ts'
import type { Resource } from '../api/resource.ts'
import { addresses } from '../routing/addresses.ts'
import { Link } from '../routing/link.tsx'
import { useTitle } from './title.ts'

/** While something is asked for that nothing is known of yet: a line that is quiet at first, since mostly it is over soon. */
export const Waiting = () => (
  <p className="waiting" role="status">
    Asking the server …
  </p>
)

export function Failed({ problem }: { readonly problem: Problem }) {
  if (problem.code === 'signed-out')
    return (
      <div className="failed" role="alert">
        <p>
          Your session has ended. <a href="/">Sign in again</a>
        </p>
      </div>
    )
  return (
    <div className="failed" role="alert">
      <p>{problem.message}</p>
      {problem.next === undefined ? null : <p className="quiet">{problem.next}</p>}
    </div>
  )
}

/** What is known of a resource, drawn; before that, or when it failed, that in words. */
export function Known<T>({ of, children }: { readonly of: Resource<T>; readonly children: (data: T) => ReactNode }) {
  if (of.data !== undefined)
    return (
      <>
        {of.problem === undefined ? null : <Failed problem={of.problem} />}
        {children(of.data)}
      </>
    )
  return of.problem === undefined ? <Waiting /> : <Failed problem={of.problem} />
}

export function Nowhere() {
  useTitle('Nothing here')
  return (
    <>
      <h1>There is nothing at this address.</h1>
      <p>
        <Link to={addresses.overview}>All datasets</Link>
      </p>
    </>
  )
}

/** Where there is nothing to show, what to do next. */
export function Empty({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      <p className="quiet">{children}</p>
    </div>
  )
}
