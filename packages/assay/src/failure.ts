/**
 * A machine's failure: a file is gone, the engine is down, a file is not what its name says. The one class of
 * exception in the package. A user's mistake on a page is not this: it is a `Diagnostic`.
 */
export class Failure extends Error {
  readonly code: string
  /** What to do next, in one sentence. */
  readonly next: string | undefined

  constructor(code: string, message: string, more: { readonly next?: string; readonly cause?: unknown } = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'Failure'
    this.code = code
    this.next = more.next
  }
}
