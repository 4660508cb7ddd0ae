import { type Caller, demand } from '../../access/caller.ts';
import { contextOf } from '../../registry/names.ts';
import type { Include } from '../../registry/queries.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Parameters } from '../parameters.ts';
import { renderedVersion } from '../rendered.ts';
import type { Route } from '../route.ts';
import { readSentSchema } from '../sent-schema.ts';

/** `/subjects`: names, looking up, deleting. */
export const subjectRoutes = (registry: Registry): readonly Route[] => [
  {
    method: 'GET',
    path: '/subjects',
    parameters: ['subjectPrefix', 'deleted', 'deletedOnly', 'offset', 'limit'],
    answer: async ({ parameters, caller }) => {
      const prefix = parameters.text('subjectPrefix') ?? ':*:';
      const subjects = await registry.query({ type: 'subjects', prefix, include: includeOf(parameters) });
      return parameters.page(caller.readsAll ? subjects : subjects.filter((subject) => caller.may('read', subject)));
    },
  },
  {
    method: 'POST',
    path: '/subjects/{subject}',
    parameters: ['normalize', 'deleted', 'format'],
    takesBody: true,
    right: 'read',
    answer: async ({ subject, parameters, body, caller }) => {
      const schema = readSentSchema(body);
      const asked = { normalize: parameters.flag('normalize'), deleted: parameters.flag('deleted'), format: parameters.text('format') };
      return renderedVersion(readable(caller, subject, await registry.query({ type: 'look-up', subject, schema, ...asked })));
    },
  },
  {
    method: 'GET',
    path: '/subjects/{subject}/metadata',
    parameters: ['key', 'value', 'deleted', 'format'],
    right: 'read',
    answer: async ({ subject, parameters }) => {
      const values = parameters.all('value');
      // As many pairs as both lists have.
      const properties = Object.fromEntries(
        parameters.all('key').flatMap((key, index) => (values[index] === undefined ? [] : [[key, values[index]]])),
      );
      const asked = { deleted: parameters.flag('deleted'), format: parameters.text('format') };
      return renderedVersion(await registry.query({ type: 'latest-with-metadata', subject, properties, ...asked }));
    },
  },
  {
    method: 'DELETE',
    path: '/subjects/{subject}',
    parameters: ['permanent'],
    right: 'admin',
    answer: ({ subject, parameters, caller }) =>
      registry.execute({ type: 'delete-subject', subject, permanent: parameters.flag('permanent') }, caller.name),
  },
];

/** Only the deleted ones go before all of them. */
export const includeOf = (parameters: Parameters): Include => {
  if (parameters.flag('deletedOnly')) return 'deleted';
  return parameters.flag('deleted') ? 'all' : 'active';
};

/** Where a context lacks a subject, one of that name in another may have been found, which is another subject to the rights. */
export function readable<Found extends { readonly subject: string }>(caller: Caller, asked: string, found: Found): Found {
  if (contextOf(found.subject) !== contextOf(asked)) demand(caller, 'read', found.subject);
  return found;
}
