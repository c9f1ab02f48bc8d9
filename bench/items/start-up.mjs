import { writeFileSync } from 'node:fs'
import { fileURLToPath, URL } from 'node:url'
import { inTurns, processOf, ratioToFastest, written } from '../measure.mjs'
import { assay, dataFile } from '../paths.mjs'

export async function startUp() {
  const page = dataFile('ten.md')
  writeFileSync(
    dataFile('ten.csv'),
    `id,name,price\n${Array.from({ length: 10 }, (_, i) => `${i},name ${i},${i + 1}\n`).join('')}`,
  )
  writeFileSync(
    page,
    '---\ndataset: ten\nsource: ten.csv\n---\n# Ten\n\n- `id` must be unique\n- `name` must be present\n- `price` must be between 1 and 10\n',
  )
  const opening = fileURLToPath(new URL('../open-engine.mjs', import.meta.url))
  const times = await inTurns(
    { assay: () => processOf([assay, 'check', page]), 'opening the engine': () => processOf([opening]) },
    9,
  )
  const ratio = ratioToFastest(times, 'assay')
  return [
    {
      what: '`assay check` on a file of ten rows, whole process, against a script that only opens the engine',
      target: '≤ 1.5 ×',
      result: `${ratio.toFixed(2)} ×`,
      pass: ratio <= 1.5,
      detail: written(times),
    },
  ]
}
