import { columnsIn, type Check, type Condition, type Said } from '@assay/core'

/** Claims that set limits are one, whichever ends they have. */
const FAMILY: { readonly [kind: string]: string } = {
  between: 'range',
  'at-least': 'range',
  'at-most': 'range',
  'more-than': 'range',
  'less-than': 'range',
  'on-or-after': 'since',
  after: 'since',
  'missing-share': 'present',
}

/**
 * What a check says, whatever its numbers and lists: what is claimed of which columns, one text for each of several columns that the
 * same is said of. By these it is known again in other rows, on a page, and among what was dismissed.
 */
export function about(check: Check): readonly string[] {
  const where = check.where ? columnsIn(check.where) : []
  const { measure } = check
  if ('share' in measure) return leaves(measure.share).flatMap((leaf) => aboutLeaf(leaf, where))
  if ('number' in measure) return [key(measure.number, columnsIn(measure.number), where)]
  return [key(measure.whole, [], where)]
}

const leaves = (of: Condition): readonly Extract<Condition, { claim: Said }>[] =>
  'claim' in of ? [of] : ('all' in of ? of.all : of.any).flatMap(leaves)

function aboutLeaf(
  { subject, claim, denied }: Extract<Condition, { claim: Said }>,
  where: readonly string[],
): readonly string[] {
  // what is determined may become more or less
  const others = claim.kind === 'determine' ? [] : columnsIn(claim.args)
  const said: Said = denied ? { ...claim, kind: `not ${claim.kind}` } : claim
  const columns = subject.of.map((each) =>
    each.kind === 'every-column' ? JSON.stringify(each.args) : columnsIn(each).join(' '),
  )
  if (subject.quantity.is === 'every' || subject.quantity.is === 'entries')
    return columns.map((each) => key(said, [subject.quantity.is === 'entries' ? `${each}[]` : each, ...others], where))
  return [key(said, [subject.quantity.is, ...[...columns].sort(), ...others], where)]
}

const key = (claim: Said, columns: readonly string[], where: readonly string[]): string =>
  JSON.stringify([FAMILY[claim.kind] ?? claim.kind, ...columns, ...(where.length > 0 ? ['where', ...where] : [])])

/** The columns that a check speaks of. */
export const columnsOf = (check: Check): readonly string[] => columnsIn([check.measure, check.where ?? []])
