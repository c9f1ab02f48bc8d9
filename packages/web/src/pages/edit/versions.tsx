import { visible } from '@assay/core'
import { useState } from 'react'
import { useResource } from '../../api/resource.ts'
import type { TextResponse } from '../../contract.ts'
import { Known } from '../../parts/states.tsx'
import { Time } from '../../parts/time.tsx'
import { api } from '../../routing/addresses.ts'
import { TwoTexts } from './conflict.tsx'

const AT_FIRST = 10

/** Every version of the page with who and when; one looked at stands beside the page as it is. */
export function Versions({ dataset, page }: { readonly dataset: string; readonly page: TextResponse }) {
  const [looked, look] = useState<number | null>(null)
  const [all, showAll] = useState(false)
  const shown = all ? page.versions : page.versions.slice(0, AT_FIRST)
  return (
    <section className="versions" aria-labelledby="versions">
      <h2 id="versions">Versions</h2>
      <ol>
        {shown.map(({ version, at, by, message }) => (
          <li key={version}>
            <button
              type="button"
              className="plain"
              aria-expanded={looked === version}
              onClick={() => look(looked === version ? null : version)}
            >
              version {version}
            </button>{' '}
            <Time at={at} as="day-and-time" /> <span className="quiet">by {visible(by)}</span>
            {message === null ? '' : `: ${visible(message)}`}
            {looked === version ? <Looked dataset={dataset} page={page} version={version} /> : null}
          </li>
        ))}
      </ol>
      {page.versions.length > shown.length ? (
        <button type="button" className="plain" onClick={() => showAll(true)}>
          all {page.versions.length} versions
        </button>
      ) : null}
    </section>
  )
}

interface LookedProps {
  readonly dataset: string
  readonly page: TextResponse
  readonly version: number
}

function Looked({ dataset, page, version }: LookedProps) {
  const found = useResource<{ readonly text: string }>(api(dataset, `/text/${String(version)}`))
  return (
    <Known of={found}>
      {({ text }) =>
        text === page.text ? (
          <p className="quiet">Nothing differs: it is the page as it is now.</p>
        ) : (
          <TwoTexts
            left={{ name: `Version ${String(version)}`, text }}
            right={{ name: 'As it is now', text: page.text }}
          />
        )
      }
    </Known>
  )
}
