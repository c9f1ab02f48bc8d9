/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { tokens } from '../../packages/assay/src/main.ts'
import { tokenFor } from '../../packages/assay/src/server/served.fixture.ts'
import { DELIVERIES, open, sideways, type Opened } from './opened.ts'

let board: Opened
beforeAll(async () => {
  board = await open()
})
afterAll(() => board?.close())
afterEach(() => board.leave())

const phone = { viewport: { width: 360, height: 740 } }

describe('two deliveries compared', () => {
  test('lead with what went beyond all earlier values and where, and say once that the rows are others', async () => {
    const page = await board.view(`/d/strikes/compare?a=${String(DELIVERIES - 1)}&b=${String(DELIVERIES)}`, phone)
    await expect
      .poll(() => page.locator('h1').innerText(), { timeout: 30_000 })
      .toBe('Speed IAS in knots has 63 numbers (9.4%) below 20, the lowest before: down to −250, 62 of them negative; 62 of them with Aircraft Airline Operator = SOUTHWEST AIRLINES, which 78 rows have') // prettier-ignore
    const text = await page.locator('main').innerText()
    expect(text.match(/these are other rows/g)).toHaveLength(1)
    expect(text).not.toMatch(/rows (added|removed)/)
    expect(await page.locator('.difference h3').first().innerText()).toBe('Speed IAS in knots')
    expect(await page.locator('.difference .histogram .course').count()).toBeGreaterThan(0)
    expect(await page.locator('.difference .bars .course').count()).toBeGreaterThan(0)
    for (const name of await page.locator('.filters span').all())
      expect((await name.boundingBox())?.height).toBeLessThan(30)
    expect(await sideways(page)).toBe(0)
  })
})

describe('the deliveries of a page', () => {
  test('are one stop of the keyboard, and arrows go from one to the next', async () => {
    const page = await board.view('/d/strikes')
    const links = page.locator('.strip a')
    expect(await links.count()).toBe(DELIVERIES)
    expect(await page.locator('.strip a[tabindex="0"]').count()).toBe(1)
    await page.locator('.strip a[tabindex="0"]').focus()
    expect(await page.locator(':focus').getAttribute('aria-label')).toContain(`delivery ${String(DELIVERIES)},`)
    await page.keyboard.press('ArrowLeft')
    expect(await page.locator(':focus').getAttribute('aria-label')).toContain(`delivery ${String(DELIVERIES - 1)},`)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    expect(await page.locator(':focus').getAttribute('aria-label')).toContain('delivery 1,')
    await page.keyboard.press('Tab')
    expect(await page.locator('.strip a:focus').count()).toBe(0)
    await page.locator('.strip a[tabindex="0"]').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.url()).toContain('delivery=2')
  })
  test('are a finger wide by their neighbours', async () => {
    const page = await board.view('/d/strikes', phone)
    const before = page.getByRole('link', { name: `← delivery ${String(DELIVERIES - 1)}` })
    expect((await before.boundingBox())?.height).toBeGreaterThanOrEqual(24)
    await before.click()
    await page.getByRole('link', { name: `delivery ${String(DELIVERIES)} →` }).waitFor()
  })
})

describe('a sentence that is proposed', () => {
  test('is told of in the overview and at the top, with its past, and once it is accepted it waits for the next delivery', async () => {
    const sentence = '`Speed IAS in knots` must be at least -10'
    const { status } = await board.served.send('POST', '/api/datasets/strikes/proposals', { sentence })
    expect(status).toBe(201)
    const overview = await board.view('/')
    await overview.getByRole('link', { name: '1 sentence proposed, waits for an editor' }).click()
    await overview.getByRole('button', { name: '1 sentence proposed, waits for an editor' }).press('Enter')
    const proposal = overview.locator('.proposals .item')
    expect(await proposal.evaluate((it) => it === document.activeElement)).toBe(true)
    await expect
      .poll(() => proposal.innerText())
      .toContain(`On the last ${String(DELIVERIES)} deliveries it would have broken 1`)
    await proposal.getByRole('button', { name: 'Accept' }).click()
    await overview.getByLabel('Reason').fill('tails')
    await overview.getByRole('dialog').getByRole('button', { name: 'Accept' }).click()
    await expect
      .poll(() => overview.locator('.accepted').innerText())
      .toBe('Accepted, and judged from the next delivery on: Speed IAS in knots must be at least -10')
    await expect.poll(() => overview.locator('.document .item.idle').allInnerTexts()).toHaveLength(1)
    expect(await overview.locator('.document .item.idle').innerText()).toMatch(/at least -10[\s\S]*not judged yet/)
  })
})

