import { clipped, numberLine, tableLines, whereText, type AlarmSentence, type Message } from './message.ts'

/**
 * A message in Slack's Block Kit. Limits as documented there: a header of 150 characters of plain text, a section of 3,000,
 * 25 buttons a row, a button of 75, 50 blocks, a fallback text of 4,000.
 */
const HEADER = 150
const SECTION = 3000
const FALLBACK = 4000
const SENTENCES = 10

export interface SlackMessage {
  readonly text: string
  readonly blocks: readonly SlackBlock[]
}
export type SlackBlock = { readonly type: string; readonly [key: string]: unknown }

const SIGN = { opened: '🔴', updated: '🔴', closed: '🟢', digest: '🟡' } as const
const signOf = (of: Message): string =>
  of.severity === 'should' && of.event !== 'closed' ? SIGN.digest : SIGN[of.event]

/** Slack reads `&`, `<` and `>` as its own signs; everything else of `mrkdwn` is defused by a zero-width space. */
const slackText = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/([*_~`])/g, '$1\u200b')

/** What stands in backticks is code in Slack too. */
const sentenceText = (sentence: string): string =>
  sentence
    .split(/(`[^`]+`)/)
    .map((part) =>
      /^`[^`]+`$/.test(part) ? `\`${slackText(part.slice(1, -1)).replaceAll('\u200b', '')}\`` : slackText(part),
    )
    .join('')

const section = (text: string): SlackBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: text.length > SECTION ? `${text.slice(0, SECTION - 1)}…` : text },
})
const context = (text: string): SlackBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: clipped(text, SECTION) }],
})

export function slackMessage(of: Message, key: string): SlackMessage {
  const headline = `${signOf(of)} ${of.headline}`
  return {
    text: clipped(slackText(headline), FALLBACK),
    blocks: [
      { type: 'header', text: { type: 'plain_text', text: clipped(headline, HEADER), emoji: true } },
      context(slackText(whereText(of))),
      ...of.sentences.slice(0, SENTENCES).map(sentenceBlock),
      ...moreBlock(of),
      ...(of.common === null ? [] : [section(`*${slackText(clipped(of.common))}*`)]),
      ...(of.rows === null ? [] : [rowsBlock(of.rows)]),
      ...(of.cure === null ? [] : [section(slackText(clipped(of.cure)))]),
      ...(of.note === null ? [] : [section(slackText(clipped(of.note)))]),
      ...linksBlock(of),
      context(slackText(key)),
    ],
  }
}

function moreBlock(of: Message): readonly SlackBlock[] {
  const more = of.more + Math.max(0, of.sentences.length - SENTENCES)
  return more === 0 ? [] : [section(`and ${String(more)} more`)]
}

function sentenceBlock(of: AlarmSentence): SlackBlock {
  const lines = [
    sentenceText(clipped(of.sentence)),
    slackText(clipped(numberLine(of))),
    ...(of.shown === '' ? [] : [slackText(clipped(of.reason))]),
    ...(of.why === null ? [] : [`_Why it matters:_ ${slackText(clipped(of.why))}`]),
  ]
  return section(lines.join('\n'))
}

/** A table in a block of code; its own backticks would end it. */
function rowsBlock(rows: NonNullable<Message['rows']>): SlackBlock {
  const lines = tableLines(rows).map((line) => slackText(line.replaceAll('`', "'")).replaceAll('\u200b', ''))
  const kept = lines.filter((_, i) => lines.slice(0, i + 1).join('\n').length < SECTION - 10)
  return section(`\`\`\`\n${kept.join('\n')}\n\`\`\``)
}

function linksBlock(of: Message): readonly SlackBlock[] {
  const elements = of.links.slice(0, 5).map((each) => ({
    type: 'button',
    text: { type: 'plain_text', text: clipped(each.label, 75) },
    url: each.url,
  }))
  return elements.length === 0 ? [] : [{ type: 'actions', elements }]
}
