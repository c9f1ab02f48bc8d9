import { codeText, html, none, type Html } from '../report/html/html.ts'
import { clipped, demanded, whenText, whereText, type AlarmSentence, type Message } from './message.ts'

/** Mail programs know no style sheets worth the name: styles stand on the elements. */
const INK = '#1c1c1a'
const QUIET = '#6b6b66'
const RED = '#b5361c'
const AMBER = '#8a5a00'
const GREEN = '#3f6f5f'

const colourOf = (of: Message): string => (of.event === 'closed' ? GREEN : of.severity === 'must' ? RED : AMBER)

/** A message as HTML. `pictures` are the ids of the attached pictures, one for each sentence; null where there is none. */
export function emailHtml(of: Message, pictures: readonly (string | null)[]): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${of.headline}</title>
      </head>
      <body style="margin:0;padding:24px;background:#fbfaf8;color:${INK};font:15px/1.5 Helvetica,Arial,sans-serif">
        <div style="max-width:640px">
          <h1 style="margin:0 0 4px;font-size:20px;line-height:1.3;color:${colourOf(of)}">${of.headline}</h1>
          <p style="margin:0 0 20px;color:${QUIET};font-size:13px">${whereText(of)}</p>
          ${of.sentences.map((each, i) => sentence(each, pictures[i] ?? null, colourOf(of)))}
          ${of.more > 0 ? paragraph(`and ${String(of.more)} more`) : none}
          ${of.common === null ? none : html`<p style="margin:16px 0 8px"><strong>${clipped(of.common)}</strong></p>`}
          ${of.rows === null ? none : table(of.rows)} ${of.cure === null ? none : paragraph(clipped(of.cure))}
          ${of.note === null ? none : paragraph(clipped(of.note))}
          ${of.links.map((each) => html`<p style="margin:8px 0"><a href="${each.url}" style="color:#1d4f7c">${each.label}</a></p>`)}
          <p style="margin:24px 0 0;color:${QUIET};font-size:12px">${of.alarm} · ${whenText(of.at)}</p>
        </div>
      </body>
    </html>`.markup
}

const paragraph = (text: string): Html => html`<p style="margin:8px 0">${text}</p>`

function sentence(of: AlarmSentence, picture: string | null, colour: string): Html {
  const number =
    of.shown === ''
      ? html`${clipped(of.reason)}`
      : html`<strong style="color:${colour}">${of.shown}</strong>, ${demanded(of.bound)}
          <span style="color:${QUIET}">${clipped(of.reason)}</span>`
  return html`<div style="margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid ${colour}">
    <p style="margin:0">${codeText(clipped(of.sentence))}</p>
    <p style="margin:4px 0">${number}</p>
    ${picture === null ? none : html`<img src="cid:${picture}" alt="its number over the deliveries" width="240" height="48" style="display:block" />`}
    ${of.why === null ? none : html`<p style="margin:4px 0">Why it matters: ${clipped(of.why)}</p>`}
  </div>`
}

function table(of: NonNullable<Message['rows']>): Html {
  const cell = 'padding:4px 12px 4px 0;border-bottom:1px solid #e2e0da;text-align:left;font-size:13px'
  return html`<table style="border-collapse:collapse;margin:0 0 16px">
    <tr>
      ${of.columns.map((each) => html`<th style="${cell};color:${QUIET};font-weight:normal">${clipped(each, 40)}</th>`)}
    </tr>
    ${of.cells.map(
      (row) =>
        html`<tr>
          ${row.map((each) => html`<td style="${cell}">${clipped(each, 60)}</td>`)}
        </tr>`,
    )}
  </table>`
}
