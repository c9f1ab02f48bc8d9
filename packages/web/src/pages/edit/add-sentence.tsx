import { columnsMeant, readSentence, withSentence, type ToPlace } from '@assay/core'
import { useEffect, useId, useMemo, useRef, useState, type RefObject } from 'react'
import { Problem, send } from '../../api/request.ts'
import { refresh } from '../../api/resource.ts'
import type { TextResponse } from '../../contract.ts'
import { CodeEditor, type EditorHandle } from '../../editor/code-editor.tsx'
import { completions } from '../../editor/completions.ts'
import { sentenceMistakes } from '../../editor/mistakes.ts'
import { oneLine } from '../../editor/one-line.ts'
import { wholeText } from '../../editor/spots.ts'
import type { Vocabulary } from '../../editor/vocabulary.ts'
import { useSending } from '../../parts/sending.ts'
import { Failed } from '../../parts/states.tsx'
import { CodeText } from '../../parts/text.tsx'
import { api, ofDataset } from '../../routing/addresses.ts'
import { draftOf, keepDraft, lineOf } from './draft.ts'
import { JudgedFrom } from './judged-from.tsx'
import { SaidAlready } from './said-already.tsx'
import { TryPanel } from './try-panel.tsx'
import { placesOf, saidOn } from './places.ts'

interface AddSentenceProps {
  readonly dataset: string
  readonly page: TextResponse
  readonly vocabulary: Vocabulary
  /** What it begins with; another one takes the place of what was written. */
  readonly begun: string
  /** The column that it will be about; without one, what it names so far. */
  readonly about?: string
  /** Told what is written. */
  readonly onText?: (text: string) => void
  /** By which a sentence is put into it from elsewhere. */
  readonly editor?: RefObject<EditorHandle | null>
}

/** What is said, where it is to stand, and what came of adding it. */
function useAdding({ dataset, page, vocabulary, begun, about: column, onText }: AddSentenceProps) {
  const [draft] = useState(() => draftOf(dataset, column, begun))
  const [sentence, setSentence] = useState(draft.sentence)
  const [offered, setOffered] = useState(begun)
  if (offered !== begun) {
    setOffered(begun)
    setSentence(begun)
  }
  useEffect(() => onText?.(sentence), [sentence, onText])
  const [why, setWhy] = useState(draft.why)
  const [place, setPlace] = useState(draft.place)
  useEffect(
    () => keepDraft(dataset, column, { begun, sentence, why, place }),
    [dataset, column, begun, sentence, why, place],
  )
  const [done, setDone] = useState<string | null>(null)
  const { busy, problem, run } = useSending()
  const places = useMemo(() => placesOf(page.text), [page])
  const below = lineOf(place, places) ?? places.at(-1)?.line ?? null
  const read = useMemo(
    () => (sentence.trim() === '' ? null : readSentence(sentence, vocabulary.grammar, vocabulary.columns)),
    [sentence, vocabulary],
  )
  const whole = read?.ok === true ? sentence.trim() : null
  const said = useMemo(() => saidOn(page.text, vocabulary.grammar), [page, vocabulary])
  const again = whole !== null && said(whole)
  const add = async () => {
    if (whole === null || read?.ok !== true || again) return
    const { canonical } = read.sentence
    const reason = why.trim() === '' ? null : why.trim()
    await run(async () => {
      await addOrPropose(dataset, page, { sentence: whole, canonical, why: reason, after: below })
      setDone(whole)
      setSentence('')
      setWhy('')
      setPlace(null)
      refresh(ofDataset(dataset))
    })
  }
  const about = useMemo(() => columnsMeant(sentence, vocabulary.grammar, vocabulary.columns), [sentence, vocabulary])
  const mistake = read?.ok === false ? read.mistake : null
  const setLine = (at: number) => setPlace(places.find(({ line }) => line === at) ?? null)
  const more = { why, setWhy, places, below, setLine }
  return { sentence, setSentence, more, whole, again, about, mistake, done, busy, problem, add }
}

