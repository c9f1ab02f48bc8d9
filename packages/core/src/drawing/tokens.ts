/**
 * Colours, type and spacing of everything that is looked at: paper, not a cockpit. Red means broken and nothing else;
 * what holds is quiet. A name ending in `fill` is for shapes, the name without it for text.
 */
export interface Colours {
  readonly paper: string
  readonly ink: string
  readonly quiet: string
  readonly line: string
  readonly code: string
  readonly red: string
  readonly 'red-fill': string
  readonly amber: string
  readonly 'amber-fill': string
  readonly 'green-fill': string
  readonly bar: string
  readonly band: string
  readonly link: string
  readonly 'grey-fill': string
}

export const LIGHT: Colours = {
  paper: '#fcfaf8',
  ink: '#1c1e1d',
  quiet: '#5f6664',
  line: '#e2dfda',
  code: '#efece5',
  red: '#b8341a',
  'red-fill': '#c8411f',
  amber: '#8a5a00',
  'amber-fill': '#b27a12',
  'green-fill': '#4f7b6b',
  bar: '#b7c6bd',
  band: '#dfe9e3',
  link: '#1f5582',
  'grey-fill': '#7b8280',
}

export const DARK: Colours = {
  paper: '#161817',
  ink: '#e9e8e4',
  quiet: '#a2a8a5',
  line: '#333735',
  code: '#272a29',
  red: '#ff8a6b',
  'red-fill': '#ee6a45',
  amber: '#e0ae55',
  'amber-fill': '#d39b35',
  'green-fill': '#7fb09d',
  bar: '#51655c',
  band: '#26352e',
  link: '#8dbbe6',
  'grey-fill': '#8f9693',
}

export const PRINT: Colours = {
  ...LIGHT,
  paper: '#fff',
  ink: '#000',
  quiet: '#444',
  line: '#ccc',
  code: '#f2f2f2',
  red: '#a32b12',
  'red-fill': '#b8341a',
  amber: '#7a4f00',
  'amber-fill': '#a86f00',
  link: '#000',
  'grey-fill': '#777',
}

/** Sizes of type, from what stands under a picture to the first line of a view. */
export const TYPE = {
  label: '11px',
  small: '13px',
  fine: '14px',
  text: '15px',
  heading: '16px',
  title: '24px',
  first: '27px',
} as const

/** Distances, each about half as large again as the one before. */
export const SPACE = { 1: '4px', 2: '8px', 3: '14px', 4: '22px', 5: '36px', 6: '64px' } as const

export const FONTS = {
  text: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  code: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
} as const

/** The tokens as custom properties of CSS: `--red`, `--type-small`, `--space-2`, `--font-code`. */
export function tokenStyle(): string {
  const fixed = {
    ...prefixed('type', TYPE),
    ...prefixed('space', SPACE),
    ...prefixed('font', FONTS),
  }
  return [
    `:root { color-scheme: light dark; ${properties({ ...LIGHT, ...fixed })} }`,
    `@media (prefers-color-scheme: dark) { :root { ${properties({ ...DARK })} } }`,
    `@media print { :root { color-scheme: light; ${properties({ ...PRINT })} } }`,
  ].join('\n')
}

type Tokens = Readonly<Record<string, string>>

const prefixed = (name: string, tokens: Tokens): Tokens =>
  Object.fromEntries(Object.entries(tokens).map(([key, value]) => [`${name}-${key}`, value]))

const properties = (tokens: Tokens): string =>
  Object.entries(tokens)
    .map(([name, value]) => `--${name}: ${value};`)
    .join(' ')
