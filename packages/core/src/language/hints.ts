/** What people write that is no sentence yet, and how it can be said. */
interface Hint {
  readonly message: string
  /** A whole sentence to put in place of the text, if it can be read. */
  readonly fix?: string
}

const COLUMN = '(?:`[^`]+`)'

type Told = (found: RegExpExecArray) => Hint

const HINTS: readonly (readonly [pattern: RegExp, told: Told])[] = [
  [
    /^(.+?) (?:must|may|can|should) only (?:contain|have|include|consist of) (.+?)\.?$/iu,
    ([, subject = '', what = '']) => ({
      message: `say what kinds of characters there may be ("${subject} must have only letters and digits"), or which values ("${subject} must be one of …")`,
      fix: `${subject} must have only ${what}`,
    }),
  ],
  [
    /^(.+? (?:must|should)) be neither (.+),? nor (.+?)\.?$/iu,
    ([, before = '', first = '', second = '']) => ({
      message: 'what a value must not be is said with "not"',
      fix: `${before} not be one of ${first.replace(/,? nor /giu, ', ')} or ${second}`,
    }),
  ],
  [
    /^(.+? )(at least |at most |exactly )?([\d.,]+(?: [a-z]+)?) (more|less|higher|lower|greater|later|earlier) than (.+?)\.?$/iu,
    ([, before = '', limit = '', by = '', way = '', of = '']) => {
      const plus = /^(?:more|higher|greater|later)$/iu.test(way)
      const turned: { readonly [said: string]: string } = { 'at least ': 'at most ', 'at most ': 'at least ' }
      const said = limit.toLowerCase().replace('exactly ', '')
      return {
        message: 'how far from another value is said by reckoning with it, as in "must be at least `b` plus 5"',
        fix: `${before}${plus ? said : (turned[said] ?? said)}${of} ${plus ? 'plus' : 'minus'} ${by}`,
      }
    },
  ],
  [
    /^([^`"]*(?:[`"][^`"]*[`"][^`"]*)*?)(?<![\w/])(\d{1,2})([./])(\d{1,2})\3(\d{4})(?![\w/])(.*)$/u,
    ([, before = '', first = '', sign = '', second = '', year = '', after = '']) => {
      const [a, b] = [Number(first), Number(second)]
      // dots are put after the day; between slashes the day may come first or second
      const [day, month] = sign === '.' || a > 12 ? [a, b] : b > 12 ? [b, a] : [0, 0]
      const iso = (n: number) => String(n).padStart(2, '0')
      const date = `${year}-${iso(month)}-${iso(day)}`
      const known = day > 0 && month > 0 && month <= 12 && day <= 31
      return known
        ? { message: `dates are written year first, as ${date}`, fix: `${before}${date}${after}` }
        : { message: 'dates are written year first, as 2024-01-31: here day and month could be taken for one another' }
    },
  ],
  [
    new RegExp(
      `^(?:(?:every|each|all) [\\p{L} ]+ (must have|should have|needs|need|must contain|should contain)|no [\\p{L} ]+ (must|should|may|can) be without) (?:a |an |the |its )?(${COLUMN})\\.?$`,
      'iu',
    ),
    ([, verb = '', , column = '']) => ({
      message: 'say of the column what must be so; each row is one of what the data is about',
      fix: `${column} ${/should/iu.test(verb) ? 'should' : 'must'} be present`,
    }),
  ],
  [
    new RegExp(
      `^(?:the )?(?:accepted|allowed|permitted|possible|valid) values (?:for|of|in) (${COLUMN}) (are|must be|should be) (.+?)\\.?$`,
      'iu',
    ),
    ([, column = '', verb = '', values = '']) => ({
      message: 'say of the column which values it may have',
      fix: `${column} ${/should/iu.test(verb) ? 'should' : 'must'} be one of ${values.replace(/,? and /giu, ' or ')}`,
    }),
  ],
  [
    new RegExp(`^(${COLUMN}) (must|should) not change\\.?$`, 'iu'),
    ([, column = '', modal = 'must']) => ({
      message: `say what of ${column} must not change: "the format of ${column} ${modal} not change", "the type of ${column} ${modal} not change" or "the average of ${column} ${modal} not change since the last delivery"`,
      fix: `the format of ${column} ${modal} not change`,
    }),
  ],
  [
    /^the (?:data|dataset|table|file) (?:must|should) (?:not be older than (.+?)|be (?:fresh|current|up to date|recent|no older than (.+?)|at most (.+?) old))\.?$/iu,
    ([, ...ages]) => ({
      message: `say by which column the age is told, and how old the newest row may be: "the age of the newest \`time\` must be at most ${ages.find((each) => each !== undefined) ?? '24 hours'}"`,
    }),
  ],
  [
    new RegExp(`(${COLUMN}).*\\b(?:public|bank|legal|national)? ?holidays?\\b`, 'iu'),
    ([, column = '']) => ({
      message: `which days are holidays is not known here: keep them in a dataset with a page of its own, and say "${column} must not be found in \`day\` of \`holidays\`"`,
    }),
  ],
  [
    /\b(?:business|working) days? (?:after|before|from)\b/iu,
    () => ({
      message:
        'days are days of the calendar: say how many may lie between, weekends included, and where it matters "must be a weekday"',
    }),
  ],
  [
    new RegExp(
      `(${COLUMN}) (?:must|should|may|can|has to)(?: not)? be (?:in)?(?:valid|correct|accurate|sensible|plausible|reasonable|realistic|consistent|proper|meaningful)(?: values?)?\\.?$`,
      'iu',
    ),
    ([, column = '']) => ({
      message: `say what is valid: a range ("${column} must be between 1 and 5"), a list ("must be one of …"), a pattern ("must match /…/"), or a standard ("must be an email")`,
    }),
  ],
  [
    new RegExp(`(${COLUMN}).*\\b(?:drift|drifted|data drift)\\b`, 'iu'),
    ([, column = '']) => ({
      message: `say from what it must not drift: "${column} must be distributed as in \`training\`", "… as in the last delivery" or "… as usual"`,
    }),
  ],
  [
    /\b(?:columns|features)\b.*\bdrift/iu,
    () => ({
      message:
        'each column says for itself how it must be distributed, one list item each: "`x` must be distributed as in `training`"',
    }),
  ],
  [
    new RegExp(`^(${COLUMN}) (?:may|can) (?:also )?be (?:empty|null|missing|blank|left out)\\.?$`, 'iu'),
    ([, column = '']) => ({
      message: `what is allowed needs no sentence: without "${column} must be present" it may be missing`,
    }),
  ],
  [
    /^(.* (?:one of|either|among)) ([\p{L}_][\p{L}\p{N}_-]*(?:, (?!or |and )[\p{L}_][\p{L}\p{N}_-]*)*(?:,? (?:or|and) [\p{L}_][\p{L}\p{N}_-]*)?)\.?$/iu,
    ([, before = '', list = '']) => {
      const texts = list.split(/, (?:or |and )?| (?:or|and) /iu).map((each) => `"${each}"`)
      const quoted =
        texts.length === 1 ? String(texts[0]) : `${texts.slice(0, -1).join(', ')} or ${String(texts.at(-1))}`
      return { message: `texts stand in double quotes: ${quoted}`, fix: `${before} ${quoted}` }
    },
  ],
  [
    /\bp-?values?\b/iu,
    () => ({
      message:
        'a p-value says nothing about how large a difference is; say a distance: "`x` must be distributed as in `training`, distance at most 0.1" (it breaks only beyond what chance explains)',
    }),
  ],
  [
    new RegExp(
      `^(${COLUMN}) (must|should) (?:not have|have no|not contain|contain no|be free of) (?:any )?outliers\\.?$`,
      'iu',
    ),
    ([, column = '', modal = 'must']) => ({
      message: `say what an outlier is: "${column} ${modal} be within 3 standard deviations of the mean", or "the largest ${column} ${modal} stay as usual"`,
      fix: `${column} ${modal} be within 3 standard deviations of the mean`,
    }),
  ],
  [
    new RegExp(`^((?:.*, )?)(${COLUMN} (must|should) .+?),? (?:and|but) (${COLUMN} (?:must|should) .+)$`, 'iu'),
    ([, scope = '', first = '', , second = '']) => ({
      message: `one sentence says one thing: write "${scope}${first}" and "${scope}${second}" as two list items`,
    }),
  ],
  [
    new RegExp(
      `^(.*?${COLUMN}(?: together)?) (is not|are not|isn't|aren't|is|are|has no|have no|has|have) (.+)$`,
      'iu',
    ),
    ([, before = '', verb = '', rest = '']) => ({
      message: 'say with "must" what has to be so, or with "should" what is only worth a warning',
      fix: `${before} must ${modally(verb)} ${rest.replace(LATER, (_, and: string, next: string) => `${and} ${modally(next)}`)}`,
    }),
  ],
]

const MODAL: { readonly [verb: string]: string } = {
  'is not': 'not be',
  'are not': 'not be',
  "isn't": 'not be',
  "aren't": 'not be',
  'has no': 'have no',
  'have no': 'have no',
  has: 'have',
  have: 'have',
}

const modally = (verb: string): string => MODAL[verb.toLowerCase()] ?? 'be'
const LATER = /\b(and|or|but) (is not|are not|is|are|has no|have no|has|have)\b/giu

/** A hint that fits the whole text, or null. A sentence with a modal already needs no other. */
export function hint(text: string): Hint | null {
  const trimmed = text.trim()
  const modal = /\b(?:must|should|may|can|cannot|has to|have to)\b/iu.test(trimmed)
  for (const [pattern, told] of modal ? HINTS.slice(0, -1) : HINTS) {
    const found = pattern.exec(trimmed)
    if (found) return told(found)
  }
  return null
}
