import { basename, relative } from 'node:path'
import type { FastifyRequest } from 'fastify'
import { readPageText, savePage, type SavePage } from '../run/page-text.ts'
import type { DatasetRecord, PageVersionRecord } from '../record.ts'
import type { App } from './app.ts'
import {
  conflictSchema,
  datasetParams,
  saveTextSchema,
  savedTextSchema,
  textSchema,
  textVersionParams,
  textVersionSchema,
  type ConflictResponse,
  type SavedTextResponse,
  type TextResponse,
} from './contract.ts'
import { datasetOf } from './datasets.ts'
import { notFound } from './refusal.ts'
import type { Services } from './services.ts'
import { mayAct } from './tokens.ts'

const MOST_VERSIONS = 500

/** The text of a page: to read, to edit, and as it was. */
export function addText(app: App, services: Services): void {
  const { store, history } = services
  app.get(
    '/api/datasets/:dataset/text',
    {
      schema: { summary: 'The text of a page and its versions', params: datasetParams, response: { 200: textSchema } },
      config: { role: 'viewer' },
    },
    (request) => textOf(services, request.params.dataset, mayEdit(request)),
  )
  app.get(
    '/api/datasets/:dataset/text/:version',
    {
      schema: { summary: 'A page as it was', params: textVersionParams, response: { 200: textVersionSchema } },
      config: { role: 'viewer' },
    },
    async (request) => {
      const { dataset: name, version } = request.params
      const dataset = await datasetOf(services, name)
      const found = await store.pageVersion(history.db, dataset.id, version)
      if (!found) throw notFound(`version ${String(version)} of the page of ${name}`)
      return { ...versionResponse(found), text: found.text }
    },
  )
  app.put(
    '/api/datasets/:dataset/text',
    {
      schema: {
        summary: 'Save a page; 409 where it was changed since it was read',
        params: datasetParams,
        body: saveTextSchema,
        response: { 200: savedTextSchema, 409: conflictSchema },
      },
      config: { role: 'editor' },
    },
    async (request, reply) => {
      const dataset = await datasetOf(services, request.params.dataset)
      const { text, basedOn, message } = request.body
      const saved = await saved409(services, { ...asking(request), dataset, text, basedOn, message: message ?? null })
      return 'code' in saved ? reply.code(409).send(saved) : saved
    },
  )
}

const mayEdit = ({ person }: FastifyRequest): boolean => person !== null && mayAct(person.role, 'editor')

/** Who saves, and whether they may say where the data comes from. */
export function asking({ person }: FastifyRequest): Pick<SavePage, 'by' | 'settings'> {
  return { by: person?.name ?? '', settings: person !== null && mayAct(person.role, 'admin') }
}

async function textOf(services: Services, name: string, mayEdit: boolean): Promise<TextResponse> {
  const { store, history, project } = services
  const dataset = await datasetOf(services, name)
  const { text, version, writable, repository } = await readPageText(services, dataset)
  const versions = await store.pageVersions(history.db, dataset.id, MOST_VERSIONS)
  return {
    file: fileIn(project.root, dataset),
    text,
    version,
    editable: mayEdit && writable,
    git: repository === 'commits',
    repository,
    versions: versions.map(versionResponse),
  }
}

function fileIn(root: string, { page }: DatasetRecord): string {
  const inside = relative(root, page)
  return inside.startsWith('..') ? basename(page) : inside
}

const versionResponse = ({ id, at, by, message }: PageVersionRecord): TextResponse['versions'][number] => ({
  version: id,
  at,
  by,
  message,
})

/** Saves a page and tells those who look; what was edited by somebody else in between is given back instead. */
export async function saved409(services: Services, save: SavePage): Promise<SavedTextResponse | ConflictResponse> {
  const done = await savePage(services, save)
  if (done.kind === 'conflict') {
    const { id, text, by, at } = done.now
    const who = by === 'file' ? 'in its file' : `by ${by}`
    return {
      code: 'conflict',
      message: `The page was changed ${who} since version ${String(save.basedOn)}.`,
      next: 'Take over what is new in it, and save again.',
      text,
      version: id,
      by,
      at,
    }
  }
  const { version, page, commit } = done
  services.events.emit('change', { kind: 'page', dataset: save.dataset.name, version: version.id, by: version.by })
  return {
    ...versionResponse(version),
    diagnostics: page.diagnostics.map((each) => ({ ...each })),
    commit: commit.kind === 'commit' ? commit.hash : null,
    notCommitted: commit.kind === 'failed' ? commit.why : null,
  }
}
