/** Hands a file to whoever looks at the board. */
export function download(name: string, content: Blob): void {
  const url = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // the browser has taken it by then
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

/** A name for a file of this moment: "overview 2026-11-23 0541.csv". */
export function fileName(view: string, ending: string): string {
  const [day, time] = new Date().toISOString().split('T')
  return `${view.replace(/[^\p{L}\p{N} _-]+/gu, ' ').trim()} ${day ?? ''} ${(time ?? '').slice(0, 5).replace(':', '')}.${ending}`
}
