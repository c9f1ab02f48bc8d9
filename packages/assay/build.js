import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'rolldown'
import { licences } from './licences.js'

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
  plugins: [licences],
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
