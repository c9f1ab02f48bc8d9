import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The licences of what is bundled ask that their text goes with every copy: writes them beside the bundle. */
export const licences = {
  name: 'licences',
  generateBundle(_, bundle) {
    const modules = Object.values(bundle).flatMap((each) => Object.keys(each.modules ?? {}))
    const packages = new Set(modules.flatMap((each) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(each) ?? []))
    this.emitFile({
      type: 'asset',
      fileName: 'LICENCES-OF-OTHERS.txt',
      source: [...packages].sort().map(licenceOf).join('\n\n'),
    })
  },
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (!file) throw new Error(`${name} has no file with its licence`)
  return `${name} ${version}, ${license}\n\n${readFileSync(join(folder, file), 'utf8').trim()}`
}
