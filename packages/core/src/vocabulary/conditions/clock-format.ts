import { strict } from '../expression.ts'
import { condition } from '../word.ts'
import { subject } from './subject.ts'

/** RE2 of what a part of a written time of day takes. */
const SHAPE: { readonly [part: string]: string } = {
  HH: '(?:[01][0-9]|2[0-3])',
  H: '(?:1[0-9]|2[0-3]|0?[0-9])',
  mm: '[0-5][0-9]',
  ss: '[0-5][0-9]',
  SSS: '[0-9]{3}',
}

const shape = (format: string): string =>
  (format.match(/HH?|mm|ss|SSS|./gsu) ?? [])
    .map((part) => SHAPE[part] ?? part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('')

export const timeWrittenAs = condition({
  about: 'is a time of day from 00:00 to 23:59, written exactly so',
  subject: 'each',
  negatable: true,
  phrases: [{ say: 'be a time written as {formats:formats}' }],
  also: [{ say: 'be a time (in the format|in the form|of the form|formatted as|in format) {formats:formats}' }],
  examples: [
    [
      '`opens` must be a time written as HH:mm',
      'Every present value of `opens` is a time of day written as HH:mm; missing values are not counted',
    ],
  ],
  reading: (a, say) => `is a time of day written as ${say.list(a.formats, 'or')}`,
  lint: (a) => {
    const odd = a.formats.find((each) => !/^(?:HH?|mm|ss|SSS|[^A-Za-z])+$/u.test(each))
    return odd === undefined ? null : `“${odd}” is not how a time of day is written; its parts are HH H mm ss SSS`
  },
  test: (of, a, c) => {
    const x = c.as(c.value(subject(of)), 'text')
    return strict([x], c.d.matchesWhole(x.sql, a.formats.map((each) => `(?:${shape(each)})`).join('|')))
  },
})
