import { counted, visible } from '@assay/core'
import type { MendResult } from './contract.ts'
import { supportOf } from './mend-words.ts'

/** What `assay mend` prints: what changed, what supports it, and the patch, which other tools take too. */
export function renderCured(of: {
  readonly page: string
  readonly delivery: string
  readonly mends: readonly MendResult[]
  readonly taken: number
  readonly written: boolean
}): string {
  const { mends } = of
  if (mends.length === 0) return `${visible(of.delivery)}: nothing is delivered otherwise that breaks a sentence.\n`
  const told = mends.map((each) => {
    const head = `${visible(each.says)}\n  ${visible(supportOf(each))}\n`
    return each.patch === null ? `${head}  ${visible(each.next)}\n` : `${head}\n${visible(each.patch, 'lines')}`
  })
  return `${told.join('\n')}\n${end(of)}\n`
}

function end({ page, mends, taken, written }: Parameters<typeof renderCured>[0]): string {
  const offered = mends.filter((each) => each.patch !== null).length
  if (written) {
    const left = offered - taken
    const more = left === 0 ? '' : ` ${counted(left, 'patch')} more must be taken by itself: run it again.`
    return `${visible(page)} is amended.${more} \`assay replay\` judges a delivery that was held by it.`
  }
  if (offered === 0) return 'The page has nothing to amend.'
  return 'If it is meant to stay so, --write amends the page; if not, it is to be mended where the data comes from.'
}
