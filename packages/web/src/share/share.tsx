import { useState } from 'react'
import { csvOf, type Table } from './csv.ts'
import { download, fileName } from './download.ts'
import { pictureOf } from './picture.ts'

interface ShareProps {
  /** What the file is called. */
  readonly name: string
  /** The view as a table; a path where the server writes it. */
  readonly csv: (() => Table) | string
}

/** The view as a picture or a table, by one click. Its address is the browser's own. */
export function Share({ name, csv }: ShareProps) {
  const [fault, setFault] = useState<string | null>(null)
  const picture = async () => {
    const view = document.getElementById('main')
    if (view === null) return
    try {
      download(fileName(name, 'png'), await pictureOf(view))
      setFault(null)
    } catch {
      setFault('This view is too large for a picture.')
    }
  }
  return (
    <div className="share">
      <button type="button" className="plain" onClick={() => void picture()}>
        Picture
      </button>
      {typeof csv === 'string' ? (
        <a href={csv} download>
          CSV
        </a>
      ) : (
        <button
          type="button"
          className="plain"
          onClick={() => download(fileName(name, 'csv'), new Blob([csvOf(csv())], { type: 'text/csv;charset=utf-8' }))}
        >
          CSV
        </button>
      )}
      {fault === null ? null : <span role="alert">{fault}</span>}
    </div>
  )
}
