import { visible } from '@assay/core'
import { Fragment } from 'react'
import { Glyph } from '../../charts/glyph.tsx'
import type { PageResponse, PageResult } from '../../contract.ts'
import { placeOf } from '../../parts/place.ts'
import { Prose } from '../../parts/prose.tsx'
import { CodeText } from '../../parts/text.tsx'
import { Sentence } from './sentence.tsx'
import { Waiting } from './waiting.tsx'

interface DocumentProps {
  readonly page: PageResponse
  readonly result: PageResult
  readonly editor: boolean
}

type Block = PageResult['document'][number]

/** Prose, headings and sentences in their order. What the document does not place stands below it. */
export function Document({ page, result, editor }: DocumentProps) {
  const placed = new Set(result.document.flatMap((block) => (block.kind === 'sentence' ? [block.verdict] : [])))
  const sentence = (at: number) => {
    const verdict = result.verdicts[at]
    return verdict === undefined ? null : (
      <Fragment key={`verdict ${String(at)}`}>
        <Sentence {...{ page, result, verdict, editor }} />
        <Waiting page={page} after={verdict.canonical} />
      </Fragment>
    )
  }
  return (
    <div className="document">
      <Waiting page={page} after={null} />
      {result.document.map((block, i) =>
        block.kind === 'sentence' ? sentence(block.verdict) : <Other key={i} block={block} result={result} />,
      )}
      {result.verdicts.map((_, at) => (placed.has(at) ? null : sentence(at)))}
      <Diagnostics result={result} />
    </div>
  )
}

function Other({
  block,
  result,
}: {
  readonly block: Exclude<Block, { kind: 'sentence' }>
  readonly result: PageResult
}) {
  switch (block.kind) {
    case 'heading':
      if (block.level === 1 && block.text === result.title) return null
      return block.level <= 2 ? (
        <h2>
          <CodeText>{block.text}</CodeText>
        </h2>
      ) : (
        <h3>
          <CodeText>{block.text}</CodeText>
        </h3>
      )
    case 'prose':
      return <Prose markdown={block.markdown} />
    case 'mistake':
      return <MistakeLine block={block} result={result} />
  }
}

/** A list item that is no sentence, with what was expected and what to write instead. */
function MistakeLine({
  block,
  result,
}: {
  readonly block: Extract<Block, { kind: 'mistake' }>
  readonly result: PageResult
}) {
  return (
    <div className="item unchecked mistake" tabIndex={-1}>
      <div className="line">
        <Glyph state="unchecked" />
        <span className="sentence">
          <CodeText>{block.text}</CodeText>
        </span>
        <span className="margin">
          <span className="value">not a sentence</span> <span className="beside">line {block.line}</span>
        </span>
        <span className="picture" />
      </div>
      <div className="why">
        {result.diagnostics
          .filter(({ line }) => line === block.line)
          .map((each, i) => (
            <Said key={i} of={each} />
          ))}
      </div>
    </div>
  )
}

function Said({ of }: { readonly of: PageResult['diagnostics'][number] }) {
  return (
    <p>
      <CodeText>{of.message}</CodeText>
      {of.fix === undefined ? null : (
        <span className="fix">
          Write: <CodeText>{of.fix}</CodeText>
        </span>
      )}
    </p>
  )
}

const STATE_OF = { error: 'unchecked', warning: 'warning', note: 'idle' } as const

/** What else is to be said about the page or how its files were read. */
function Diagnostics({ result }: { readonly result: PageResult }) {
  const mistakes = new Set(result.document.flatMap((block) => (block.kind === 'mistake' ? [block.line] : [])))
  const others = result.diagnostics.filter(({ line }) => !mistakes.has(line))
  if (others.length === 0) return null
  return (
    <ul className="diagnostics">
      {others.map((each, i) => (
        <li key={i}>
          <Glyph state={STATE_OF[each.severity]} name={each.severity} />
          <div>
            <Said of={each} />
            <p className="quiet">{visible(placeOf(result.page, each.line))}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
