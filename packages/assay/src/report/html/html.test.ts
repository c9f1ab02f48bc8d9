import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codeText, html, markdown } from './html.ts'

test('texts are escaped, HTML is not escaped twice', () => {
  const inner = html`<b>${'<i>&"\''}</b>`
  expect(html`<p title="${'"x'}">${inner}${[inner, inner]}${7}</p>`.markup).toBe(
    `<p title="&quot;x">${'<b>&lt;i&gt;&amp;&quot;&#39;</b>'.repeat(3)}7</p>`,
  )
})

test('no text can open a tag, end an attribute or hide itself', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(html`${text}`.markup).not.toMatch(/[<>"'\u0000-\u0008\u202a-\u202e]/u)
      expect(codeText(text).markup.replaceAll(/<\/?code>/g, '')).not.toMatch(/[<>"']/)
    }),
  )
})

test('prose is Markdown without HTML, pictures and dangerous links', () => {
  expect(markdown('*a* <script>x</script>').markup).toBe('<p><em>a</em> &lt;script&gt;x&lt;/script&gt;</p>')
  expect(markdown('[x](javascript:alert(1))').markup).toBe('<p><a href="">x</a></p>')
  expect(markdown('![a "picture"](http://evil.example/x.png "title")').markup).toBe('<p>a &quot;picture&quot;</p>')
})

test('columns in backticks are code, a lone backtick is itself', () => {
  expect(codeText('`a<b` is `c`').markup).toBe('<code>a&lt;b</code> is <code>c</code>')
  expect(codeText('a ` b').markup).toBe('a ` b')
  expect(codeText('`a` and ` b').markup).toBe('<code>a</code> and ` b')
})
