import { mkdirSync } from 'node:fs'
import { fileURLToPath, URL } from 'node:url'

export const folder = fileURLToPath(new URL('data/', import.meta.url))
mkdirSync(folder, { recursive: true })
export const dataFile = (name) => `${folder}${name}`
export const assay = fileURLToPath(new URL('../packages/assay/bin/assay.js', import.meta.url))
