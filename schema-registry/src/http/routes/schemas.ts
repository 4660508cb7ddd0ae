import { type Caller, demand } from '../../access/caller.ts';
import { normalName } from '../../registry/names.ts';
import type { Registry } from '../../registry/registry.ts';
import { notFound } from '../http-error.ts';
import type { Parameters } from '../parameters.ts';
import { renderedContent, renderedVersion, withReferences } from '../rendered.ts';
import { type Call, JsonText, Lasting, type Route } from '../route.ts';
import { includeOf } from './subjects.ts';

const NO_ASSOCIATIONS = 'this registry keeps no associations';
export const NO_TAGS = 'this registry does not look for tags; they are in the schema, as confluent:tags';

/** `/schemas`: schemas by id and guid, and lists of them. */
export const schemaRoutes = (registry: Registry): readonly Route[] => {
  /** Who may not read everything may read what one of their subjects holds. */
  const demandId = async (caller: Caller, id: number, subject: string | undefined): Promise<void> => {
    if (caller.readsAll) return;
    const holders = await registry.query({ type: 'versions-of-id', id, subject, deleted: true });
    if (!holders.some((holder) => caller.may('read', holder.subject))) demand(caller, 'read', holders[0]?.subject ?? '');
  };

  const byId = async ({ path, parameters, caller }: Call) => {
    const id = idOf(path['id'], path);
    const subject = subjectOf(parameters);
    const found = await registry.query({ type: 'schema-by-id', id, subject, format: parameters.text('format') });
    await demandId(caller, id, subject);
    return found;
  };

  const holders = async ({ path, parameters, caller }: Call) => {
    const id = idOf(path['id'], path);
    const found = await registry.query({ type: 'versions-of-id', id, subject: subjectOf(parameters), deleted: parameters.flag('deleted') });
    return caller.readsAll ? found : found.filter(({ subject }) => caller.may('read', subject));
  };

  const idsOf = async (guid: string, caller: Caller) => {
    const ids = await registry.query({ type: 'ids-of-guid', guid });
    for (const { context, id } of ids) await demandId(caller, id, `:${context}:`);
    return ids;
  };

  return [
    { method: 'GET', path: '/schemas/types', answer: () => ['JSON', 'AVRO'] },
    {
      method: 'GET',
      path: '/schemas',
      parameters: ['subjectPrefix', 'aliases', 'deleted', 'latestOnly', 'ruleType', 'offset', 'limit'],
      refused: { resourceType: NO_ASSOCIATIONS, associationType: NO_ASSOCIATIONS, lifecycle: NO_ASSOCIATIONS },
      answer: async ({ parameters, caller }) => {
        const found = await registry.query({
          type: 'schemas',
          prefix: parameters.text('subjectPrefix') ?? '',
          include: includeOf(parameters),
          latestOnly: parameters.flag('latestOnly'),
          aliases: parameters.flag('aliases'),
          ruleType: parameters.text('ruleType') || undefined,
          ...(caller.readsAll ? pageOf(parameters) : {}),
        });
        const readable = caller.readsAll ? found : parameters.page(found.filter(({ subject }) => caller.may('read', subject)));
        return readable.map((schema) => ({ ...renderedVersion(schema), ...(schema.aliases.length === 0 ? {} : { aliases: schema.aliases }) }));
      },
    },
    {
      method: 'GET',
      path: '/schemas/ids/{id}',
      parameters: ['subject', 'format', 'referenceFormat', 'fetchMaxId'],
      refused: { findTags: NO_TAGS },
      answer: async (call) => {
        const { maxId, subject, version, ...found } = await byId(call);
        const asked = subjectOf(call.parameters);
        const content = withReferences(found, subject, call.parameters.text('referenceFormat'));
        const answer = renderedContent(content, asked === undefined ? {} : { subject, version });
        if (call.parameters.flag('fetchMaxId')) return { ...answer, maxId };
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
      answer: async (call) => call.parameters.page([...new Set((await holders(call)).map(({ subject }) => subject))]),
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
      answer: async ({ path, parameters, caller }) => {
        const guid = path['guid'] ?? '';
        const found = await registry.query({ type: 'schema-by-guid', guid, format: parameters.text('format') });
        if (!caller.readsAll) await idsOf(guid, caller);
        return new Lasting('content', renderedContent(found));
      },
    },
    {
      method: 'GET',
      path: '/schemas/guids/{guid}/ids',
      answer: async ({ path, caller }) => (await idsOf(path['guid'] ?? '', caller)).map(({ context, id }) => ({ context, id })),
    },
  ];
};

const subjectOf = (parameters: Parameters): string | undefined => parameters.text('subject') || undefined;

/** Throws an HttpError (404) for what can be no id, as Confluent's registry does. */
function idOf(text = '', path: Call['path'] = {}): number {
  const id = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (Math.abs(id) < 2 ** 31) return id;
  throw notFound(`'${path['id']}' is no id: it is a whole number.`);
}

const pageOf = (parameters: Parameters) => {
  const { offset, limit } = parameters.bounds();
  return { offset, ...(limit === undefined ? {} : { limit }) };
};
