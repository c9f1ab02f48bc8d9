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
      fix: `${before} must ${MODAL[verb.toLowerCase()] ?? 'be'} ${rest}`,
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
