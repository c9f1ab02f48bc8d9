import { calendarFault, writtenCalendar } from '../calendar.ts'
import { measure } from '../word.ts'

export const arrival = measure({
  about: 'the data arrives by the clock: alarms because nothing came. Judged by a watcher',
  subject: 'the data',
  negatable: 'say when the data must arrive',
  phrases: [{ say: 'arrive {when:calendar}' }],
  also: [
    { say: 'come {when:calendar}' },
    { say: 'be (delivered|updated|refreshed|loaded|there|here|available) {when:calendar}' },
  ],
  examples: [
    ['the data must arrive every day by 06:00', 'A new delivery arrives every day by 06:00, in the zone of the page'],
  ],
  reading: (a) => `a new delivery arrives ${writtenCalendar(a.when)}${a.when.zone ? '' : ', in the zone of the page'}`,
  columns: () => [],
  lint: (a) => calendarFault(a.when),
  needs: 'no-clock',
})
