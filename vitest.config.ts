import { defineConfig } from 'vitest/config'

/** Where the continuous integration wants the counts of a run, as JSON. */
const counts = process.env.ASSAY_TEST_COUNTS

export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // what is waited for comes late where the machine is busy
    expect: { poll: { timeout: 30_000 } },
    ...(counts ? { reporters: ['default', 'json'], outputFile: { json: counts } } : {}),
  },
})
