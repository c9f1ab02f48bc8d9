const special = /[*?[{]/

/** Whether a source is a pattern. A path that exists as it is written is never one; the caller looks for it first. */
export const isGlob = (source: string): boolean => special.test(source)

/** The leading folders of a pattern that hold no pattern themselves: `data/2024/*.csv` → `data/2024`. */
export function globRoot(pattern: string): string {
  const parts = pattern.split('/')
  const first = parts.findIndex((part) => special.test(part))
  const fixed = parts.slice(0, first < 0 ? parts.length - 1 : first).join('/')
  return fixed === '' ? (pattern.startsWith('/') ? '/' : '.') : fixed
}

/** `*`, `?`, `[a-z]`, `[!a-z]`, `{a,b}` within a name, `**` across folders. What is hidden must be written: a leading dot, for `**` also `_`. */
export function globToRegExp(pattern: string): RegExp {
  return new RegExp(`^${expandBraces(pattern).map(translate).join('|^')}$`.replaceAll('|^', '$|^'), 'u')
}

function expandBraces(pattern: string): string[] {
  const open = pattern.indexOf('{')
  const close = matchingBrace(pattern, open)
  if (open < 0 || close < 0) return [pattern]
  const before = pattern.slice(0, open)
  const after = pattern.slice(close + 1)
  return choices(pattern.slice(open + 1, close)).flatMap((choice) => expandBraces(before + choice + after))
}

function matchingBrace(pattern: string, open: number): number {
  let depth = 0
  for (let i = open; open >= 0 && i < pattern.length; i++) {
    if (pattern[i] === '{') depth++
    if (pattern[i] === '}' && --depth === 0) return i
  }
  return -1
}

function choices(inside: string): string[] {
  const found = ['']
  let depth = 0
  for (const char of inside) {
    if (char === '{') depth++
    if (char === '}') depth--
    if (char === ',' && depth === 0) found.push('')
    else found[found.length - 1] += char
  }
  return found
}

function translate(pattern: string): string {
  return pattern
    .split('/')
    .map((part, i, all) => {
      const last = i === all.length - 1
      if (part === '**') return last ? '(?:(?![._])[^/]+/)*(?![._])[^/]+' : '(?:(?![._])[^/]+/)*'
      return translatePart(part) + (last ? '' : '/')
    })
    .join('')
}

function translatePart(part: string): string {
  const body = part.replace(/\[(!|\^)?([^\]]+)\]|\*+|\?|[\s\S]/gu, (token, not: string | undefined, set?: string) => {
    if (set !== undefined) return `[${not ? '^/' : ''}${set.replace(/[\\\]^[&|~]/g, '\\$&')}]`
    if (token.startsWith('*')) return '[^/]*'
    if (token === '?') return '[^/]'
    return token.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  })
  return /^[*?[]/.test(part) ? `(?!\\.)${body}` : body
}
