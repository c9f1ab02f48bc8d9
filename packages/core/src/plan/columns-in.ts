import type { Said } from '../check.ts'

/** The columns that values are made of, in their order. */
export function columnsIn(node: unknown): readonly string[] {
  const found: string[] = []
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) part.forEach(visit)
    else if (part !== null && typeof part === 'object') {
      const said = part as Partial<Said>
      if (said.kind === 'column' && typeof said.args?.name === 'string' && !found.includes(said.args.name))
        found.push(said.args.name)
      Object.values(part).forEach(visit)
    }
  }
  visit(node)
  return found
}
