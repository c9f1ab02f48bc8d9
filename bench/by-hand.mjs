/** The same numbers as a run of assay takes, in single statements as a good engineer would write them. */

const FORMS = {
  'count_if by hand': (passes) => `count_if(${passes})`,
  'sum(case) by hand': (passes) => `sum(CASE WHEN ${passes} THEN 1 ELSE 0 END)`,
  'filter by hand': (passes) => `count(*) FILTER (WHERE ${passes})`,
}

/** Blank text and NaN are missing, once for each column. */
export function normalised(from, { all, texts, doubles }) {
  const columns = all.map((each) => {
    if (texts.includes(each)) return `CASE WHEN trim(${each}) = '' THEN NULL ELSE ${each} END AS ${each}`
    return doubles.includes(each) ? `nullif(${each}, 'NaN'::DOUBLE) AS ${each}` : each
  })
  return `(SELECT ${columns.join(', ')} FROM ${from})`
}

/** For each form of writing it, one statement that counts the rows, the counted and the passing ones of all sentences. */
export function statementsByHand(from, sentences) {
  const counted = [...new Set(sentences.flatMap((each) => each.column ?? []))].map((each) => `count(${each})`)
  return Object.fromEntries(
    Object.entries(FORMS).map(([name, form]) => [
      name,
      `SELECT ${['count(*)', ...counted, ...sentences.map((each) => form(each.passes))].join(', ')} FROM ${from}`,
    ]),
  )
}

/** One statement for each sentence. */
export const oneByOne = (from, sentences) =>
  sentences.map(
    (each) => `SELECT count(*), ${each.column ? `count(${each.column}), ` : ''}count_if(${each.passes}) FROM ${from}`,
  )
