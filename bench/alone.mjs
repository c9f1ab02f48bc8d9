import process from 'node:process'
import { performance } from 'node:perf_hooks'
import { run } from '../packages/assay/dist/cli/run.js'

const start = performance.now()
const status = await run(process.argv.slice(2))
// maxRSS is in kilobytes
process.send({ status, seconds: (performance.now() - start) / 1000, peak: process.resourceUsage().maxRSS * 1024 })
process.disconnect()
