import { existsSync } from 'node:fs'

const PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** The browser that tests look at reports with; without one they fail and say what to install. */
export function chromiumPath(): string {
  const path = PATHS.find((p) => existsSync(p))
  if (path === undefined) throw new Error('Chromium is missing: apt-get install -y chromium')
  return path
}
