import { literally, type ColumnProfile, type Condition, type Proposal, type Said, type Subject } from '@assay/core'

/** So many columns are named one by one, and fewer than so many always are. */
const MOST_NAMED = 20
const FEW = 6
/** Of a column with fewer values nothing is known that speaks against it. */
const LEAST_PRESENT = 20
/** Columns that one pattern of their names can stand for. */
const LEAST_MATCHED = 4

/**
 * What is said alike of several columns becomes one sentence about all of them, where nothing fails: of a few by their names, of many
 * by what their names have in common, if nothing that is known of other columns of such a name speaks against it.
 */
export function merged(all: readonly Proposal[], columns: readonly ColumnProfile[]): readonly Proposal[] {
  const groups = new Map<string, Proposal[]>()
  const alone: Proposal[] = []
  for (const each of all) {
    const key = mergeKey(each)
    if (key === null) alone.push(each)
    else groups.set(key, [...(groups.get(key) ?? []), each])
  }
  return [...alone, ...[...groups.values()].flatMap((group) => joined(group, columns))]
}

/** A strict claim about one plain column, without that column; null for all else. */
function mergeKey({ check, failing, says }: Proposal): string | null {
  const leaf = leafOf(check.measure)
  const [of] = leaf?.subject.of ?? []
  if (leaf && says === 'range' && !isNatural(leaf.claim)) return null
  if (!leaf || failing > 0 || check.where || leaf.subject.of.length !== 1 || leaf.subject.quantity.is !== 'every')
    return null
  if (of?.kind !== 'column' || JSON.stringify(leaf.claim).includes('"column"') || leaf.claim.kind === 'unique')
    return null
  return JSON.stringify([leaf.claim, leaf.denied === true])
}

/** Limits that many numbers have: nothing below zero, shares, percentages. Others are alike by accident. */
const isNatural = ({ args }: Said): boolean =>
  /^\[?"?(?:0|0 1|0 100)$/.test(
    [args.value, args.low, args.high].flatMap((each) => (each === undefined ? [] : limitOf(each))).join(' '),
  )
const limitOf = (of: Said['args'][string]): string =>
  of !== null && typeof of === 'object' && 'args' in of ? String((of as unknown as Said).args.is) : ''

type Leaf = Extract<Condition, { subject: Subject }>
const leafOf = (measure: Proposal['check']['measure']): Leaf | null =>
  'share' in measure && 'subject' in measure.share ? measure.share : null

const nameOf = (of: Proposal): string => String(leafOf(of.check.measure)?.subject.of[0]?.args.name ?? '')

function joined(group: readonly Proposal[], columns: readonly ColumnProfile[]): readonly Proposal[] {
  const [first] = group
  if (!first || group.length === 1) return group
  const names = new Set(group.map(nameOf))
  const claim = leafOf(first.check.measure)?.claim
  const pattern = group.length < FEW || !claim ? null : patternOf(names, columns, claim)
  if (pattern === null || (group.length <= MOST_NAMED && !group.every((each) => pattern.matches(nameOf(each)))))
    return [
      together(
        best(group),
        best(group).map((each) => ({ kind: 'column', args: { name: nameOf(each) } })),
      ),
    ]
  const matched = group.filter((each) => pattern.matches(nameOf(each)))
  const rest = group.filter((each) => !pattern.matches(nameOf(each)))
  return [
    together(matched, [{ kind: 'every-column', args: { matching: `${pattern.source}/` } }]),
    ...joined(rest, columns),
  ]
}

/** The fullest, in their order. */
function best(group: readonly Proposal[]): readonly Proposal[] {
  const fullest = new Set([...group].sort((a, b) => b.counted - a.counted).slice(0, MOST_NAMED))
  return group.filter((each) => fullest.has(each))
}

/** Of so many columns one or another will break a strict sentence; beyond this chance one row in 200 may. */
const MOST_CHANCE = 0.02
const OF_MANY = { bound: { atLeast: '99.5' }, chance: 0.003 } as const

function together(group: readonly Proposal[], of: Subject['of']): Proposal {
  const [first] = group
  const leaf = first ? leafOf(first.check.measure) : null
  if (!first || !leaf) throw new Error('nothing to join')
  const share: Condition = { ...leaf, subject: { of, quantity: { is: 'every' } } }
  const chance = 1 - group.reduce((holds, each) => holds * (1 - each.chance), 1)
  const loose = chance > MOST_CHANCE && of.length === 1 && group.length > MOST_NAMED
  return {
    ...first,
    check: { ...first.check, measure: { share }, bound: loose ? OF_MANY.bound : first.check.bound },
    counted: Math.max(...group.map((each) => each.counted)),
    worth: Math.min(0.95, Math.max(...group.map((each) => each.worth)) + 0.02 * Math.log2(group.length)),
    chance: loose ? OF_MANY.chance : chance,
  }
}

/** The beginning or end that most of these names have, and no other column. */
function patternOf(
  names: ReadonlySet<string>,
  columns: readonly ColumnProfile[],
  claim: Said,
): { readonly source: string; readonly matches: (name: string) => boolean } | null {
  const others = columns
    .filter((each) => !names.has(each.name) && each.present >= LEAST_PRESENT && !agrees(each, claim))
    .map((each) => each.name)
  const counts = new Map<string, number>()
  for (const name of names) for (const end of ends(name)) counts.set(end, (counts.get(end) ?? 0) + 1)
  const fits = [...counts]
    .filter(([end, n]) => n >= LEAST_MATCHED && !others.some((each) => hasEnd(each, end)))
    .sort((a, b) => b[1] - a[1] || a[0].length - b[0].length)
  const [end] = fits[0] ?? []
  return end === undefined ? null : { source: escaped(end), matches: (name) => hasEnd(name, end) }
}

/** Whether the values of a column are so too, although something else is said of it. */
function agrees(of: ColumnProfile, { kind, args }: Said): boolean {
  switch (kind) {
    case 'trimmed':
      return of.traits.trimmed === of.present
    case 'at-least': {
      const limit = Number(limitOf(args.value ?? null))
      return of.numbers.length === of.present && (of.numbers[0] ?? NaN) >= limit
    }
    default:
      return false
  }
}

/** Parts of a name up to a separator, as `^price_` or `_at$`. */
const ends = (name: string): readonly string[] => [
  ...[...name.matchAll(/[_.\- ]/g)].flatMap(({ index }) => [`^${name.slice(0, index + 1)}`, `${name.slice(index)}$`]),
]
const hasEnd = (name: string, end: string): boolean =>
  end.startsWith('^') ? name.startsWith(end.slice(1)) : name.endsWith(end.slice(0, -1))
const escaped = (end: string): string =>
  end.startsWith('^') ? `^${literally(end.slice(1))}` : `${literally(end.slice(0, -1))}$`
