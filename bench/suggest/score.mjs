/** The cells of a CSV file with quotes, row by row, the head first. */
export function parsed(text) {
  const rows = [[]]
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '') break
    if (end !== ',') rows.push([])
  }
  return rows.filter((row) => row.length > 1 || row[0] !== '')
}

const cell = (row, column) => JSON.stringify([row, column])

/** The cells that differ from the truth: the whole clean table, or a list of `tid,attribute,correct_val` whose tid counts rows from 0. */
export function wrongCells([head, ...rows], [truthHead, ...truth]) {
  const listed = truthHead.join() === 'tid,attribute,correct_val'
  const right = listed
    ? truth.map(([tid, column, value]) => [Number(tid), column, value ?? ''])
    : truth.flatMap((row, i) => head.map((column, at) => [i, column, row[at] ?? '']))
  return new Set(
    right
      .filter(([i, column, value]) => (rows[i]?.[head.indexOf(column)] ?? '') !== value)
      .map(([i, column]) => cell(i + 1, column)),
  )
}

/** How many of the blamed cells are wrong, and how many of the wrong ones are blamed. */
export function found([head, ...failing], wrong) {
  const blamed = new Set(failing.map((row) => cell(Number(row[head.indexOf('row')]), row[head.indexOf('column')])))
  const right = [...blamed].filter((each) => wrong.has(each)).length
  const precision = blamed.size === 0 ? 1 : right / blamed.size
  const recall = wrong.size === 0 ? 1 : right / wrong.size
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) }
}
