import type { ColumnProfile, Proposal, TableProfile } from '../profile.ts'
import { claimOf, perColumn, rows } from './proposal.ts'

/** How a standard is recognised. */
interface Recognised {
  /** A text that is not meant so keeps it hardly ever: then no name is needed. */
  readonly strict?: true
  /** Names of columns that mean it. */
  readonly named?: RegExp
  readonly worth?: number
}

const KNOWN: { readonly [standard: string]: Recognised } = {
  email: { strict: true },
  url: { strict: true },
  uuid: { strict: true },
  'ipv4 address': { strict: true },
  'mac address': { strict: true },
  iban: { strict: true },
  ean: { named: /(?:^|[^a-z])ean|barcode/i },
  gtin: { named: /gtin/i },
  upc: { named: /(?:^|[^a-z])upc/i },
  isbn: { named: /isbn/i },
  issn: { named: /issn/i },
  isin: { strict: true },
  lei: { strict: true },
  'country code': { named: /country|land|nation|iso/i },
  'long country code': { named: /country|land|nation|iso|code/i },
  'currency code': { named: /curr/i },
  'language code': { named: /lang/i },
  'language tag': { named: /lang|locale/i },
  'time zone': { strict: true },
  'us state': { named: /state|^st$/i },
  latitude: { named: /^(?:.*[^a-z])?lat(?:itude)?(?:[^a-z].*)?$/i, worth: 0.6 },
  longitude: { named: /^(?:.*[^a-z])?(?:lon|lng|long)(?:gitude)?(?:[^a-z].*)?$/i, worth: 0.6 },
  'credit card': { named: /card/i },
  'hex colour': { strict: true },
  'domain name': { named: /domain|host/i },
}

/** Most of the values that may not keep it. */
const MOST_FAILING = 0.08
const LEAST_DIFFERENT = 5

/** The standard that a column's values keep. */
export const standard =
  (kind: string) =>
  (table: TableProfile): readonly Proposal[] =>
    perColumn(table, (of) => kept(kind, of, table))

/** The standards that can be recognised: what is worth asking of the values. */
export const RECOGNISABLE: readonly string[] = Object.keys(KNOWN)

/** The standard that a column's values keep, as far as they and its name tell; null where they keep none. */
export const standardOf = (of: ColumnProfile): string | null =>
  RECOGNISABLE.filter((kind) => keeps(kind, of)).sort(
    (a, b) => (of.standards.get(b) ?? 0) - (of.standards.get(a) ?? 0),
  )[0] ?? null

function keeps(kind: string, of: ColumnProfile): boolean {
  const known = KNOWN[kind]
  if (!known || (of.standards.get(kind) ?? 0) < 1 - MOST_FAILING || of.different < LEAST_DIFFERENT) return false
  return known.strict === true || known.named?.test(of.name) === true
}

function kept(kind: string, of: ColumnProfile, table: TableProfile): Proposal | null {
  if (!keeps(kind, of)) return null
  const known = KNOWN[kind]
  const share = of.standards.get(kind) ?? 0
  const failing = Math.round((1 - share) * of.present)
  return rows(claimOf(of, kind, {}), { counted: of.present, failing }, table, {
    says: 'standard',
    worth: known?.worth ?? 0.8,
    chance: 0.002 + 1 / of.present,
    implies: [
      'pattern',
      'length',
      'trimmed',
      'digits',
      'capitals',
      ...(kind === 'latitude' || kind === 'longitude' ? ['range', 'number'] : []),
    ],
  })
}
