import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'rolldown'

// A check of a small file is mostly the loading of modules, so Assay and its `devDependencies` go into few files; what only
// some runs need (the engine, a report's format) stays a file of its own, because it is imported where it is needed.
// `dependencies` are loaded from where they are installed: binaries, and what is rare. Two of them are installed for the
// library's types alone, and bundled too.
const FOR_TYPES = ['@assay/core', 'kysely']
const { dependencies } = JSON.parse(readFileSync(join(import.meta.dirname, 'package.json'), 'utf8'))
const outside = Object.keys(dependencies).filter((name) => !FOR_TYPES.includes(name))
const COMMAND = join(import.meta.dirname, 'src/cli/run.ts')
let starting

await build({
  input: { 'cli/run': 'src/cli/run.ts', index: 'src/index.ts', matcher: 'src/matcher.ts' },
  cwd: import.meta.dirname,
  platform: 'node',
  external: (id) => outside.some((name) => id === name || id.startsWith(`${name}/`)),
  resolve: { conditionNames: ['source', 'import', 'node', 'default'] },
  output: {
    dir: 'dist',
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name].js',
    minify: true,
    sourcemap: true,
    codeSplitting: { groups: [{ name: atStart, debugName: 'main' }] },
  },
  plugins: [{ name: 'licences', generateBundle: emitLicences }],
  onLog(_, log) {
    throw new Error(log.message)
  },
})

/** What the command imports at its start stays together, whatever else needs a part of it. */
function atStart(id, graph) {
  starting ??= importedBy(COMMAND, graph)
  return starting.has(id) ? 'main' : null
}

function importedBy(id, graph, found = new Set()) {
  for (const each of graph.getModuleInfo(id)?.importedIds ?? []) {
    if (found.has(each)) continue
    found.add(each)
    importedBy(each, graph, found)
  }
  return found
}

/** The licences of what is bundled ask that their text goes with every copy. */
function emitLicences(_, bundle) {
  const modules = Object.values(bundle).flatMap((each) => Object.keys(each.modules ?? {}))
  const packages = new Set(modules.flatMap((each) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(each) ?? []))
  this.emitFile({
    type: 'asset',
    fileName: 'LICENCES-OF-OTHERS.txt',
    source: [...packages].sort().map(licenceOf).join('\n\n'),
  })
}

function licenceOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each))
  if (!file) throw new Error(`${name} has no file with its licence`)
  return `${name} ${version}, ${license}\n\n${readFileSync(join(folder, file), 'utf8').trim()}`
}