/** Whoever may not save the page proposes: the server decides. */
async function addOrPropose(dataset: string, page: TextResponse, of: ToPlace): Promise<unknown> {
  const { sentence, after, why } = of
  if (!page.editable) return send('POST', api(dataset, '/proposals'), { sentence, after, why })
  const text = withSentence(page.text, page.file, of)
  if (text === null)
    throw new Problem(422, {
      message: 'This is no sentence on the page as it is now.',
      next: 'Write it into the text of the page.',
    })
  const message = `Add: ${sentence}`.slice(0, 500)
  return send('PUT', api(dataset, '/text'), { text, basedOn: page.version, message })
}

/** One sentence, tried while it is typed; then it is written into the page, or proposed to those who may. */
export function AddSentence(props: AddSentenceProps) {
  const { dataset, page, vocabulary } = props
  const adding = useAdding(props)
  const { whole, again, mistake, problem } = adding
  const about = props.about === undefined ? adding.about : [...new Set([props.about, ...adding.about])]
  const own = useRef<EditorHandle>(null)
  const editor = props.editor ?? own
  const id = useId()
  const submit = useRef(adding.add)
  useEffect(() => {
    submit.current = adding.add
  })
  const extensions = useMemo(
    () => [
      completions(vocabulary, wholeText),
      sentenceMistakes(vocabulary),
      oneLine('`column` must …', () => void submit.current()),
    ],
    [vocabulary],
  )
  return (
    <section className="add" aria-labelledby={id}>
      <h2 id={id}>New sentence</h2>
      <div className="add-parts">
        <div>
          <CodeEditor
            ref={editor}
            label="New sentence"
            text={adding.sentence}
            onText={adding.setSentence}
            extensions={extensions}
          />
          {mistake === null ? null : <Wrong of={mistake} write={(fix) => editor.current?.write(fix)} />}
          <SaidAlready page={page.text} about={about} vocabulary={vocabulary} />
          <More of={adding.more} />
          <div className="actions">
            <button
              type="button"
              className="button first"
              disabled={whole === null || again || adding.busy}
              onClick={() => void adding.add()}
            >
              {page.editable ? 'Add to the page' : 'Propose'}
            </button>
            {again ? (
              <p role="status" className="quiet">
                The page says this already.
              </p>
            ) : null}
            {adding.done === null || adding.sentence !== '' ? null : (
              <Done dataset={dataset} what={adding.done} editable={page.editable} />
            )}
          </div>
          {problem === null ? null : <Failed problem={problem} />}
        </div>
        <TryPanel dataset={dataset} sentence={whole} />
      </div>
    </section>
  )
}

interface DoneProps {
  readonly dataset: string
  readonly what: string
  readonly editable: boolean
}

/** What came of it, until the next one is begun. */
const Done = ({ dataset, what, editable }: DoneProps) => (
  <p role="status" className="quiet">
    {editable ? 'Added' : 'Proposed'}: <CodeText>{what}</CodeText>.{' '}
    {editable ? <JudgedFrom dataset={dataset} what="It" /> : 'It waits on the page for an editor.'}
  </p>
)

/** Why it matters, and where on the page it is to stand. */
function More({ of }: { readonly of: ReturnType<typeof useAdding>['more'] }) {
  const id = useId()
  return (
    <div className="add-more">
      <label htmlFor={`${id}why`}>Why it matters</label>
      <input id={`${id}why`} value={of.why} maxLength={2000} onChange={(event) => of.setWhy(event.target.value)} />
      {of.places.length > 1 ? (
        <>
          <label htmlFor={`${id}place`}>Below</label>
          <select id={`${id}place`} value={of.below ?? ''} onChange={(event) => of.setLine(Number(event.target.value))}>
            {of.places.map(({ heading, line }) => (
              <option key={line} value={line}>
                {heading}
              </option>
            ))}
          </select>
        </>
      ) : null}
    </div>
  )
}

interface WrongProps {
  readonly of: { readonly message: string; readonly fix?: string }
  readonly write: (sentence: string) => void
}

/** What is missing or wrong, in words, and what would mend it. */
function Wrong({ of, write }: WrongProps) {
  const { fix } = of
  return (
    <p className="quiet wrong-so-far">
      <CodeText>{of.message}</CodeText>{' '}
      {fix === undefined ? null : (
        <button type="button" className="plain" onClick={() => write(fix)}>
          Write: <CodeText>{fix}</CodeText>
        </button>
      )}
    </p>
  )
}
