import picocolors from 'picocolors'

const { bold, dim, red, green, yellow } = picocolors

const DAYS = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: 'short', timeZone: 'UTC' })
const TIMES = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' })
export const dayOf = (time) => DAYS.format(new Date(time))

export function paragraph(say, lines) {
  for (const line of lines) say(line)
  say('')
}

/** One thing that happens: when and what, what is typed, and what is answered. */
export function stepLines(say, at, what, command, answers) {
  say(`${dayOf(at)} ${TIMES.format(new Date(at))}  ${bold(what)}`)
  say(dim(`  $ ${command}`))
  for (const line of answers) say(`  ${line}`)
}

const PAINT = { opened: red, updated: yellow, closed: green }
const BARS = '▁▂▃▄▅▆▇█'
const WIDTH = 100

/** An alarm from the JSON that arrived: all of it while it lasts, one line when it is over. */
export function alarmLines(message) {
  const paint = PAINT[message.event] ?? String
  const { headline, sentences, more, common, rows, cure, note } = message
  const left = more + sentences.length - MOST
  const told = [
    ...sentences.slice(0, MOST).flatMap(sentenceLines),
    ...(left > 0 ? [`and ${left} more`] : []),
    ...(common === null ? [] : [common]),
    ...(rows === null ? [] : rowLines(rows)),
    ...(cure === null ? [] : [cure]),
  ]
  const lines = [headline, ...(message.event === 'closed' ? [] : told), ...(note === null ? [] : [note])]
  return [
    `  ${paint('┌')} ${dim(`POST /alarms, ${message.event}; the signature is genuine`)}`,
    ...lines.flatMap((line, i) => wrapped(line).map((part) => `  ${paint('│')} ${i === 0 ? paint(part) : part}`)),
  ]
}

const MOST = 2

const sentenceLines = ({ sentence, reason, why, history }) => [
  `- ${sentence}`,
  `  ${reason}`,
  ...(spark(history) === '' ? [] : [`  ${spark(history)}`]),
  ...(why === null ? [] : [`  Why: ${why}`]),
]

/** The number over the deliveries, as bars. */
function spark(history) {
  const known = history.filter((each) => each !== null)
  if (known.length < 2) return ''
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const bar = (n) => BARS[high === low ? 4 : Math.round(((n - low) / (high - low)) * (BARS.length - 1))]
  return history.map((each) => (each === null ? ' ' : bar(each))).join('')
}

const rowLines = ({ columns, cells }) =>
  [columns, ...cells.slice(0, 3)].map((row) =>
    row
      .map((cell, i) => String(cell).padEnd(i === 0 ? 6 : 18))
      .join('')
      .trimEnd(),
  )

/** In lines that fit a window; what follows the first is indented as that is. */
function wrapped(line) {
  if (line.length <= WIDTH) return [line]
  const indent = ' '.repeat(/^[- ]*/.exec(line)[0].length)
  const cut = line.lastIndexOf(' ', WIDTH)
  if (cut <= indent.length) return [line]
  return [line.slice(0, cut), ...wrapped(`${indent}${line.slice(cut + 1)}`)]
}
