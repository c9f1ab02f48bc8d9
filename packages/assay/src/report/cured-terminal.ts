import { counted, visible } from '@assay/core'
import type { MendResult } from './contract.ts'
import { supportOf } from './mend-words.ts'

/** What `assay mend` prints: what changed, what supports it, and the patch, which other tools take too. */
export function renderCured(of: {
  readonly page: string
  readonly delivery: string
  readonly mends: readonly MendResult[]
  readonly unexplained: readonly string[]
  readonly taken: number
  readonly written: boolean
}): string {
  const { mends } = of
  if (mends.length === 0) return `${visible(of.delivery)}: ${nothing(of)}\n`
  const told = mends.map((each) => {
    const head = `${visible(each.says)}\n  ${visible(supportOf(each))}\n`
    if (each.patch === null) return `${head}  ${visible(each.next)}\n`
    const release = each.release === undefined ? '' : `  ${visible(each.release)}\n`
    return `${head}${release}\n${visible(each.patch, 'lines')}`
  })
  const rest = of.unexplained.length === 0 ? '' : `Besides, ${nothing(of)}\n`
  return `${told.join('\n')}\n${end(of)}\n${rest}`
}

function nothing({ unexplained }: Parameters<typeof renderCured>[0]): string {
  if (unexplained.length === 0) return 'nothing is delivered otherwise that breaks a sentence.'
  const said = unexplained.map((each) => `\n  ${visible(each)}`).join('')
  const one = unexplained.length === 1
  return `${counted(unexplained.length, 'sentence')} ${one ? 'does' : 'do'} not hold or could not be checked, and no change of how it is delivered explains ${one ? 'it' : 'them'}:${said}`
}

function end({ page, mends, taken, written }: Parameters<typeof renderCured>[0]): string {
  const offered = mends.filter((each) => each.patch !== null).length
  if (written) {
    const left = offered - taken
    const more = left === 0 ? '' : ` ${counted(left, 'patch')} more must be taken by itself: run it again.`
    const held = mends.some((each) => each.release !== undefined)
    const then = held
      ? 'What is said above holds the delivery still.'
      : '`assay replay` judges a delivery that was held by it.'
    return `${visible(page)} is amended.${more} ${then}`
  }
  if (offered === 0) return 'The page has nothing to amend.'
  return 'If it is meant to stay so, --write amends the page; if not, it is to be mended where the data comes from.'
}
