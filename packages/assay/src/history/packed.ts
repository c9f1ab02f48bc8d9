import { createHash } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'

/** Long texts are kept compressed. */
export const packed = (text: string): Buffer => gzipSync(text)
export const unpacked = (bytes: ArrayBuffer): string => gunzipSync(Buffer.from(bytes)).toString('utf8')

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')
