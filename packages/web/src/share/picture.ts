/** A view as a picture: its elements and its style sheets in one SVG, which the browser draws. Nothing leaves this machine. */
export async function pictureOf(view: Element): Promise<Blob> {
  const { width, height } = view.getBoundingClientRect()
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgOf(view, width, height))}`
  await image.decode()
  const canvas = document.createElement('canvas')
  // as sharp as the screen, as long as the browser can hold it
  const scale = Math.min(2, LARGEST / Math.max(width, height))
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const drawing = canvas.getContext('2d')
  if (drawing === null) throw new Error('this browser cannot draw')
  drawing.fillStyle = getComputedStyle(document.documentElement).backgroundColor
  drawing.fillRect(0, 0, canvas.width, canvas.height)
  drawing.drawImage(image, 0, 0, canvas.width, canvas.height)
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (picture === null) throw new Error('the picture is too large')
  return picture
}

const LARGEST = 16_000
const XHTML = 'http://www.w3.org/1999/xhtml'
const SVG = 'http://www.w3.org/2000/svg'

function svgOf(view: Element, width: number, height: number): string {
  const svg = document.createElementNS(SVG, 'svg')
  svg.setAttribute('width', String(width))
  svg.setAttribute('height', String(height))
  const box = document.createElementNS(SVG, 'foreignObject')
  box.setAttribute('width', '100%')
  box.setAttribute('height', '100%')
  const root = document.createElementNS(XHTML, 'div')
  const style = document.createElementNS(XHTML, 'style')
  style.textContent = `${styles()}\n.picture-root { ${tokens()} background: var(--paper); color: var(--ink); font: var(--type-text) / 1.5 var(--font-text); }`
  root.setAttribute('class', 'picture-root')
  const copy = view.cloneNode(true) as Element
  for (const each of copy.querySelectorAll('.share, dialog')) each.remove()
  root.append(style, copy)
  box.append(root)
  svg.append(box)
  return new XMLSerializer().serializeToString(svg)
}

/** The rules of the board's own style sheets. */
const styles = (): string =>
  [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText)).join('\n')

/** The tokens as they are now: light or dark, as it is seen. */
function tokens(): string {
  const now = getComputedStyle(document.documentElement)
  const names = new Set([...styles().matchAll(/--[\w-]+(?=:)/g)].map(([name]) => name))
  return [...names].map((name) => `${name}: ${now.getPropertyValue(name)};`).join(' ')
}
