/** A piece of a sentence. `at` and `end` are offsets in the sentence, `end` exclusive. */
export interface Token {
  readonly kind: 'word' | 'column' | 'text' | 'number' | 'pattern' | 'junk'
  /** As it is written. */
  readonly text: string
  /** What it means: the name, the text, the decimal digits of a number, the pattern with its flags. */
  readonly value: string
  readonly at: number
  readonly end: number
}

const OPEN_QUOTES = '"“„'
const CLOSING = { '"': '"', '“': '”', '„': '“”' } as const
const ESCAPES: { readonly [c: string]: string } = { n: '\n', t: '\t', r: '\r' }

const NUMBER =
  /^[-+−]?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:e[-+]?\d+)?(?![\w:-]|\.\w|\/\d)|^[-+−]?\.\d+(?!\w)/iu
const WORD = /^[^\s,()"“”„`;<>=≥≤≠]+/u

/** Cuts a sentence into tokens. Never fails: what cannot be read (an unclosed quote) is one `junk` token. */
export function tokens(sentence: string): readonly Token[] {
  const found: Token[] = []
  let at = 0
  while (at < sentence.length) {
    const blank = /^\s+/u.exec(sentence.slice(at))
    if (blank) {
      at += blank[0].length
      continue
    }
    const token = next(sentence, at)
    found.push(token)
    at = token.end
  }
  const last = found.at(-1)
  return last?.kind === 'word' && last.text === '.' ? found.slice(0, -1) : found
}

function next(sentence: string, at: number): Token {
  const rest = sentence.slice(at)
  const first = rest.charAt(0)
  const token = (kind: Token['kind'], length: number, value: string): Token => ({
    kind,
    text: rest.slice(0, length),
    value,
    at,
    end: at + length,
  })
  if (first === '`') return column(rest, token)
  if (OPEN_QUOTES.includes(first)) return quoted(rest, first as keyof typeof CLOSING, token)
  const pattern = first === '/' ? /^\/((?:[^/\\]|\\.)+)\/([a-z]*)(?=[\s,).;]|$)/u.exec(rest) : null
  if (pattern)
    return token('pattern', pattern[0].length, `${(pattern[1] ?? '').replaceAll('\\/', '/')}/${pattern[2] ?? ''}`)
  const counted = /^(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten)(?=-(?:digit|letter|character)s?\b)/iu.exec(
    rest,
  )
  if (counted) return token(/^\d/.test(rest) ? 'number' : 'word', counted[0].length, counted[0])
  // "$3 million": what the number counts is no matter of the number
  const money = /^[$€£](?=\d)/u.exec(rest)
  const digits = NUMBER.exec(money ? rest.slice(1) : rest)
  if (digits && money) return token('number', digits[0].length + 1, digits[0].replaceAll(',', ''))
  if (digits)
    return token('number', digits[0].length, digits[0].replaceAll(',', '').replace('−', '-').replace(/^\+/, ''))
  const sign = /^(?:>=|<=|==|!=|<>|[<>=≥≤≠])/u.exec(rest)
  if (sign) return token('word', sign[0].length, sign[0])
  const word = WORD.exec(rest)
  if (!word) return token('word', 1, first)
  // a percent sign is a word of its own; full stops and colons at the end belong to the prose
  const text = word[0].startsWith('%') ? '%' : word[0].replace(/(?<=.)[.:!?]+$/u, '')
  return token('word', text.length, text)
}

type Make = (kind: Token['kind'], length: number, value: string) => Token

function column(rest: string, token: Make): Token {
  const fence = /^`+/.exec(rest)?.[0] ?? '`'
  const end = rest.indexOf(fence, fence.length)
  if (end < 0) return token('junk', rest.length, rest)
  const inside = rest.slice(fence.length, end)
  // as in Markdown: one blank on each side keeps a backtick at an end apart from the fence
  const name =
    fence.length > 1 && inside.length > 2 && inside.startsWith(' ') && inside.endsWith(' ')
      ? inside.slice(1, -1)
      : inside
  return token('column', end + fence.length, unescape(name))
}

function quoted(rest: string, open: keyof typeof CLOSING, token: Make): Token {
  let value = ''
  for (let i = 1; i < rest.length; i++) {
    const c = rest.charAt(i)
    if (c === '\\' && i + 1 < rest.length) {
      const escaped = rest.charAt(++i)
      value += ESCAPES[escaped] ?? escaped
    } else if (CLOSING[open].includes(c)) return token('text', i + 1, value)
    else value += c
  }
  return token('junk', rest.length, rest)
}

const unescape = (name: string): string => name.replace(/\\([ntr\\])/g, (_, c: string) => ESCAPES[c] ?? c)

/** A name in backticks, so that reading it gives the same name again. */
export function quoteColumn(name: string): string {
  const escaped = name
    .replaceAll(/\\(?=[ntr\\])/g, '\\\\')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
  const runs = [...escaped.matchAll(/`+/g)].map((run) => run[0].length)
  if (runs.length === 0) return `\`${escaped}\``
  let fence = 2
  while (runs.includes(fence)) fence++
  const ticks = '`'.repeat(fence)
  const padded = /^`|`$/.test(escaped) || (escaped.startsWith(' ') && escaped.endsWith(' '))
  return padded ? `${ticks} ${escaped} ${ticks}` : `${ticks}${escaped}${ticks}`
}

/** A text in double quotes, so that reading it gives the same text again. */
export function quoteText(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .replaceAll('\r', '\\r')
  return `"${escaped}"`
}