describe('limits', () => {
  test('follow the numbers that are typed, and go beyond the values', async () => {
    const page = await board.view(`/d/strikes/columns/${encodeURIComponent('Speed IAS in knots')}`)
    const [low, high] = ['Lowest allowed', 'Highest allowed'].map((name) => page.getByRole('slider', { name }))
    const editor = page.locator('.add .cm-content')
    await editor.click()
    await page.keyboard.insertText('`Speed IAS in knots` must be between -100 and 1600')
    await expect.poll(() => high?.getAttribute('aria-valuenow')).toBe('1600')
    expect(await low?.getAttribute('aria-valuenow')).toBe('-100')
    // far off it is drawn at the edge, with its number, and the values keep half of the width
    expect(await high?.locator('text').textContent()).toBe('1,600')
    const bars = await page.locator('.limits rect.good').evaluateAll((all) => all.map((each) => Number(each.getAttribute('x')))) // prettier-ignore
    expect(Math.max(...bars) - Math.min(...bars)).toBeGreaterThan(180)
    await high?.focus()
    await page.keyboard.press('PageUp')
    await expect.poll(async () => Number(await high?.getAttribute('aria-valuenow'))).toBeGreaterThan(1600)
    await expect.poll(() => editor.innerText()).toMatch(/between -100 and 1[67]\d+$/)
  })
})

describe('a limit that is dragged', () => {
  test('stands under the pointer, beside its number, and the last word is tried on the deliveries before', async () => {
    const page = await board.view(`/d/strikes/columns/${encodeURIComponent('Speed IAS in knots')}`)
    const high = page.getByRole('slider', { name: 'Highest allowed' })
    const said = async () => Number(await high.getAttribute('aria-valuenow'))
    const spot = async () => {
      const box = (await high.locator('circle').boundingBox())!
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
    }
    // also of wordings on the way, which are given up
    const held: (() => void)[] = []
    await page.route('**/try/past', async (route) => {
      await new Promise<void>((resolve) => held.push(resolve))
      await route.continue().catch(() => undefined)
    })
    await high.waitFor()
    // beyond the values too, with room to go on from there
    const highest = await said()
    for (const by of [-120, 100, 40]) {
      const from = await spot()
      const before = await said()
      await page.mouse.move(from.x, from.y)
      await page.mouse.down()
      await page.mouse.move(from.x + by, from.y, { steps: 5 })
      await expect.poll(async () => Math.abs((await spot()).x - from.x - by)).toBeLessThan(3)
      await page.mouse.up()
      await expect.poll(said).not.toBe(before)
    }
    expect(await said()).toBeGreaterThan(highest)
    const picture = (await page.locator('.limits svg').boundingBox())!
    await expect.poll(async () => picture.x + picture.width - (await spot()).x).toBeGreaterThan(20)
    await expect.poll(() => page.locator('.add .cm-content').innerText()).toContain(`and ${String(await said())}`)
    // nothing is told of the deliveries before until it is of this sentence
    const tell = async () => {
      await expect.poll(() => page.locator('.looks-back').count()).toBe(1)
      expect(await page.locator('.tried-before').count()).toBe(0)
      await expect.poll(() => held.length).toBeGreaterThan(0)
      const shown = () => {
        for (const go of held.splice(0)) go()
        return page.locator('.tried-before').count()
      }
      await expect.poll(shown).toBe(1)
      expect(await page.locator('.looks-back').count()).toBe(0)
    }
    await tell()
    await high.press('PageDown')
    await tell()
  })
  test('is written each time, also where it was before', async () => {
    const page = await board.view(`/d/strikes/columns/${encodeURIComponent('Speed IAS in knots')}`)
    const high = page.getByRole('slider', { name: 'Highest allowed' })
    await high.waitFor()
    for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowRight', 'ArrowLeft']) {
      const before = await high.getAttribute('aria-valuenow')
      await high.press(key)
      await expect.poll(() => high.getAttribute('aria-valuenow')).not.toBe(before)
      const now = String(await high.getAttribute('aria-valuenow'))
      await expect.poll(() => page.locator('.add .cm-content').innerText()).toMatch(new RegExp(`and ${now}$`))
    }
  })
  test('comes near the other, and both numbers can be read', async () => {
    const page = await board.view(`/d/strikes/columns/${encodeURIComponent('Speed IAS in knots')}`)
    await page.locator('.add .cm-content').click()
    await page.keyboard.insertText('`Speed IAS in knots` must be between 1 and 4')
    const labels = page.locator('.handle text')
    await expect.poll(() => labels.allTextContents()).toEqual(['1', '4'])
    const [low, high] = [await labels.first().boundingBox(), await labels.last().boundingBox()]
    expect((low?.x ?? 0) + (low?.width ?? 0)).toBeLessThan(high?.x ?? 0)
  })
})

