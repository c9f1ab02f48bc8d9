import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * Does a piece of work for each, and lets what else waits in this process be done between them: a server looks into a column for people while it
 * answers others.
 */
export async function inTurns<T, U>(all: readonly T[], work: (each: T) => U | Promise<U>): Promise<U[]> {
  const done: U[] = []
  for (const each of all) {
    await nextTurn()
    done.push(await work(each))
  }
  return done
}
