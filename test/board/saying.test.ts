/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { tokenFor } from '../../packages/assay/src/server/served.fixture.ts'
import { DELIVERIES, open, sideways, type Opened } from './opened.ts'

let board: Opened
beforeAll(async () => {
  board = await open()
})
afterAll(() => board?.close())
afterEach(() => board.leave())

describe('without a token, where only this machine can reach the server', () => {
  test('words, columns and real values are completed, mistakes say what was expected, and the verdict comes while typing', async () => {
    const page = await board.view('/d/strikes/edit')
    const editor = page.locator('.add .cm-content')
    await editor.click()
    await page.keyboard.type('`Wildlife Si')
    const options = page.locator('.add .cm-tooltip-autocomplete li')
    await expect.poll(() => options.first().innerText()).toBe('`Wildlife Size`')
    await page.keyboard.press('Enter')
    await expect.poll(() => editor.innerText()).toBe('`Wildlife Size` ')
    await page.keyboard.type(' must be one of "Sm')
    await expect.poll(() => options.first().innerText()).toMatch(/^"Small"\s*[\d,]+ rows$/)
    await page.keyboard.press('Enter')
    // the space that is typed behind a completion is the one that it has written
    await expect.poll(() => editor.innerText()).toBe('`Wildlife Size` must be one of "Small" ')
    await expect.poll(() => page.locator('.tried-now').innerText()).toMatch(/[\d.]+%[\s\S]*on all rows of delivery 8/)
    await expect
      .poll(() => page.locator('.tried-before').innerText())
      .toContain(`On the last ${String(DELIVERIES)} deliveries it would have broken 8`)
    const broken = page.locator('.tried-before li')
    expect(await broken.count()).toBe(7)
    await page.getByRole('button', { name: `and ${String(DELIVERIES - 6)} more` }).click()
    await expect.poll(() => broken.count()).toBe(DELIVERIES)
    await editor.click()
    await page.keyboard.press('End')
    await page.keyboard.type('or "Medium" or "Lagre"')
    await expect.poll(() => page.locator('.tried-now .value').innerText()).toMatch(/^[89]\d/)
    await page.keyboard.type(' allways')
    await expect.poll(() => page.locator('.wrong-so-far').innerText()).toContain('allways')
    await expect.poll(() => page.locator('.add .button.first').isDisabled()).toBe(true)
  })
  test('a completion can be taken at the moment when it is shown', async () => {
    const page = await board.view('/d/strikes/edit')
    const editor = page.locator('.add .cm-content')
    await editor.click()
    // faster than any hand: Enter in the turn in which the list comes
    await page.locator('.add .editor').evaluate((host) => {
      const root = host.shadowRoot!
      new MutationObserver((_, watching) => {
        if (root.querySelector('.cm-tooltip-autocomplete li') === null) return
        watching.disconnect()
        const enter = { key: 'Enter', keyCode: 13, bubbles: true, cancelable: true }
        root.querySelector('.cm-content')!.dispatchEvent(new KeyboardEvent('keydown', enter))
      }).observe(root, { childList: true, subtree: true })
    })
    await page.keyboard.type('s')
    await expect.poll(() => editor.innerText()).toMatch(/^`Speed IAS in knots` $/)
  })
  test('a column without backticks is mended by a click while the rest is still to come, and the keys go on behind it', async () => {
    const page = await board.view('/d/strikes/edit')
    const editor = page.locator('.add .cm-content')
    const options = page.locator('.add .cm-tooltip-autocomplete li')
    await editor.click()
    await page.keyboard.type('speed ias in k')
    await expect.poll(() => options.allInnerTexts()).toEqual(['`Speed IAS in knots`'])
    await page.keyboard.type('nots must be bet')
    await expect.poll(() => options.allInnerTexts()).toEqual(['between'])
    await expect
      .poll(() => page.locator('.wrong-so-far').innerText())
      .toContain('column names stand in backticks: write Speed IAS in knots')
    await page.keyboard.type('ween 0 and 400')
    // no list lies over the repair of what is whole but for that
    await expect.poll(() => options.count()).toBe(0)
    for (let i = 0; i < 'ween 0 and 400'.length; i++) await page.keyboard.press('Backspace')
    // what the page says about it, so that it is not said again
    await expect.poll(() => page.locator('.said li').allInnerTexts()).toContain('Speed IAS in knots must be at least 0')
    await page.getByRole('button', { name: 'Write: Speed IAS in knots must be bet' }).click()
    await page.keyboard.type('ween 0 and 400')
    await expect.poll(() => editor.innerText()).toBe('`Speed IAS in knots` must be between 0 and 400')
    await expect.poll(() => page.locator('.tried-now').count()).toBe(1)
  })
  test('a sentence is added by Enter, with its reason, and is judged without a reload', async () => {
    const reader = await board.view('/d/strikes')
    const page = await board.view('/d/strikes/edit')
    await page.getByLabel('Why it matters').fill('tables join by it')
    await page.getByLabel('Below').selectOption({ label: 'Form' })
    await page.locator('.add .cm-content').click()
    await page.keyboard.type('`Airport Name` should be present')
    await expect.poll(() => page.locator('.tried-now').count()).toBe(1)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.add [role=status]').innerText()).toContain('Added')
    expect(await page.locator('.add [role=status]').innerText()).toContain(
      'from the next delivery on; now, by Judge again',
    )
    const text = await board.served.folder.text('strikes.md')
    expect(text).toContain('- `Airport Name` should be present\n  Why: tables join by it\n')
    // what is on the page is no draft any more, and cannot be said again
    await page.reload()
    const editor = page.locator('.add .cm-content')
    await editor.click()
    await page.keyboard.type('every `Airport Name` should be filled')
    await expect.poll(() => page.locator('.add [role=status]').innerText()).toBe('The page says this already.')
    expect(await page.getByLabel('Why it matters').inputValue()).toBe('')
    expect(await editor.innerText()).toBe('every `Airport Name` should be filled')
    expect(await page.getByRole('button', { name: 'Add to the page' }).isDisabled()).toBe(true)
    await page.keyboard.press('End')
    await page.keyboard.type(' in at least 99% of rows')
    await expect.poll(() => page.getByRole('button', { name: 'Add to the page' }).isEnabled()).toBe(true)
    await board.served.folder.write(
      'in/strikes-9.csv',
      await board.served.folder.text('in/strikes-1.csv').then((csv) => csv.replace('Day', 'Night')),
    )
    await expect.poll(() => reader.locator('.document').innerText()).toContain('Airport Name should be present')
  })
  test('what is being written is there again after leaving the view, and on the view of each column', async () => {
    const page = await board.view('/d/strikes/edit')
    const editor = page.locator('.add .cm-content')
    const why = page.getByLabel('Why it matters')
    const below = page.getByLabel('Below').locator('option:checked')
    await why.fill('so that it is known')
    await page.getByLabel('Below').selectOption({ label: 'Form' })
    await editor.click()
    await page.keyboard.type('`Wildlife Size` should be pre')
    await expect.poll(() => editor.innerText()).toBe('`Wildlife Size` should be pre')
    await page.getByRole('link', { name: 'choose a column instead' }).click()
    await page.getByRole('link', { name: 'Wildlife Size' }).first().click()
    await expect.poll(() => editor.innerText()).not.toContain('pre')
    await editor.click()
    await page.keyboard.type('`Wildlife Size` must')
    await expect.poll(() => editor.innerText()).toBe('`Wildlife Size` must')
    await page.goBack()
    await page.goBack()
    await expect.poll(() => editor.innerText()).toBe('`Wildlife Size` should be pre')
    expect(await why.inputValue()).toBe('so that it is known')
    expect(await below.innerText()).toBe('Form')
    await page.goForward()
    await page.goForward()
    await expect.poll(() => editor.innerText()).toBe('`Wildlife Size` must')
  })
  test('what is saved with a mistake is asked about, and stands on the page as not judged yet and as no sentence', async () => {
    const page = await board.view('/d/people/edit')
    await page.getByRole('button', { name: 'Edit the whole page' }).click()
    await page.getByText('it lies in no repository; every version is kept here, with your name').waitFor()
    await page.locator('.whole .cm-content').click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('\n- `id` must be unique\n- `id` shud be')
    await page.getByRole('button', { name: 'Save with 1 mistake' }).click()
    await expect.poll(() => page.locator('.whole [role=status]').last().innerText()).toContain('Saved as version')
    expect(await page.locator('.whole [role=status]').last().innerText()).toContain('judged from the next delivery on')
    const reader = await board.view('/d/people', { viewport: { width: 360, height: 740 } })
    await expect
      .poll(() => reader.locator('.document .item.idle').innerText())
      .toMatch(/id must be unique[\s\S]*not judged yet/)
    await reader.getByRole('button', { name: '1 line is no sentence' }).press('Enter')
    const focused = reader.locator('.document .mistake:focus')
    await expect.poll(() => focused.innerText()).toContain('not a sentence')
    expect(await sideways(reader)).toBe(0)
    await (await board.view('/')).getByText('1 line is no sentence', { exact: true }).waitFor()
  })
  test('what the page says already about a column stands on its view', async () => {
    const page = await board.view('/d/people/columns/name')
    await page.getByRole('link', { name: 'name must be present' }).waitFor()
  })
  test('one key leads from the headline to the first broken sentence', async () => {
    const page = await board.view(`/d/strikes?delivery=${String(DELIVERIES)}`)
    await page.getByRole('button', { name: 'To the first broken sentence' }).press('Enter')
    await expect.poll(() => page.locator('summary:focus').innerText()).toContain('Speed IAS in knots')
  })
  test('an edit in between is shown beside one’s own, and nothing is overwritten', async () => {
    const page = await board.view('/d/all/edit')
    await page.getByRole('button', { name: 'Edit the whole page' }).click()
    const editor = page.locator('.whole .cm-content')
    await editor.click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('\nMine.\n')
    const before = (await board.served.get('/api/datasets/all/text')).body as { text: string; version: number }
    await board.served.send('PUT', '/api/datasets/all/text', {
      text: `${before.text}\nTheirs.\n`,
      basedOn: before.version,
    })
    await page.locator('.save button').click()
    await page.locator('.conflict').waitFor()
    expect(await page.locator('.two-texts').innerText()).toMatch(/Theirs\.[\s\S]*Mine\.|Mine\.[\s\S]*Theirs\./)
    expect(await board.served.folder.text('all.md')).toContain('Theirs.')
    await page.getByRole('button', { name: 'Save mine over it' }).click()
    await expect.poll(() => page.locator('.whole [role=status]').last().innerText()).toContain('Saved as version')
    expect(await board.served.folder.text('all.md')).toContain('Mine.')
    await expect.poll(() => page.locator('.versions li').count()).toBeGreaterThan(2)
  })
  test('limits are drawn into a distribution by the keyboard, and a suggestion is dismissed for good', async () => {
    const page = await board.view(`/d/strikes/columns/${encodeURIComponent('Speed IAS in knots')}`)
    const low = page.getByRole('slider', { name: 'Lowest allowed' })
    await low.focus()
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageUp')
    await expect.poll(() => page.locator('.add .cm-content').innerText()).toMatch(/must be between -?\d+ and \d+/)
    await expect.poll(() => page.locator('.tried-now').count()).toBe(1)
    const stepped = await low.getAttribute('aria-valuenow')
    const box = (await low.locator('circle').boundingBox())!
    await page.mouse.move(box.x + 5, box.y + 5)
    await page.mouse.down()
    await page.mouse.move(box.x + 80, box.y + 5, { steps: 4 })
    await page.mouse.up()
    await expect.poll(() => low.getAttribute('aria-valuenow')).not.toBe(stepped)
    await expect
      .poll(async () => {
        const said = await page.locator('.add .cm-content').innerText()
        return said.includes(`between ${String(await low.getAttribute('aria-valuenow'))} and`)
      })
      .toBe(true)

    await page.goto(`${board.served.url}/d/strikes/columns/${encodeURIComponent('Wildlife Size')}`)
    const suggestions = page.locator('.suggestions li')
    await suggestions.first().waitFor({ timeout: 30_000 })
    const said = await suggestions.first().locator('p').first().innerText()
    await suggestions.first().getByRole('button', { name: 'Take' }).click()
    await expect.poll(() => page.locator('.add .cm-content').innerText()).toContain('should')
    await suggestions.first().getByRole('button', { name: 'Dismiss' }).click()
    await expect.poll(() => page.locator('.suggested').innerText()).not.toContain(said)
  })
  test('a held delivery is released by the keyboard, with a reason that is kept', async () => {
    const page = await board.view(`/d/strikes/deliveries`)
    const opener = page.getByRole('button', { name: 'Release delivery 8' })
    const focused = (on: Locator) => on.evaluate((element) => element === document.activeElement)
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    const release = page.getByRole('dialog').getByRole('button', { name: 'Release' })
    expect(await release.isDisabled()).toBe(true)
    await page.getByRole('dialog').getByText('Delivery 9 stays current.').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
    await expect.poll(() => focused(opener)).toBe(true)
    await page.keyboard.press('Enter')
    await page.getByLabel('Reason').focus()
    await page.keyboard.type('the sign is mended later')
    await expect.poll(() => release.isEnabled()).toBe(true)
    await page.keyboard.press('Tab')
    await expect.poll(() => focused(release)).toBe(true)
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('#delivery-8').innerText()).toMatch(/released by .*the sign is mended later/)
  })
  test('what is expected is said of a sentence, and kept', async () => {
    const page = await board.view('/d/strikes?delivery=8')
    await page.locator('.item.broken').getByRole('button', { name: 'This is expected' }).click()
    await page.getByLabel('Reason').fill('known since May')
    await page.getByRole('button', { name: 'Keep this' }).click()
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0)
  })
  test('an alarm is acknowledged and muted', async () => {
    await board.served.folder.write(
      'in/strikes-10.csv',
      (await board.served.folder.text('in/strikes-8.csv')).replace('Day', 'Dawn'),
    )
    await board.served.judged('strikes', 10)
    const page = await board.view('/alarms')
    await page.locator('.alarm a', { hasText: 'Bird strikes' }).first().click()
    await page.getByRole('button', { name: 'Acknowledge' }).click()
    await page.getByLabel('Note').fill('looking at it')
    // two clicks before the first is answered are one word
    const said: string[] = []
    page.on('request', (request) => void (request.method() === 'POST' && said.push(request.url())))
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Acknowledge' })
      .evaluate((button: HTMLButtonElement) => {
        button.click()
        button.click()
      })
    await expect.poll(() => page.locator('.alarm-view').innerText()).toMatch(/acknowledged by .*looking at it/)
    expect(said).toHaveLength(1)
    await page.getByRole('button', { name: 'Mute' }).click()
    await page.getByLabel('For').selectOption('3 days')
    await page.getByRole('dialog').getByRole('button', { name: 'Mute' }).click()
    await expect.poll(() => page.locator('.alarm-view .details').innerText()).toContain('muted')
  })
})

