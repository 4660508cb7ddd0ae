import { normalName } from '../../registry/names.ts';
import { notFound } from '../http-error.ts';
import type { Parameters } from '../parameters.ts';
import { renderedContent, renderedVersion, withReferences } from '../rendered.ts';
import { type Call, JsonText, Lasting, type Route } from '../route.ts';
import { includeOf } from './subjects.ts';

const NO_ASSOCIATIONS = 'this registry keeps no associations';
export const NO_TAGS = 'this registry does not look for tags; they are in the schema, as confluent:tags';

const byId = ({ path, parameters, registry }: Call) =>
  registry.query({ type: 'schema-by-id', id: idOf(path['id']), subject: subjectOf(parameters), format: parameters.text('format') });

const holders = ({ path, parameters, registry }: Call) =>
  registry.query({ type: 'versions-of-id', id: idOf(path['id']), subject: subjectOf(parameters), deleted: parameters.flag('deleted') });

/** `/schemas`: schemas by id and guid, and lists of them. */
export const schemaRoutes: readonly Route[] = [
  { method: 'GET', path: '/schemas/types', answer: () => ['JSON', 'AVRO'] },
  {
    method: 'GET',
    path: '/schemas',
    parameters: ['subjectPrefix', 'aliases', 'deleted', 'latestOnly', 'ruleType', 'offset', 'limit'],
    refused: { resourceType: NO_ASSOCIATIONS, associationType: NO_ASSOCIATIONS, lifecycle: NO_ASSOCIATIONS },
    answer: async ({ parameters, isNewer, registry }) => {
      const { offset, limit } = parameters.bounds();
      const found = await registry.query({
        type: 'schemas',
        prefix: parameters.text('subjectPrefix') ?? '',
        include: includeOf(parameters),
        latestOnly: parameters.flag('latestOnly'),
        aliases: parameters.flag('aliases'),
        ruleType: parameters.text('ruleType') || undefined,
        offset,
        ...(limit === undefined ? {} : { limit }),
      });
      return found.map((schema) => ({ ...renderedVersion(schema, isNewer), ...(schema.aliases.length === 0 ? {} : { aliases: schema.aliases }) }));
    },
  },
  {
    method: 'GET',
    path: '/schemas/ids/{id}',
    parameters: ['subject', 'format', 'referenceFormat', 'fetchMaxId', 'includeSubjects'],
    refused: { findTags: NO_TAGS },
    answer: async (call) => {
      const { maxId, subject, version, ...found } = await byId(call);
      const asked = subjectOf(call.parameters);
      const content = withReferences(found, subject, call.parameters.text('referenceFormat'));
      const answer = renderedContent(content, call.isNewer, asked === undefined ? {} : { subject, version });
      const extras = {
        ...(call.parameters.flag('includeSubjects') ? { subjects: subjectsIn(await holders(call)) } : {}),
        ...(call.parameters.flag('fetchMaxId') ? { maxId } : {}),
      };
      if (Object.keys(extras).length > 0) return { ...answer, ...extras };
      if (asked === undefined) return new Lasting('content', answer);
      return normalName(asked) === subject ? new Lasting('version', answer) : answer;
    },
  },
  {
    method: 'GET',
    path: '/schemas/ids/{id}/schema',
    parameters: ['subject', 'format'],
    answer: async (call) => {
      const text = new JsonText((await byId(call)).schema);
      return subjectOf(call.parameters) === undefined ? new Lasting('content', text) : text;
    },
  },
  {
    method: 'GET',
    path: '/schemas/ids/{id}/subjects',
    parameters: ['subject', 'deleted', 'offset', 'limit'],
    answer: async (call) => call.parameters.page(subjectsIn(await holders(call))),
  },
  {
    method: 'GET',
    path: '/schemas/ids/{id}/versions',
    parameters: ['subject', 'deleted', 'offset', 'limit'],
    answer: async (call) => call.parameters.page((await holders(call)).map(({ subject, version }) => ({ subject, version }))),
  },
  {
    method: 'GET',
    path: '/schemas/guids/{guid}',
    parameters: ['format'],
    answer: async ({ path, parameters, isNewer, registry }) => {
      const found = await registry.query({ type: 'schema-by-guid', guid: path['guid'] ?? '', format: parameters.text('format') });
      return new Lasting('content', renderedContent(found, isNewer));
    },
  },
  {
    method: 'GET',
    path: '/schemas/guids/{guid}/ids',
    answer: ({ path, registry }) => registry.query({ type: 'ids-of-guid', guid: path['guid'] ?? '' }),
  },
];

const subjectsIn = (versions: readonly { readonly subject: string }[]): readonly string[] => [...new Set(versions.map(({ subject }) => subject))];

const subjectOf = (parameters: Parameters): string | undefined => parameters.text('subject') || undefined;

/** Throws an HttpError (404) for what can be no id, as Confluent's registry does. */
function idOf(text = ''): number {
  const id = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (Math.abs(id) < 2 ** 31) return id;
  throw notFound(`the id of a schema is a whole number up to ${2 ** 31 - 1}, not '${text}'`);
}
