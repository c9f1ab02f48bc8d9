import { shownCount, visible } from '@assay/core'
import type { ColumnFacts, Profile } from '../../suggest/contract.ts'
import { detailsOf, differenceInWords, kindInWords, lookedAt, presenceInWords, tableInWords } from '../profile-words.ts'
import { htmlDocument } from './document.ts'
import { histogramOf } from './histogram.ts'
import { codeText, html, none, type Html } from './html.ts'
import { textBarTable } from './text-bars.ts'

const MOST_FACTS = 50

/** The profile as one HTML file: each column with its picture, and what columns have to do with one another. */
export function renderProfileHtml(profile: Profile): string {
  const body = html`<header>
      <h1>What <code>${visible(profile.dataset)}</code> is like</h1>
      <p class="meta">${lookedAt(profile)}</p>
    </header>
    <main>
      ${profile.table === null ? none : tableSection(profile.table)}
      <section aria-labelledby="columns">
        <h2 class="title" id="columns">Columns</h2>
        ${profile.columns.map(columnItem)}
      </section>
    </main>`
  return htmlDocument(`Profile of ${visible(profile.dataset)}`, body)
}

function columnItem(of: ColumnFacts): Html {
  const words = [presenceInWords(of), differenceInWords(of)].filter((each) => each !== '').join(' · ')
  return html`<div class="item">
    <h3><code>${visible(of.name)}</code> ${kindInWords(of)}</h3>
    <p class="quiet">${words}</p>
    <div class="seen">
      <div class="rows">${facts(of)}</div>
      <figure>${picture(of)}</figure>
    </div>
  </div>`
}

function facts(of: ColumnFacts): Html {
  const rows = detailsOf(of).map(
    ([label, text]) =>
      html`<tr>
        <th scope="row">${label}</th>
        <td class="long">${text}</td>
      </tr>`,
  )
  return rows.length === 0
    ? none
    : html`<table class="evidence">
        <tbody>
          ${rows}
        </tbody>
      </table>`
}

function picture({ distribution }: ColumnFacts): Html {
  if (distribution === null) return none
  return distribution.kind === 'numbers' ? histogramOf(distribution) : textBarTable(distribution)
}

function tableSection(table: NonNullable<Profile['table']>): Html {
  const kinds = tableInWords(table)
  if (kinds.length === 0) return none
  return html`<section aria-labelledby="together">
    <h2 class="title" id="together">What columns have to do with one another</h2>
    ${kinds.map(
      ([title, lines]) =>
        html`<h3>${title}</h3>
          <table class="evidence">
            <tbody>
              ${lines.slice(0, MOST_FACTS).map(
                ([sentence, seen]) =>
                  html`<tr>
                    <td class="long">${codeText(sentence)}</td>
                    <td>${seen}</td>
                  </tr>`,
              )}
            </tbody>
          </table>
          ${
            lines.length > MOST_FACTS ? html`<p class="quiet">${shownCount(lines.length - MOST_FACTS)} more</p>` : none
          }`,
    )}
  </section>`
}
