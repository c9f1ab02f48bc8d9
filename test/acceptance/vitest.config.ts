import { defineConfig } from 'vitest/config'

/** Runs on real data that lies beside the repository, and is no part of it. */
export default defineConfig({
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: { include: ['test/acceptance/**/*.acceptance.ts'], testTimeout: 600_000, hookTimeout: 600_000 },
})