describe('a suggestion that is taken', () => {
  test('is seen where it is tried, and once it is added it is neither offered nor added again', async () => {
    const page = await board.view(`/d/strikes/columns/${encodeURIComponent('Wildlife Size')}`)
    const suggestions = page.locator('.suggestions li')
    await suggestions.first().waitFor()
    const sentence = await suggestions.first().locator('p').first().innerText()
    const all = await suggestions.count()
    const editor = page.locator('.add .cm-content')
    await suggestions.last().scrollIntoViewIfNeeded()
    await suggestions.first().getByRole('button', { name: 'Take' }).press('Enter')
    await expect.poll(async () => (await editor.innerText()).replaceAll('`', '').trim()).toBe(sentence)
    const taken = await editor.innerText()
    const inSight = () => editor.evaluate((it) => it.getBoundingClientRect().top >= 0 && it.getBoundingClientRect().bottom <= innerHeight) // prettier-ignore
    await expect.poll(inSight).toBe(true)
    await page.keyboard.type(' x')
    await expect.poll(() => editor.innerText()).toBe(`${taken} x`)
    await page.keyboard.press('Backspace')
    await page.keyboard.press('Backspace')
    // what is suggested is not asked for anew, so that only the page can tell
    await page.route('**/suggestions?*', (route) => route.abort())
    const add = page.getByRole('button', { name: 'Add to the page' })
    await expect.poll(() => add.isEnabled()).toBe(true)
    await add.click()
    await expect
      .poll(() => page.locator('.add [role=status]').allInnerTexts())
      .toEqual([expect.stringContaining(`Added: ${sentence}`)])
    await expect.poll(() => suggestions.count()).toBe(all - 1)
    await editor.click()
    await page.keyboard.insertText(taken)
    await expect.poll(() => page.locator('.add [role=status]').allInnerTexts()).toEqual(['The page says this already.'])
    expect(await add.isDisabled()).toBe(true)
  })
})

test('the facts of a column are those that say something', async () => {
  const page = await board.view(`/d/strikes/columns/${encodeURIComponent('Speed IAS in knots')}`)
  const facts = page.locator('.profile dl')
  await facts.waitFor()
  expect(await facts.locator('dt').allInnerTexts()).toEqual([
    'Smallest',
    'Largest',
    'Average',
    'Median',
    'Frequent',
    'Rare',
    'Written like',
  ])
  expect(await page.locator('main > .details').innerText()).not.toContain('1234.56')
})

describe('the rows that fail', () => {
  test('say at their head what they share, and number rows as the evidence does', async () => {
    const page = await board.view('/d/strikes')
    const evidence = page.locator('.item.broken table.evidence')
    const numbers = (await evidence.locator('tbody td:first-child').allInnerTexts()).map((each) => each.trim())
    await page
      .getByRole('link', { name: /^All [\d,]+ rows$/ })
      .first()
      .click()
    await expect
      .poll(() => page.locator('.common').innerText())
      .toContain('Aircraft Airline Operator = SOUTHWEST AIRLINES')
    await expect
      .poll(async () =>
        (await page.locator('.windowed tbody button').allInnerTexts()).map((each) => each.split(':')[0]?.trim()),
      )
      .toEqual(expect.arrayContaining(numbers))
  })
})

describe('a server that was away', () => {
  test('is listened to again as soon as it does what somebody asks for', async () => {
    await board.served.send('POST', '/api/datasets/strikes/proposals', { sentence: '`Flight Date` must be present' })
    const page = await board.view('/d/strikes')
    let refused = true
    let tries = 0
    await page.route('**/api/events', (route) => {
      tries++
      return refused ? route.abort() : route.continue()
    })
    await page.clock.install()
    await page.reload()
    await expect.poll(() => page.locator('.status').innerText()).toContain('connection lost')
    const answer = page.locator('.proposals .item').getByRole('button', { name: 'Decline' })
    await answer.waitFor()
    // it is tried once more, and from then on no timer of the page goes off: nothing is tried again by itself
    const before = tries
    await page.clock.pauseAt(new Date(Date.now() + 60_000))
    await expect.poll(() => tries).toBeGreaterThan(before)
    refused = false
    await answer.click()
    await page.getByLabel('Reason').fill('said already')
    await page.getByRole('dialog').getByRole('button', { name: 'Decline' }).click()
    await expect.poll(() => page.locator('.status').innerText()).toContain('live')
  })
})

describe('whoever was signed in', () => {
  test('is asked for a token where they are when theirs has ended, and told nothing of how programs sign in', async () => {
    const { authorization = '' } = await tokenFor(board.served, 'editor', 'Ed')
    // as long as there is another token, nobody is let in without one
    await tokenFor(board.served, 'viewer', 'Vera')
    const page = await board.view('/d/people/edit')
    await page.getByLabel('Token').fill(authorization.replace('Bearer ', ''))
    await page.keyboard.press('Enter')
    await page.locator('.add .cm-content').waitFor()
    await tokens.revoke(1, { by: 'Ada', folder: board.served.folder.path })
    await page.getByLabel('Token').waitFor({ timeout: 30_000 })
    expect(await page.locator('body').innerText()).not.toContain('Bearer')
    expect(new URL(page.url()).pathname).toBe('/d/people/edit')
  })
})

test('nothing was done that the policy forbids', () => {
  expect(board.faults).toEqual([])
})