describe('live', () => {
  test('what arrives is seen without a reload; a lost connection says so and heals', async () => {
    const page = await board.view('/')
    await expect.poll(() => page.locator('.status').innerText()).toContain('live')
    await board.served.folder.write('people.csv', 'id,name,email\n1,Ada,a@example.com\n')
    await expect.poll(() => page.locator('.datasets').innerText()).not.toContain('set aside')
    await page.context().setOffline(true)
    await page.reload().catch(() => undefined)
    await page.context().setOffline(false)
    await page.goto(board.served.url)
    let refused = true
    let tries = 0
    await page.route('**/api/events', (route) => {
      tries++
      return refused ? route.abort() : route.continue()
    })
    await page.reload()
    await expect.poll(() => page.locator('.status').innerText()).toContain('connection lost')
    // it is tried after a second, and then ever more seldom
    await page.waitForTimeout(2_000)
    expect(tries).toBeLessThan(5)
    refused = false
    await expect.poll(() => page.locator('.status').innerText()).toContain('live')
  })
})

/** From here on there are tokens, and nobody is let in without one. */
describe('with a token', () => {
  test('one signs in; no script can read the cookie; a viewer proposes, an editor accepts, and the API decides', async () => {
    const viewer = await tokenFor(board.served, 'viewer', 'Vera')
    const editor = await tokenFor(board.served, 'editor', 'Ed')
    const signIn = async (headers: Readonly<Record<string, string>>) => {
      const page = await board.view('/d/strikes')
      await page.getByLabel('Token').fill('wrong')
      await page.keyboard.press('Enter')
      await page.locator('[role=alert]').waitFor()
      await page.getByLabel('Token').fill((headers.authorization ?? '').replace('Bearer ', ''))
      await page.keyboard.press('Enter')
      await page.locator('.document').waitFor()
      return page
    }
    const page = await signIn(viewer)
    expect(await page.evaluate(() => document.cookie)).toBe('')
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    expect(await page.getByRole('button', { name: 'Reject' }).count()).toBe(0)
    const forced = await page.evaluate(() =>
      fetch('/api/datasets/strikes/deliveries/8/reject', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-assay': '1' },
        body: '{"reason":"x"}',
      }).then(({ status }) => status),
    )
    expect(forced).toBe(403)
    await page.getByRole('link', { name: 'Propose a sentence' }).click()
    await page.locator('.add .cm-content').click()
    await page.keyboard.type('`Flight Date` should be present')
    await page.getByRole('button', { name: 'Propose' }).click()
    await expect.poll(() => page.locator('.add [role=status]').innerText()).toContain('Proposed')
    await page.close()

    const other = await signIn(editor)
    const proposal = other.locator('.proposals .item')
    await proposal.waitFor()
    await expect
      .poll(() => proposal.innerText())
      .toMatch(/Flight Date should be present[\s\S]*100%[\s\S]*proposed by Vera/)
    await proposal.getByRole('button', { name: 'Accept' }).click()
    await other.getByLabel('Reason').fill('yes')
    await other.getByRole('dialog').getByRole('button', { name: 'Accept' }).click()
    await expect.poll(() => other.locator('.proposals').count()).toBe(0)
    expect(await board.served.folder.text('strikes.md')).toContain('- `Flight Date` should be present')
  })
  test('the policy lets no inline script or style in', async () => {
    const { headers } = await board.served.get('/d/strikes', { accept: 'text/html' })
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self';style-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe')
  })
})

test('nothing was done that the policy forbids, and no other host was asked', () => {
  expect(board.faults).toEqual([])
})
