import { tokenStyle } from '@assay/core'

/** The style sheet of the report: paper, not a cockpit. Red means broken and nothing else; what holds is quiet. */
export const STYLE = `
${tokenStyle()}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; padding: 40px 40px 80px; max-width: 1240px; background: var(--paper); color: var(--ink);
  font: var(--type-text)/1.5 var(--font-text);
  overflow-wrap: anywhere; }
h1, h2, h3, h4, p, ul, ol, figure { margin: 0; padding: 0; }
h1 { font-size: var(--type-first); line-height: 1.25; letter-spacing: -.01em; }
h2.title { font-size: var(--type-title); line-height: 1.25; letter-spacing: -.01em; }
h3 { font-size: var(--type-heading); margin: var(--space-5) 0 8px; }
h4 { font-size: var(--type-text); margin: 24px 0 4px; }
a { color: var(--link); text-underline-offset: 2px; }
code { font: .9em var(--font-code); background: var(--code);
  border-radius: 4px; padding: .12em .35em; white-space: pre-wrap; box-decoration-break: clone;
  -webkit-box-decoration-break: clone; }
.quiet, .meta, .beside, figcaption { color: var(--quiet); font-size: var(--type-small); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wrong { color: var(--red); font-weight: 600; }

.glyph { width: 12px; height: 12px; flex: none; vertical-align: -1px; overflow: visible; }
.glyph.broken { fill: var(--red-fill); } .glyph.warning { fill: var(--amber-fill); } .glyph.holds { fill: var(--green-fill); }
.glyph.unchecked { fill: none; stroke: var(--grey-fill); stroke-width: 1.6; stroke-dasharray: 2.6 2.2; }
.glyph.idle { fill: none; stroke: var(--grey-fill); stroke-width: 1.3; }

.tally { display: flex; flex-wrap: wrap; gap: 2px 18px; margin-top: var(--space-2); font-size: var(--type-fine); align-items: baseline; }
.index { list-style: none; margin-top: 28px; border-top: 1px solid var(--line); }
.index li { display: grid; grid-template-columns: 24px minmax(0, 2fr) minmax(0, 1fr) 110px minmax(0, 4fr); gap: 0 16px;
  align-items: baseline; padding: 12px 0; border-bottom: 1px solid var(--line); }
.index a { color: inherit; font-weight: 600; text-decoration-color: var(--line); }

section { margin-top: var(--space-6); }
main > section:first-child { margin-top: 48px; }
.meta { margin-top: var(--space-1); }
.outcome { margin-top: 10px; font-weight: 600; } .outcome .glyph { margin-right: 6px; }
.prose { max-width: 660px; margin: var(--space-4) 0 0; line-height: 1.55; }
.prose p + p, .prose ul, .prose ol, .prose pre, .prose blockquote { margin-top: 10px; }
.prose ul, .prose ol { padding-left: 22px; } .prose blockquote { margin-left: 0; padding-left: 14px; border-left: 2px solid var(--line); }
.prose pre { overflow-x: auto; background: var(--code); border-radius: 4px; padding: 10px 12px; } .prose pre code { padding: 0; }

.item { padding: 15px 0 var(--space-3); border-bottom: 1px solid var(--line); }
section .line { display: grid; grid-template-columns: 22px minmax(0, 1fr) 240px 190px; gap: 0 14px; align-items: start; }
section .line > .glyph { margin-top: 5px; justify-self: center; }
.margin { text-align: right; } .unjudged { grid-column: 2; color: var(--quiet); font-size: var(--type-small); margin-top: 2px; }
.value { display: block; font-weight: 700; font-variant-numeric: tabular-nums; line-height: 1.4; }
.beside { display: block; line-height: 1.4; }
.item.broken .value, .number.broken { color: var(--red); } .item.warning .value, .number.warning { color: var(--amber); }
.item.unchecked .value, .item.idle .value { color: var(--quiet); }
.item.holds .value { font-weight: 600; }
.broken.number, .warning.number { font-weight: 600; }

.scale { width: 100%; max-width: 190px; height: 32px; display: block; overflow: visible; }
.scale .band, .history .band { fill: var(--band); } .axis { stroke: var(--grey-fill); stroke-width: 1; opacity: .7; }
.history { width: 100%; max-width: 190px; height: 36px; display: block; overflow: visible; }
.history .course { fill: none; stroke: var(--quiet); stroke-width: 1.3; stroke-linejoin: round; }
.strip { display: block; max-width: 100%; height: auto; margin-top: 12px; } .deliveries .quiet { display: block; margin-top: 4px; }
.box.holds { fill: var(--bar); } .box.broken { fill: var(--red-fill); } .box.cap { fill: var(--amber-fill); }
.box.now { stroke: var(--ink); stroke-width: 1.5; }
.box.dashed, .box.hollow { fill: none; stroke: var(--grey-fill); } .box.dashed { stroke-dasharray: 2.6 2.2; }
.mark.idle { fill: var(--paper); stroke: var(--grey-fill); }
.mark.broken { fill: var(--red-fill); } .mark.warning { fill: var(--amber-fill); } .mark.holds { fill: var(--green-fill); }
.label { font-size: var(--type-label); fill: var(--quiet); }
.limit { stroke: var(--ink); stroke-width: 1.3; stroke-dasharray: 3 3; } .limit-label { font-size: var(--type-label); fill: var(--ink); }
.good { fill: var(--bar); } rect.wrong { fill: var(--red-fill); }
.item.warning .wrong { color: var(--amber); } .item.warning rect.wrong { fill: var(--amber-fill); }

.why { margin: 12px 0 6px 36px; padding: 2px 0 2px 20px; border-left: 3px solid var(--grey-fill); font-size: var(--type-fine); }
.item.broken .why { border-color: var(--red-fill); } .item.warning .why { border-color: var(--amber-fill); }
.why > * + * { margin-top: 12px; }
.seen { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 16px 40px; align-items: start; }
.seen .rows:only-child { grid-column: 1 / -1; }
.common { font-weight: 600; color: var(--quiet); } .common strong { color: var(--ink); }
.scrolls { overflow-x: auto; margin-top: var(--space-2); } .scrolls:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; font-size: var(--type-small); }
.evidence { min-width: min(100%, 420px); }
.evidence th, .evidence td, .groups th, .groups td { text-align: left; vertical-align: top; padding: 3px 18px 3px 0;
  border-bottom: 1px solid var(--line); overflow-wrap: normal; }
.evidence td { white-space: pre; } .evidence td.long { white-space: pre-wrap; overflow-wrap: anywhere; } .evidence td.long { min-width: 200px; max-width: 420px; }
.evidence td, .groups td { unicode-bidi: isolate; }
.evidence thead th, .groups thead th { font-weight: 400; color: var(--quiet); } .evidence thead th.wrong { color: var(--red); } .item.warning .evidence thead th.wrong { color: var(--amber); }
.evidence .number, .groups .number { text-align: right; }
.groups td:first-child, .groups th:first-child { min-width: 0; }
tfoot td { color: var(--quiet); }
td i { color: var(--quiet); font-weight: 400; }
td.wrong i { color: inherit; }
.next { margin-top: 10px; font-size: var(--type-small); }
.notes p + p { margin-top: 2px; }
.after { font-weight: 600; }
.mend { margin: var(--space-2) 0; } .mend > * + * { margin-top: 6px; } .mend .says { font-weight: 600; }
.mend td, .mend th { padding: 2px 18px 2px 0; text-align: left; font-weight: 400; } .mend th { color: var(--quiet); }
.place { white-space: nowrap; margin-left: 8px; }
figure { min-width: 0; } .histogram { width: 100%; height: auto; display: block; margin-top: var(--space-2); overflow: visible; }
.bars { width: 100%; margin-top: var(--space-2); } .bars th, .bars td { padding: 3px 10px 3px 0; text-align: left; font-weight: 400; }
.bars th { max-width: 180px; white-space: pre-wrap; } .bars th.wrong { font-weight: 600; } .bars td.number { text-align: right; padding-right: 0; }
.bar { width: 100%; min-width: 60px; height: 10px; display: block; }

summary { cursor: pointer; border-radius: 3px; }
summary:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
summary.line { list-style: none; } summary.line::-webkit-details-marker { display: none; }
summary .sentence::after { content: "\\203a"; color: var(--quiet); display: inline-block; margin-left: 8px; padding: 0 2px; }
summary:hover .sentence::after { color: var(--ink); } details[open] .sentence::after { transform: rotate(90deg); }
details.item.holds .why, details.item.idle .why, details.item.unchecked .why { border-color: var(--line); } .more > summary { color: var(--quiet); width: fit-content; } footer > details { font-size: var(--type-small); } footer > details > summary { width: fit-content; color: var(--quiet); }
.fix { display: block; margin-top: 2px; font-weight: 600; }
footer { margin-top: var(--space-4); } footer > * + * { margin-top: 12px; }
.diagnostics { list-style: none; font-size: var(--type-fine); } .diagnostics li { display: flex; gap: 10px; padding: 4px 0; }
.diagnostics .glyph { margin-top: 5px; } .unreadable { font-weight: 600; font-size: var(--type-fine); }
.fingerprint { font-family: var(--font-code); }

@media screen and (max-width: 820px) {
  body { padding: 24px 16px 60px; }
  h1 { font-size: 23px; } h2.title { font-size: 21px; }
  section .line { grid-template-columns: 22px minmax(0, 1fr) 150px; gap: 4px 10px; }
  .scale .label { font-size: 12px; } .histogram text { font-size: 14px; }
  .sentence, .unjudged { grid-column: 2 / -1; }
  .margin { grid-column: 2; text-align: left; } .picture { grid-column: 3; padding-top: 4px; }
  .why { margin-left: 5px; padding-left: 14px; }
  .seen { grid-template-columns: minmax(0, 1fr); } .evidence td { white-space: pre-wrap; }
  .index li { grid-template-columns: 24px minmax(0, 1fr) auto; gap: 0 8px; }
  .index li > span { grid-column: 2 / -1; text-align: left; } .index li > span.number { grid-column: 3; grid-row: 1; }
}
@media print {
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  body { padding: 0; max-width: none; font-size: 11pt; }
  section + section { break-before: page; margin-top: 0; } h2, h3, h4, .line, .common, .reason { break-after: avoid; }
  tr, figure, .line, .notes { break-inside: avoid; } .seen { grid-template-columns: minmax(0, 1fr); } figure { max-width: 400px; }
  .index li { grid-template-columns: 24px minmax(0, 2fr) minmax(0, 1fr) 90px minmax(0, 3fr); }
  .scrolls { overflow: visible; } .evidence :is(th, td), .groups :is(th, td) { overflow-wrap: anywhere; padding-right: 10px; }
  .evidence td { white-space: pre-wrap; } .evidence td.long { min-width: 0; } summary .sentence::after { content: none; } footer > details:not([open]) { display: none; }
  .item.warning::details-content, .more::details-content { content-visibility: visible; }
  section .line { grid-template-columns: 22px minmax(0, 1fr) 170px 150px; }
}
`
