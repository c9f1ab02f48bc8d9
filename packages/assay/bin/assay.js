#!/usr/bin/env node
// for whoever looks for a fault of Assay itself: places in its source
if (process.env.ASSAY_DEBUG === '1') process.setSourceMapsEnabled(true)

// an orderly end, so that temporary files are removed
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
])
  process.once(signal, () => process.exit(128 + number))

const { run } = await import('../dist/cli/run.js')
process.exitCode = await run(process.argv.slice(2))
