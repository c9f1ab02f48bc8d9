export type OneByOne = <T>(work: () => Promise<T>) => Promise<T>

/** Does work in the order in which it is asked for, one after the other; what fails is told to who asked for it, and the next is done all the same. */
export function oneByOne(): OneByOne {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work, work)
    last = done
    return done
  }
}
