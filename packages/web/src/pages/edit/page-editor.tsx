import { counted, readPage, readSentence } from '@assay/core'
import { useId, useMemo, useState } from 'react'
import { Problem, send } from '../../api/request.ts'
import { refresh } from '../../api/resource.ts'
import type { ConflictResponse, SavedTextResponse, TextResponse } from '../../contract.ts'
import { CodeEditor } from '../../editor/code-editor.tsx'
import { completions } from '../../editor/completions.ts'
import { pageMistakes } from '../../editor/page-mistakes.ts'
import { listItem } from '../../editor/spots.ts'
import type { Vocabulary } from '../../editor/vocabulary.ts'
import { useSending } from '../../parts/sending.ts'
import { useSettled } from '../../parts/settled.ts'
import { Failed } from '../../parts/states.tsx'
import { api, ofDataset } from '../../routing/addresses.ts'
import { Conflict } from './conflict.tsx'
import { JudgedFrom } from './judged-from.tsx'
import { TryPanel } from './try-panel.tsx'

interface PageEditorProps {
  readonly dataset: string
  readonly page: TextResponse
  readonly vocabulary: Vocabulary
}

/** What was edited, on which version, and what came of saving it. */
function useSaving({ dataset, page }: PageEditorProps) {
  const [based, setBased] = useState(page)
  const [text, setText] = useState(page.text)
  const [message, setMessage] = useState('')
  const [saved, setSaved] = useState<SavedTextResponse | null>(null)
  const [conflict, setConflict] = useState<ConflictResponse | null>(null)
  const { busy, problem, run } = useSending()
  const take = (next: TextResponse) => {
    setBased(next)
    setText(next.text)
    setConflict(null)
  }
  // what others save is shown at once where nothing was edited
  if (page.version > based.version && text === based.text) take(page)
  const save = (basedOn: number) =>
    run(async () => {
      try {
        const said = message.trim() === '' ? {} : { message: message.trim() }
        const done = await send<SavedTextResponse>('PUT', api(dataset, '/text'), { text, basedOn, ...said })
        setSaved(done)
        setMessage('')
        take({ ...page, text, version: done.version })
        refresh(ofDataset(dataset))
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 409) throw error
        setConflict(error.answer as ConflictResponse)
      }
    })
  return { based, text, setText, message, setMessage, saved, conflict, busy, problem, save, take }
}

/** The page as text. It is saved only over the version that was edited; another edit in between is shown beside one's own. */
export function PageEditor(props: PageEditorProps) {
  const { dataset, page, vocabulary } = props
  const editing = useSaving(props)
  const { text, conflict, problem, saved } = editing
  const [cursor, setCursor] = useState(0)
  const extensions = useMemo(
    () => (page.editable ? [completions(vocabulary, listItem), pageMistakes(page.file, vocabulary)] : []),
    [vocabulary, page.editable, page.file],
  )
  return (
    <>
      <p className="quiet">
        {page.file} · {page.editable ? KEPT[page.repository] : 'every version is kept'}
      </p>
      <div className="add-parts">
        <div>
          <CodeEditor
            label="The page"
            text={text}
            onText={editing.setText}
            onCursor={setCursor}
            readOnly={!page.editable}
            extensions={extensions}
          />
          {page.editable ? <Save of={editing} path={page.file} /> : <OnlyEditors />}
          {saved === null || text !== editing.based.text ? null : <Saved dataset={dataset} of={saved} />}
          {problem === null ? null : <Failed problem={problem} />}
          {conflict === null ? null : (
            <Conflict
              conflict={conflict}
              mine={text}
              onMine={() => void editing.save(conflict.version)}
              onTheirs={() => editing.take({ ...page, text: conflict.text, version: conflict.version })}
            />
          )}
        </div>
        <TryPanel dataset={dataset} sentence={sentenceAt(text, cursor, vocabulary)} />
      </div>
    </>
  )
}

function Save({ of, path }: { readonly of: ReturnType<typeof useSaving>; readonly path: string }) {
  const id = useId()
  const faults = useFaults(of.text, path)
  return (
    <form
      className="save"
      onSubmit={(event) => {
        event.preventDefault()
        void of.save(of.based.version)
      }}
    >
      <label htmlFor={id}>What changed, and why</label>
      <input id={id} value={of.message} maxLength={500} onChange={(event) => of.setMessage(event.target.value)} />
      <button type="submit" className="button first" disabled={of.busy || of.text === of.based.text}>
        {faults.length === 0 ? 'Save' : `Save with ${counted(faults.length, 'mistake')}`}
      </button>
      <Faults faults={faults} />
    </form>
  )
}

const KEPT: Readonly<Record<TextResponse['repository'], string>> = {
  commits: 'saving it makes a commit with your name',
  ignored: 'its repository ignores it, so saving makes no commit; every version is kept here, with your name',
  none: 'it lies in no repository; every version is kept here, with your name',
}

const OnlyEditors = () => (
  <p className="quiet">Only editors can save it. What you propose above waits on the page for their answer.</p>
)

function sentenceAt(text: string, cursor: number, { grammar }: Vocabulary): string | null {
  const sentence = listItem(text, Math.min(cursor, text.length))?.sentence.trim() ?? ''
  return sentence !== '' && readSentence(sentence, grammar).ok ? sentence : null
}

const FAULTS_AFTER_MS = 300

type Faulty = ReturnType<typeof useFaults>

/** The mistakes that the page would have; it can be saved all the same, and the button says so. */
function useFaults(text: string, path: string) {
  const settled = useSettled(text, FAULTS_AFTER_MS)
  return useMemo(
    () => readPage(settled, path).diagnostics.filter(({ severity }) => severity === 'error'),
    [settled, path],
  )
}

function Faults({ faults }: { readonly faults: Faulty }) {
  const [first] = faults
  if (first === undefined) return null
  const more = faults.length > 1 ? ` (and ${String(faults.length - 1)} more)` : ''
  return (
    <p className="quiet" role="status">
      Line {first.line}: {first.message}
      {more}
    </p>
  )
}

function Saved({ dataset, of }: { readonly dataset: string; readonly of: SavedTextResponse }) {
  const commit = of.commit === null ? '' : `, commit ${of.commit.slice(0, 8)}`
  return (
    <p role="status" className="quiet">
      Saved as version {of.version}
      {commit}. {of.notCommitted === null ? '' : `No commit was made: ${of.notCommitted}. `}
      <JudgedFrom dataset={dataset} what="What is new" />
    </p>
  )
}
