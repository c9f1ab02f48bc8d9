import type { Plugin } from 'vite'

/** What of a word only the engine, suggestions, readings (the server sends them) and the language reference need. */
const NOT_HERE = new Set([
  'about',
  'examples',
  'reading',
  'denied',
  'test',
  'sql',
  'take',
  'takeWhere',
  'measure',
  'among',
  'tally',
  'suspicions',
  'propose',
  'mend',
  // of standards
  'accepts',
  'valid',
  'invalid',
])

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

const isNode = (of: unknown): of is Node => typeof (of as Node | null)?.type === 'string'

/**
 * The board reads and completes sentences and measures none: the words of the language come without their SQL, which is
 * half of them. A word is known by its phrases, or by what it is about.
 */
export const withoutEngine: Plugin = {
  name: 'without-engine',
  enforce: 'post',
  transform: {
    filter: { id: /\/core\/src\/vocabulary\// },
    handler(code) {
      const cuts = unneeded(this.parse(code) as unknown as Node)
      return { code: cuts.reduceRight((rest, [from, to]) => rest.slice(0, from) + rest.slice(to), code), map: null }
    },
  },
}

type Cut = readonly [from: number, to: number]

/** Where properties stand that are not needed, in the order of the text; none lies in another. */
function unneeded(node: Node): readonly Cut[] {
  const properties = node.type === 'ObjectExpression' ? (node.properties as readonly Node[]) : []
  const isWord = properties.some((each) => ['phrases', 'about'].includes(nameOf(each)))
  const cuts = isWord
    ? properties.flatMap((each, i): readonly Cut[] =>
        NOT_HERE.has(nameOf(each)) ? [[each.start, properties[i + 1]?.start ?? each.end]] : [],
      )
    : []
  const left = children(node).filter((child) => !cuts.some(([from, to]) => child.start >= from && child.start < to))
  return [...cuts, ...left.flatMap(unneeded)].sort((a, b) => a[0] - b[0])
}

const children = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode)

function nameOf({ key }: Node): string {
  return isNode(key) && typeof key.name === 'string' ? key.name : ''
}
