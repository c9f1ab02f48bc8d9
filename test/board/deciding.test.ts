/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { DELIVERIES, open, type Opened } from './opened.ts'

const two = (n: number): string => String(n).padStart(2, '0')
const iso = (i: number): string => `2024-${two(1 + (i % 12))}-${two(1 + (i % 28))}`
const days = (day: (i: number) => string): string =>
  `id,day\n${Array.from({ length: 200 }, (_, i) => `${String(i)},${day(i)}`).join('\n')}\n`

const MORE = {
  'days.md':
    '---\nsource: days/*.csv\ndelivery: each file\n---\n# Days\n\n- `day` must be a date written as YYYY-MM-DD\n',
  'days/1.csv': days(iso),
  'days/2.csv': days((i) => iso(i).split('-').reverse().join('/')),
}

let board: Opened
beforeAll(async () => {
  board = await open(MORE)
  await board.served.judged('days', 2)
})
afterAll(() => board?.close())
afterEach(() => board.leave())

/** Presses what asks for a reason, and gives it. */
async function because(page: Page, button: string, reason: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill(reason)
  await dialog.locator('button[type=submit]').click()
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
}

describe('a delivery', () => {
  test('whose format changed is cured by one button: the page is mended, it is judged again and becomes current', async () => {
    const page = await board.view('/d/days')
    const broken = page.locator('.item.broken')
    expect(await broken.innerText()).toContain('DD/MM/YYYY')
    expect(await page.locator('.page-head').innerText()).toContain('delivery 1 is current')
    await because(page, 'Change the page so, and judge again', 'they write it so now')
    await page.locator('.item.holds').waitFor()
    expect(await page.locator('.page-head').innerText()).toMatch(/delivery 2 [\s\S]*· current/)
    expect(await page.locator('.page-head').innerText()).toContain('they write it so now')
    expect(await board.served.folder.text('days.md')).toContain('must be a date written as DD/MM/YYYY')
    expect(await page.locator('.cure').count()).toBe(0)
  })
  test('that was accepted is rejected, the one before is current, and judged again it is accepted as before', async () => {
    const number = DELIVERIES - 1
    const page = await board.view('/d/strikes/deliveries')
    const line = (n: number) => page.locator(`#delivery-${String(n)}`)
    expect(await line(number).innerText()).toContain('· current')
    await because(page, `Reject delivery ${String(number)}`, 'half of it is from the test system')
    await expect.poll(() => line(number).innerText()).toMatch(/rejected by .*half of it is from the test system/)
    await expect.poll(() => line(number - 1).innerText()).toContain('· current')
    expect(await line(number).getByRole('button', { name: 'Reject' }).count()).toBe(0)
    await because(page, `Judge again delivery ${String(number)}`, 'it was not')
    await expect.poll(() => line(number).innerText()).toMatch(/judged again, asked for by .*it was not/)
    await expect.poll(() => line(number).innerText()).toContain('· current')
    expect(await line(number - 1).innerText()).not.toContain('· current')
  })
  test('that is being checked shows how far it is, without a reload, and then its verdict', async () => {
    const page = await board.view('/')
    await expect.poll(() => page.locator('.status').innerText()).toContain('live')
    // what is said may be there for a moment only
    await page.evaluate(() => {
      const seen = new Set<string>()
      Object.assign(window, { seen })
      new MutationObserver(() => {
        for (const each of document.querySelectorAll('.datasets .says .quiet')) seen.add(each.textContent)
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    const before = await board.served.folder.text('all.csv')
    await board.served.folder.write('all.csv', before.replaceAll('\n', '\r\n'))
    await board.served.judged('all', 2)
    const row = page.locator('.datasets tr', { hasText: 'The whole file' })
    await expect.poll(() => row.locator('.strip .box').count()).toBe(2)
    const seen = await page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen])
    expect(seen.join('; ')).toMatch(/reading all\.csv[\s\S]*measuring 2 sentences/i)
    await expect.poll(() => row.locator('.says .quiet').count()).toBe(0)
  })
})

describe('a verdict', () => {
  test('that should have alarmed is said so, with a reason that stands below the sentence from then on', async () => {
    const page = await board.view('/d/strikes?delivery=3')
    const rows = page.locator('.item', { hasText: 'the number of rows' })
    await rows.locator('summary').click()
    await rows.getByRole('button', { name: 'This should have alarmed' }).click()
    await page.getByLabel('Reason').fill('one airport was missing')
    await page.getByRole('button', { name: 'Keep this' }).click()
    await expect
      .poll(() => rows.locator('.said').allInnerTexts())
      .toEqual([expect.stringMatching(/^should have alarmed, says .*: one airport was missing$/)])
    const { body } = await board.served.get('/api/datasets/strikes/deliveries/3')
    expect(body).toMatchObject({
      delivery: { judgedWrong: [{ kind: 'should-have-alarmed', reason: 'one airport was missing' }] },
    })
    expect(await page.locator('.said').count()).toBe(1)
  })
})

describe('an alarm', () => {
  test('is snoozed; muted it says so and can be unmuted; what was said of it stays', async () => {
    const page = await board.view('/alarms')
    await page.locator('.alarm a', { hasText: 'Bird strikes' }).first().click()
    const details = page.locator('.alarm-view .details')
    const answer = async (what: string, hours: string | null, note: string) => {
      await page.getByRole('button', { name: what, exact: true }).click()
      if (hours !== null) await page.getByLabel('For').selectOption(hours)
      await page.getByLabel('Note').fill(note)
      await page.getByRole('dialog').getByRole('button', { name: what, exact: true }).click()
      await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    }
    await answer('Snooze', '1 day', 'until they are back')
    await expect.poll(() => details.innerText()).toMatch(/snoozed by .* until .*: until they are back/)
    await answer('Mute', '1 week', 'known')
    await expect.poll(() => details.innerText()).toMatch(/muted by .* until .*: known/)
    expect(await page.getByRole('button', { name: 'Snooze' }).count()).toBe(0)
    await answer('Unmute', null, 'they say that it is mended')
    await expect.poll(() => details.innerText()).not.toContain('muted')
    await page.getByRole('button', { name: 'Mute', exact: true }).waitFor()
    const events = await page.locator('.events').innerText()
    for (const note of ['until they are back', 'known', 'they say that it is mended']) expect(events).toContain(note)
  })
})

describe('a proposal', () => {
  test('is declined with a reason, goes, and leaves the page as it was', async () => {
    const before = await board.served.folder.text('strikes.md')
    const proposed = await board.served.send('POST', '/api/datasets/strikes/proposals', {
      sentence: '`Airport Name` must be unique',
    })
    expect(proposed.status).toBeLessThan(300)
    const page = await board.view('/d/strikes')
    const proposal = page.locator('.proposals .item')
    await proposal.waitFor()
    expect(await proposal.innerText()).toMatch(/Airport Name must be unique[\s\S]*proposed by/)
    await because(page, 'Decline', 'an airport has many strikes')
    await expect.poll(() => page.locator('.proposals').count()).toBe(0)
    const { body } = await board.served.get('/api/datasets/strikes/proposals')
    expect(body).toMatchObject({ proposals: [] })
    expect(await board.served.folder.text('strikes.md')).toBe(before)
  })
})

test('nothing was done that the policy forbids, and no other host was asked', () => {
  expect(board.faults).toEqual([])
})
