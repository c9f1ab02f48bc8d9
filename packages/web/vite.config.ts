import { brotliCompressSync } from 'node:zlib'
import { tokenStyle } from '@assay/core'
import { defineConfig, type Plugin } from 'vite'
import { licences } from '../assay/licences.js'
import { withoutEngine } from './without-engine.ts'

const NAME = 'virtual:tokens.css'

/** The colours, type and spacing of the report as a style sheet of the board. */
const tokens: Plugin = {
  name: 'tokens',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : null),
  load: (id) => (id === `\0${NAME}` ? tokenStyle() : null),
}

/** What is sent often is compressed once, as far as it goes. */
const compressed: Plugin = {
  name: 'compressed',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      for (const each of Object.values(bundle))
        if (/\.(?:js|css)$/.test(each.fileName))
          this.emitFile({
            type: 'asset',
            fileName: `${each.fileName}.br`,
            source: brotliCompressSync(each.type === 'chunk' ? each.code : each.source),
          })
    },
  },
}

// Goes into the package that is installed, from where `assay serve` serves it.
export default defineConfig({
  root: import.meta.dirname,
  logLevel: 'warn',
  resolve: { conditions: ['source', 'module', 'browser', 'production', 'import', 'default'] },
  plugins: [withoutEngine, tokens, licences, compressed],
  build: {
    outDir: '../assay/dist/board',
    emptyOutDir: true,
    target: 'es2022',
    // most of the time is compression, as it should be
    rolldownOptions: {
      checks: { pluginTimings: false, bundlerTimings: false },
      // what most views have is one file: each of its own would bring more headers than text
      output: {
        codeSplitting: {
          groups: [
            { name: 'parts', test: /\/web\/src\/(?:api|charts|routing|parts\/(?!prose)|pages\/living\/proposals)/ },
          ],
        },
      },
    },
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
  },
})
