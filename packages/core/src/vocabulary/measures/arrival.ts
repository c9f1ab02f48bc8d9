import { measure } from '../word.ts'

export const arrival = measure({
  about: 'the data arrives by the clock: alarms because nothing came. Judged by a watcher',
  subject: 'the data',
  negatable: 'say when the data must arrive',
  phrases: [{ say: 'arrive {when:calendar}' }],
  also: [
    { say: 'come {when:calendar}' },
    { say: 'be (delivered|updated|refreshed|loaded|there|available) {when:calendar}' },
  ],
  examples: [
    ['the data must arrive every day by 06:00', 'A new delivery arrives every day by 06:00, in the zone of the page'],
  ],
  reading: (a) =>
    `a new delivery arrives ${writtenCalendar(a.when)}${'zone' in a.when ? '' : ', in the zone of the page'}`,
  columns: () => [],
  needs: 'no-clock',
})

type Calendar = { readonly [k: string]: unknown }

/** The canonical words of a calendar; the reading uses them too, since they are exact. */
export function writtenCalendar(c: Calendar): string {
  const says = (key: string, before: string, after = '') =>
    typeof c[key] === 'string' || typeof c[key] === 'number' ? [`${before}${String(c[key])}${after}`] : []
  return [
    ...says('every', ''),
    ...says('by', 'by '),
    ...says('zone', 'in '),
    ...says('grace', 'with ', ' of grace'),
    ...says('holidays', 'except on public holidays in '),
  ].join(' ')
}
