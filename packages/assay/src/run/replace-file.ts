import { chmod, open, realpath, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { wordsOf } from '../cause.ts'
import { Failure } from '../failure.ts'

/** Either the whole new text is there, or the old one. A link stays one, and who may read the file too. */
export async function replaceFile(path: string, text: string): Promise<void> {
  let made: string | null = null
  try {
    const real = await realpath(path)
    const { mode } = await stat(real)
    made = join(dirname(real), `.${String(process.pid)}-${String(Date.now())}.assay-saving`)
    const file = await open(made, 'wx')
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await chmod(made, mode)
    await rename(made, real)
  } catch (cause) {
    if (made !== null) await rm(made, { force: true })
    throw new Failure('not-saved', `${path} could not be written: ${wordsOf(cause)}.`, {
      next: 'Nothing was changed.',
      cause,
    })
  }
}
