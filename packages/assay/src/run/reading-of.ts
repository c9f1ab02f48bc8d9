import { reading, throughout, type Check, type Environment } from '@assay/core'

/** The exact meaning of a sentence on this data: with how its columns are compared, once that is known. */
export function readingOf(check: Check, environment: Environment | null): string {
  const reads = environment?.dataset.reads
  return reading(check, {
    comparedAs: (of) => {
      const kinds = of.map((each) => {
        const found = each.kind === 'column' ? reads?.get(String(each.args.name)) : undefined
        return found && throughout(found)
      })
      const [first] = kinds
      if (first === undefined || kinds.some((each) => each === undefined)) return null
      return kinds.every((each) => each === first) && first !== 'mixed' ? `${first}s` : 'texts'
    },
  })
}
