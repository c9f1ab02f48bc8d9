import { CODES } from './codes.ts'
import { COMPUTING } from './computing.ts'
import { FINANCE } from './finance.ts'
import { NETWORK } from './network.ts'
import { PHONE } from './phone.ts'
import { POSTAL } from './postal-codes.ts'
import { PRODUCTS } from './products.ts'
import { IDENTIFIERS } from './identifiers.ts'
import type { Standard } from './standard.ts'
import { VAT_NUMBERS } from './vat.ts'

export type { Standard } from './standard.ts'

/** Every phrase may have `valid` in it, which changes nothing: `a valid IBAN`, `valid JSON`. */
function withValid(standard: Standard): Standard {
  const added = standard.phrases.map((phrase) => {
    const noun = phrase.replace(/^an? /, '')
    return noun === phrase ? `valid ${noun}` : `a valid ${noun}`
  })
  return { ...standard, phrases: [...new Set([...standard.phrases, ...added])] }
}

/** The open table: one more standard is one more entry in the file of its family. */
export const STANDARDS: readonly Standard[] = [
  ...NETWORK,
  ...PRODUCTS,
  ...IDENTIFIERS,
  ...FINANCE,
  ...VAT_NUMBERS,
  ...PHONE,
  ...POSTAL,
  ...CODES,
  ...COMPUTING,
].map(withValid)

const BY_KIND: ReadonlyMap<string, Standard> = new Map(STANDARDS.map((each) => [each.kind, each]))

/** The standard with this stable name, if there is one. */
export const standard = (kind: string): Standard | undefined => BY_KIND.get(kind)
