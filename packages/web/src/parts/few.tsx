import { useState, type ReactElement } from 'react'

interface FewProps {
  readonly items: readonly ReactElement[]
  readonly most: number
}

/** The first items of a list, how many more there are, and all of them for whoever asks. */
export function Few({ items, most }: FewProps) {
  const [all, showAll] = useState(false)
  const more = items.length - most
  if (all || more <= 0) return items
  return (
    <>
      {items.slice(0, most)}
      <li>
        <button type="button" className="plain" onClick={() => showAll(true)}>
          and {more} more
        </button>
      </li>
    </>
  )
}
