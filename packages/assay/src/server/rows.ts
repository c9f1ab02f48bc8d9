import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { DatasetRecord, DeliveryRecord } from '../record.ts'
import type { OpenDelivery } from '../run/open-deliveries.ts'
import { pageThen, sentenceOn } from '../run/page-of.ts'
import { failingRows, rowsCsv, rowsPage, setAsideRows, type RowsPage, type ShownRows } from '../run/shown-rows.ts'
import type { App } from './app.ts'
import {
  deliveryParams,
  rowsQuery,
  rowsSchema,
  setAsideQuery,
  setAsideSchema,
  type RowsResponse,
  type SetAsideResponse,
} from './contract.ts'
import { deliveryOf, type Delivered } from './datasets.ts'
import { notFound } from './refusal.ts'
import type { Services } from './services.ts'

interface Asked {
  readonly q?: string | undefined
  readonly after: number
  readonly limit: number
}

/** Rows of kept deliveries: those that fail a sentence, and those set aside. */
export function addRows(app: App, services: Services): void {
  app.get(
    '/api/datasets/:dataset/deliveries/:number/rows',
    {
      schema: {
        summary: 'Every row of a delivery that fails a sentence; as JSON a part at a time, as CSV all',
        params: deliveryParams,
        querystring: rowsQuery,
        response: { 200: rowsSchema },
      },
      config: { role: 'viewer' },
    },
    async (request, reply) => {
      const { dataset, delivery } = await deliveryOf(services, request.params)
      const { sentence: canonical, format, ...asked } = request.query
      const { page, sentence } = await sentenceOn(services, dataset, delivery, canonical)
      const answer = await services.open.use(
        { dataset, delivery, page },
        async (open): Promise<RowsResponse | Readable> => {
          const rows = await failingRows(open, sentence)
          if (format === 'csv') return rowsCsv(open, rows, asked.q)
          const part = await rowsPage(open, rows, asked)
          return {
            ...found(open, rows, asked, part),
            blamed: [...rows.blamed],
            rows: part.rows.map(({ file, row, cells }) => ({ file, row, cells: [...cells] })),
          }
        },
      )
      return answer instanceof Readable ? sendCsv(reply, answer, { dataset, delivery }, 'failing') : answer
    },
  )
  app.get(
    '/api/datasets/:dataset/deliveries/:number/set-aside',
    {
      schema: {
        summary: 'The rows that a delivery was accepted without, each with the sentences that it broke',
        params: deliveryParams,
        querystring: setAsideQuery,
        response: { 200: setAsideSchema },
      },
      config: { role: 'viewer' },
    },
    async (request, reply) => {
      const { dataset, delivery } = await deliveryOf(services, request.params)
      const { format, ...asked } = request.query
      const page = await pageThen(services, dataset, delivery)
      const path = await setAsidePath(services, dataset, delivery)
      const answer = await services.open.use(
        { dataset, delivery, page },
        async (open): Promise<SetAsideResponse | Readable> => {
          const rows = await setAsideRows(open, path)
          if (format === 'csv') return rowsCsv(open, rows, asked.q)
          const part = await rowsPage(open, rows, asked)
          return {
            ...found(open, rows, asked, part),
            rows: part.rows.map((each) => ({ ...each, cells: [...each.cells], broke: [...each.broke] })),
          }
        },
      )
      return answer instanceof Readable ? sendCsv(reply, answer, { dataset, delivery }, 'set-aside') : answer
    },
  )
}

async function setAsidePath(
  { deliveries, project }: Services,
  dataset: DatasetRecord,
  { folder, number }: DeliveryRecord,
): Promise<string> {
  const nothing = notFound(`row that was set aside of ${dataset.name} ${String(number)}`)
  if (folder === null) throw nothing
  const path = join(deliveries.deliveryFolder(project.state, dataset.name, folder), deliveries.SET_ASIDE)
  await stat(path).catch(() => {
    throw nothing
  })
  return path
}

const found = (open: OpenDelivery, rows: ShownRows, asked: Asked, { rows: part, matching }: RowsPage) => ({
  delivery: open.delivery.number,
  columns: rows.columns.map((each) => each.name),
  key: [...open.page.key],
  total: rows.total,
  matching,
  next: asked.after + part.length < matching && part.length > 0 ? asked.after + part.length : null,
})

const NOT_IN_NAMES = /[^\w.-]+/g

/** A file to save, with a name that says what it is. */
function sendCsv(reply: FastifyReply, rows: Readable, { dataset, delivery }: Delivered, what: string): FastifyReply {
  const name = `${dataset.name}-${String(delivery.number)}-${what}.csv`.replace(NOT_IN_NAMES, '_')
  return reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(rows)
}
