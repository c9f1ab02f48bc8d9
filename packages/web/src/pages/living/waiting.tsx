import { Glyph } from '../../charts/glyph.tsx'
import type { PageResponse } from '../../contract.ts'
import { CodeText } from '../../parts/text.tsx'

const BESIDE = 'from the next delivery, or Judge again'

/** What was written into the page since the delivery was judged, below the sentence that it stands below. */
export const Waiting = ({ page, after }: { readonly page: PageResponse; readonly after: string | null }) =>
  page.waiting
    .filter((each) => each.after === after)
    .map(({ kind, text, says }, i) => (
      <div key={i} className={kind === 'mistake' ? 'item unchecked mistake' : 'item idle'} tabIndex={-1}>
        <div className="line">
          <Glyph state={kind === 'mistake' ? 'unchecked' : 'idle'} />
          <span className="sentence">
            <CodeText>{text}</CodeText>
          </span>
          <span className="margin">
            <span className="value">{kind === 'mistake' ? 'not a sentence' : 'not judged yet'}</span>{' '}
            <span className="beside">{kind === 'mistake' ? '' : BESIDE}</span>
          </span>
          <span className="picture" />
        </div>
        {says === null ? null : (
          <div className="why">
            <p>
              <CodeText>{says}</CodeText>
            </p>
          </div>
        )}
      </div>
    ))
