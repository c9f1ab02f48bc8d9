/** A request that is not done, with the status and the words that its sender gets. */
export class Refusal extends Error {
  readonly statusCode: number
  readonly code: string
  readonly next: string | undefined

  constructor(statusCode: number, code: string, message: string, next?: string) {
    super(message)
    this.name = 'Refusal'
    this.statusCode = statusCode
    this.code = code
    this.next = next
  }
}

export const notFound = (what: string): Refusal => new Refusal(404, 'not-found', `There is no ${what}.`)
