import type { Proposal, TableProfile, Trait } from '../profile.ts'
import { claimOf, perColumn, rows } from './proposal.ts'

const MOST_FAILING = 0.05

/** A trait that all texts of a column have, or all but a few; `lettered`: of texts with letters only. */
const trait =
  (what: Trait, kind: string, worth: number, lettered: boolean) =>
  (table: TableProfile): readonly Proposal[] =>
    perColumn(table, (of) => {
      const letters = of.values.reduce((sum, each) => (/\p{L}/u.test(each.value) ? sum + each.rows : sum), 0)
      const failing = of.present - of.traits[what]
      if (of.kind !== 'text' || of.different < 5) return null
      if (letters < 0.5 * of.present && (lettered || failing === 0)) return null
      if (failing > MOST_FAILING * of.present) return null
      return rows(claimOf(of, kind, {}), { counted: of.present, failing }, table, {
        says: what,
        worth: worth + (failing > 0 ? 0.25 : 0),
        chance: 0.004 + 2 / (of.present + 50),
      })
    })

export const trimmed = trait('trimmed', 'trimmed', 0.2, false)
export const capitals = trait('capitals', 'capitals', 0.25, true)
export const smallLetters = trait('small letters', 'small-letters', 0.25, true)

/** Columns whose rare values are far more often nearly a frequent one than chance would have it. */
export const spelling = (table: TableProfile): readonly Proposal[] =>
  perColumn(table, (of) => {
    const { byChance } = of.misspelt
    const values = of.misspelt.values
    const leading = new Set(table.dependencies.flatMap((each) => (each.on === of.name ? each.leading : [])))
    if (values.filter((each) => leading.has(each.value)).length > MOST_RIGHT * values.length) return null
    const failing = values.reduce((sum, each) => sum + each.rows, 0)
    if (values.length < LEAST_MISSPELT || values.length < TIMES * byChance || failing > MOST_FAILING * of.present)
      return null
    return rows(claimOf(of, 'spelt', {}), { counted: of.present, failing }, table, {
      says: 'spelt',
      worth: 0.7,
      chance: 0.003,
    })
  })

const LEAST_MISSPELT = 2
/** The share of them that other columns may tell to be right. */
const MOST_RIGHT = 0.15
const TIMES = 5
