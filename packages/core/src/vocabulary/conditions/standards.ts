import type { Args } from '../../check.ts'
import { strict } from '../expression.ts'
import { STANDARDS, type Standard } from '../standards/index.ts'
import { standard } from '../proposals/standards.ts'
import { condition, type ConditionWord } from '../word.ts'
import { subject } from './subject.ts'

const verb = (phrase: string): string => `be ${phrase}`
const others = (s: Standard): readonly string[] =>
  [...s.phrases.slice(1), ...s.phrases.map((each) => each.replace(/^an? /, 'a valid '))].filter(
    (each, i, all) => all.indexOf(each) === i && each !== s.phrases[0],
  )

function plain(s: Standard): ConditionWord<Args> {
  const name = s.phrases[0] ?? s.kind
  return condition({
    about: `is ${name}: ${s.source}`,
    propose: standard(s.kind),
    subject: 'each',
    negatable: true,
    phrases: [{ say: verb(name) as 'be' }],
    also: others(s).map((each) => ({ say: verb(each) })),
    examples: [
      [
        `\`x\` must be ${name}`,
        `Every present value of \`x\` is ${name} (${s.source}); missing values are not counted`,
      ],
    ],
    reading: (_a, say) => `is ${name}${say.aside(s.source)}`,
    denied: (_a, say) => `is not ${name}${say.aside(s.source)}`,
    test: (of, _a, c) => {
      const x = c.as(c.value(subject(of)), 'text')
      return strict([x], s.accepts(x.sql, c.d))
    },
  })
}

function inCountry(s: Standard): ConditionWord<Args> {
  const name = s.phrases[0] ?? s.kind
  const own = others(s).map((each) => ({ say: verb(each) }))
  const withCountry = [name, ...others(s)].map((each) => ({ say: `${verb(each)} (in|of|from|for) {country:atom}` }))
  return condition({
    about: `is ${name}: ${s.source}`,
    propose: standard(s.kind),
    subject: 'each',
    negatable: true,
    phrases: [{ say: verb(name) as 'be' }, { say: `${verb(name)} in {country:atom}` as 'be in {country:atom}' }],
    also: [...own, ...withCountry.slice(1)],
    examples: [
      [
        `\`x\` must be ${name} in \`country\``,
        `Every present value of \`x\` is ${name} of \`country\` (${s.source}); rows in which \`x\` or \`country\` is missing are not counted`,
      ],
    ],
    reading: (a, say) => `is ${name}${a.country ? ` of ${say.value(a.country)}` : ''}${say.aside(s.source)}`,
    denied: (a, say) => `is not ${name}${a.country ? ` of ${say.value(a.country)}` : ''}${say.aside(s.source)}`,
    test: (of, a, c) => {
      const x = c.as(c.value(subject(of)), 'text')
      if (!a.country) return strict([x], s.accepts(x.sql, c.d))
      const country = c.as(c.value(a.country), 'text')
      return strict(country.constant ? [x] : [x, country], s.accepts(x.sql, c.d, country.sql))
    },
  })
}

/** One word for each entry of the table of standards. */
export const standardWords: { readonly [kind: string]: ConditionWord<Args> } = Object.fromEntries(
  STANDARDS.map((each) => [each.kind, each.dependsOn ? inCountry(each) : plain(each)]),
)
