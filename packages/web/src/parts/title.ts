import { useEffect } from 'react'

/** The name of the view, as the window, its history and screen readers say it. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Assay`
  }, [title])
}
