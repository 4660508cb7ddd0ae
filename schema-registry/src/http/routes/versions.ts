import { CODES, Refusal } from '../../registry/refusal.ts';
import { renderedRegistration, renderedVersion, withReferences } from '../rendered.ts';
import { type Call, JsonText, Lasting, type Route } from '../route.ts';
import { readSentSchema, SENT_MEMBERS } from '../sent-schema.ts';
import { NO_TAGS } from './schemas.ts';
import { includeOf } from './subjects.ts';

const read = ({ subject, path, parameters, registry }: Call) => {
  const asked = { version: versionOf(path['version']), deleted: parameters.flag('deleted'), format: parameters.text('format') };
  return registry.query({ type: 'version', subject, ...asked });
};

/** `/subjects/{subject}/versions`: registering, reading and deleting versions. */
export const versionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/subjects/{subject}/versions',
    parameters: ['deleted', 'deletedOnly', 'deletedAsNegative', 'offset', 'limit'],
    answer: async ({ subject, parameters, registry }) => {
      const asNegative = parameters.flag('deletedAsNegative');
      const versions = await registry.query({ type: 'versions', subject, include: asNegative ? 'all' : includeOf(parameters) });
      return parameters.page(versions.map(({ version, deleted }) => (asNegative && deleted ? -version : version)));
    },
  },
  {
    method: 'POST',
    path: '/subjects/{subject}/versions',
    parameters: ['normalize', 'force', 'format'],
    members: SENT_MEMBERS,
    answer: async ({ subject, parameters, body, registry }) => {
      const flags = { normalize: parameters.flag('normalize'), force: parameters.flag('force') };
      const found = await registry.execute({ type: 'register', subject, schema: readSentSchema(body), ...flags });
      const format = parameters.text('format');
      if (!format) return renderedRegistration(found);
      return renderedRegistration(await registry.query({ type: 'version', subject: found.subject, version: found.version, format }));
    },
  },
  {
    method: 'GET',
    path: '/subjects/{subject}/versions/{version}',
    parameters: ['deleted', 'format', 'referenceFormat'],
    refused: { findTags: NO_TAGS },
    answer: async (call) => {
      const found = await read(call);
      // Under an alias, or as the latest, it may be another one next time.
      const lasts = found.subject === call.subject && String(found.version) === call.path['version'] && !found.deleted;
      const answer = renderedVersion(withReferences(found, found.subject, call.parameters.text('referenceFormat')), call.isNewer);
      return lasts ? new Lasting('version', answer) : answer;
    },
  },
  {
    method: 'GET',
    path: '/subjects/{subject}/versions/{version}/schema',
    parameters: ['deleted', 'format'],
    answer: async (call) => new JsonText((await read(call)).schema),
  },
  {
    method: 'GET',
    path: '/subjects/{subject}/versions/{version}/referencedby',
    parameters: ['deleted', 'offset', 'limit'],
    answer: async ({ subject, path, parameters, registry }) => {
      const version = versionOf(path['version']);
      return parameters.page(await registry.query({ type: 'referenced-by', subject, version, deleted: parameters.flag('deleted') }));
    },
  },
  {
    method: 'DELETE',
    path: '/subjects/{subject}/versions/{version}',
    parameters: ['permanent'],
    answer: ({ subject, path, parameters, registry }) =>
      registry.execute({ type: 'delete-version', subject, version: versionOf(path['version']), permanent: parameters.flag('permanent') }),
  },
  {
    method: 'POST',
    path: '/subjects/{subject}/versions/{version}/tags',
    members: ['newVersion', 'tagsToAdd', 'tagsToRemove', 'metadata', 'ruleSet', 'rulesToMerge', 'rulesToRemove'],
    answer: () => {
      throw new Refusal(CODES.notPermitted, 'This registry does not edit schemas: register the schema with its tags as a new version.');
    },
  },
];

/** Throws a Refusal (42202). */
export function versionOf(text = ''): number | 'latest' {
  const trimmed = text.trim();
  if (trimmed.toLowerCase() === 'latest' || trimmed === '-1') return 'latest';
  const version = /^\d{1,10}$/.test(trimmed) ? Number(trimmed) : 0;
  if (version > 0 && version < 2 ** 31) return version;
  throw new Refusal(
    CODES.invalidVersion,
    `The specified version '${text}' is not a valid version id. Allowed values are between [1, 2^31-1] and the string "latest"`,
  );
}
