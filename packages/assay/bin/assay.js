#!/usr/bin/env node
import { run } from '../dist/cli/run.js'

// an orderly end, so that temporary files are removed
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
])
  process.once(signal, () => process.exit(128 + number))

process.exitCode = await run(process.argv.slice(2))
