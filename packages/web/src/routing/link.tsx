import type { ComponentProps, MouseEvent } from 'react'
import { go } from './location.ts'

interface LinkProps extends Omit<ComponentProps<'a'>, 'href' | 'onClick'> {
  readonly to: string
}

/** A link within the board: a plain one for whoever opens it elsewhere. */
export function Link({ to, ...more }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
  return <a href={to} onClick={follow} {...more} />
}
