import { Failure } from '../failure.ts'

/** The value of `--format`, one of those that a command has. */
export function formatOf<const F extends string>(written: string, formats: readonly F[]): F {
  const found = formats.find((each) => each === written)
  if (found === undefined)
    throw new Failure('bad-option', `"${written}" is not a format.`, { next: `It is one of ${formats.join(', ')}.` })
  return found
}
