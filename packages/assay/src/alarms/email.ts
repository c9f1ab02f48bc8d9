import { createHash } from 'node:crypto'
import { createTransport } from 'nodemailer'
import { Undelivered, type Channel } from './channel.ts'
import { emailHtml } from './email-html.ts'
import { clipped, plainLines, type Message } from './message.ts'
import { picture } from './picture.ts'
import { wordsOf } from '../cause.ts'

export interface EmailSettings {
  readonly name: string
  /** `smtps://user:password@host:465` or `smtp://host:587`; the latter is encrypted where the server offers it. */
  readonly server: string
  readonly from: string
  readonly to: readonly string[]
}

/** Answers from 500 on, such as for an unknown recipient or a wrong password, will not pass by (RFC 5321, 4.2.1). */
const isPermanent = (code: unknown): boolean => typeof code === 'number' && code >= 500

/**
 * Mail over SMTP, as text and as HTML with the picture inside. The Message-ID is made of the key, so that mail programs can
 * tell a repeat; the later messages of an alarm answer its first, which makes a thread of them.
 */
export function email({ name, server, from, to }: EmailSettings): Channel {
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'assay.invalid'
  const idOf = (key: string) => `<${createHash('sha256').update(key).digest('hex').slice(0, 32)}@${domain}>`
  return {
    name,
    takesKey: false,
    async send(message, { key, first }) {
      const transport = createTransport({
        url: server,
        connectionTimeout: 15_000,
        greetingTimeout: 15_000,
        socketTimeout: 30_000,
      })
      const pictures = picturesOf(message)
      try {
        const messageId = idOf(key)
        const sent = await transport.sendMail({
          from,
          to: [...to],
          subject: subjectOf(message),
          messageId,
          ...(first === null || first === messageId ? {} : { inReplyTo: first, references: [first] }),
          headers: { 'X-Assay-Alarm': message.alarm, 'X-Assay-Message': key, 'Auto-Submitted': 'auto-generated' },
          text: plainLines(message).join('\n'),
          html: emailHtml(
            message,
            pictures.map((each) => each?.cid ?? null),
          ),
          attachments: pictures.flatMap((each) =>
            each ? [{ ...each, filename: 'history.png', contentDisposition: 'inline' as const }] : [],
          ),
        })
        if (sent.rejected.length > 0 && sent.accepted.length === 0)
          throw new Undelivered(`the mail server refused ${sent.rejected.map(String).join(', ')}`)
        return first ?? messageId
      } catch (cause) {
        if (cause instanceof Undelivered) throw cause
        throw undelivered(cause)
      } finally {
        transport.close()
      }
    },
  }
}

/** Line ends and other control characters would begin another header. */
const subjectOf = (of: Message): string => clipped(`[Assay] ${of.headline}`.replaceAll(/\p{Cc}+/gu, ' '), 200)

const picturesOf = (of: Message): readonly ({ readonly cid: string; readonly content: Buffer } | null)[] =>
  of.sentences.map((each, i) => {
    const content = picture(each.history, each.band)
    return content && { cid: `history-${String(i)}@assay`, content }
  })

function undelivered(cause: unknown): Undelivered {
  const words = wordsOf(cause)
  const code = cause !== null && typeof cause === 'object' && 'responseCode' in cause ? cause.responseCode : undefined
  return new Undelivered(`the mail server: ${words}`, { permanent: isPermanent(code), cause })
}
