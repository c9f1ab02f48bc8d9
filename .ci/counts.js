import { readFileSync } from 'node:fs'
import process from 'node:process'

// Prints the count of the test run, and fails where it or a later step did.
const [, , file, failedSteps] = process.argv
const counts = JSON.parse(readFileSync(file, 'utf8') || '{}')
const passed = counts.numPassedTests ?? 0
const failed = (counts.numFailedTests ?? 0) + Number(failedSteps)
console.log(`${String(passed)} passed, ${String(failed)} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
