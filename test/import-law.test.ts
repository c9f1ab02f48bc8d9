import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** The allowed imports of the house plan: each room with the rooms that it may look into. */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

interface Import {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter(
      (entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.(test|test-data|fixture)\.ts$/.test(entry.name),
    )
    .map((entry) => join(entry.parentPath, entry.name))
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, 'utf8')
  const found = [...text.matchAll(/^(?:import|export)\s+(type\s+)?[^'"]*?from\s+'([^']+)'|import\('([^']+)'\)/gmu)]
  return found.map(([, type, named, dynamic]) => {
    const to = named ?? dynamic ?? ''
    const target = to.startsWith('.') ? relative(root, resolve(dirname(file), to)) : to
    return { from: relative(root, file), to: target, typeOnly: type !== undefined }
  })
}

const CORE = 'packages/core/src'
const ASSAY = 'packages/assay/src'
const WEB = 'packages/web/src'
/** What the board may know of the server: the types of what is asked and answered. */
const CONTRACT = `${ASSAY}/server/contract.ts`
const GROUND = ['stats', 'sql', 'diagnostics.ts', 'check.ts']
const CORE_MAY: { readonly [room: string]: readonly string[] } = {
  stats: [],
  sql: [],
  'diagnostics.ts': [],
  'check.ts': [],
  vocabulary: GROUND,
  language: ['vocabulary', ...GROUND],
  drawing: ['vocabulary', ...GROUND],
  // both print values in the words of the language and name the nearest column
  plan: ['vocabulary', 'language', ...GROUND],
  judge: ['vocabulary', 'language', 'plan', ...GROUND],
  mend: ['vocabulary', 'language', 'plan', 'judge', ...GROUND],
  compare: ['vocabulary', ...GROUND],
  'index.ts': ['vocabulary', 'language', 'drawing', 'plan', 'judge', 'mend', 'compare', ...GROUND],
}
/** Rooms that know nothing of one another; types of the engine, of snapshots, of the history, of deliveries and of alarms are common ground. */
const STRANGERS = ['engines', 'reading', 'history', 'alarms', 'deliveries', 'run']
const COMMON_TYPES = [
  'engines/engine.ts',
  'reading/snapshot.ts',
  'history/index.ts',
  'deliveries/index.ts',
  'alarms/index.ts',
].map((file) => `${ASSAY}/${file}`)

const room = (file: string, base: string): string => relative(base, file).split('/')[0] ?? ''

/** What is wrong with an import, or null. */
export function fault({ from, to, typeOnly }: Import): string | null {
  const bad = `${from} may not import ${to}`
  if (from.startsWith(CORE)) {
    if (to.startsWith('node:') || to.startsWith(ASSAY)) return bad
    if (!to.startsWith(CORE)) return null
    const [mine, theirs] = [room(from, CORE), room(to, CORE)]
    return mine === theirs || CORE_MAY[mine]?.includes(theirs) ? null : bad
  }
  if (to.startsWith('packages/core')) return bad
  if (from.startsWith(WEB)) {
    if (to === CONTRACT) return typeOnly ? null : bad
    return to.startsWith(ASSAY) || to === 'assay' || to.startsWith('assay/') || to.startsWith('node:') ? bad : null
  }
  if (to.startsWith(WEB) || to.startsWith('@assay/web')) return bad
  if (!to.startsWith(ASSAY)) return null
  const [mine, theirs] = [room(from, ASSAY), room(to, ASSAY)]
  if (mine === theirs || (typeOnly && COMMON_TYPES.includes(to))) return null
  const strangers = STRANGERS.includes(mine) && STRANGERS.includes(theirs)
  const enemies = (mine === 'server' && theirs === 'cli') || (mine === 'cli' && theirs === 'server')
  return strangers || enemies ? bad : null
}

/** A way from a file back to itself, or null. */
export function cycle(imports: readonly Import[]): string | null {
  const next = new Map<string, string[]>()
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to])
  const state = new Map<string, 'open' | 'done'>()
  const visit = (file: string, path: readonly string[]): string | null => {
    if (state.get(file) === 'done') return null
    if (state.get(file) === 'open') return [...path.slice(path.indexOf(file)), file].join(' → ')
    state.set(file, 'open')
    for (const each of next.get(file) ?? []) {
      const found = visit(each, [...path, file])
      if (found) return found
    }
    state.set(file, 'done')
    return null
  }
  for (const file of next.keys()) {
    const found = visit(file, [])
    if (found) return found
  }
  return null
}

const files = [CORE, ASSAY, WEB].flatMap((folder) => sources(join(root, folder)))
const all = files.flatMap(importsOf)

test('every import is one that the house plan allows', () => {
  expect(all.length).toBeGreaterThan(100)
  expect(all.map(fault).filter((each) => each !== null)).toEqual([])
})

test('no file imports itself in a circle', () => {
  expect(cycle(all.filter((each) => !each.typeOnly))).toBeNull()
})

test('nothing is exported as default', () => {
  expect(files.filter((file) => /^export default/m.test(readFileSync(file, 'utf8')))).toEqual([])
})

test('the law finds what breaks it', () => {
  const of = (from: string, to: string, typeOnly = false) => fault({ from, to, typeOnly })
  expect(of(`${CORE}/sql/sql.ts`, `${CORE}/language/format.ts`)).not.toBeNull()
  expect(of(`${CORE}/vocabulary/word.ts`, `${CORE}/plan/plan.ts`)).not.toBeNull()
  expect(of(`${CORE}/plan/plan.ts`, 'node:fs')).not.toBeNull()
  expect(of(`${CORE}/drawing/scale.ts`, `${CORE}/judge/shown.ts`)).not.toBeNull()
  expect(of(`${ASSAY}/reading/index.ts`, `${ASSAY}/engines/duckdb.ts`)).not.toBeNull()
  expect(of(`${ASSAY}/reading/index.ts`, `${ASSAY}/engines/engine.ts`, true)).toBeNull()
  expect(of(`${WEB}/contract.ts`, CONTRACT, true)).toBeNull()
  expect(of(`${WEB}/contract.ts`, CONTRACT)).not.toBeNull()
  expect(of(`${WEB}/app.tsx`, `${ASSAY}/report/state.ts`, true)).not.toBeNull()
  expect(of(`${ASSAY}/server/app.ts`, `${WEB}/app.tsx`)).not.toBeNull()
  expect(of(`${ASSAY}/cli/check.ts`, 'packages/core/src/check.ts')).not.toBeNull()
  expect(
    cycle([
      { from: 'a', to: 'b', typeOnly: false },
      { from: 'b', to: 'a', typeOnly: false },
    ]),
  ).toBe('a → b → a')
})
