import type { Include } from '../../registry/queries.ts';
import { CODES, Refusal } from '../../registry/refusal.ts';
import type { Parameters } from '../parameters.ts';
import { renderedVersion } from '../rendered.ts';
import type { Route } from '../route.ts';
import { readSentSchema, SENT_MEMBERS } from '../sent-schema.ts';

/** `/subjects`: names, looking up, deleting. */
export const subjectRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/subjects',
    parameters: ['subjectPrefix', 'deleted', 'deletedOnly', 'offset', 'limit'],
    answer: async ({ parameters, registry }) => {
      const prefix = parameters.text('subjectPrefix') ?? ':*:';
      return parameters.page(await registry.query({ type: 'subjects', prefix, include: includeOf(parameters) }));
    },
  },
  {
    method: 'POST',
    path: '/subjects/{subject}',
    parameters: ['normalize', 'deleted', 'format'],
    members: SENT_MEMBERS,
    answer: async ({ subject, parameters, body, isNewer, registry }) => {
      const schema = readSentSchema(body);
      const asked = { normalize: parameters.flag('normalize'), deleted: parameters.flag('deleted'), format: parameters.text('format') };
      return renderedVersion(await registry.query({ type: 'look-up', subject, schema, ...asked }), isNewer);
    },
  },
  {
    method: 'GET',
    path: '/subjects/{subject}/metadata',
    parameters: ['key', 'value', 'deleted', 'format'],
    repeated: ['key', 'value'],
    answer: async ({ subject, parameters, isNewer, registry }) => {
      const [keys, values] = [parameters.all('key'), parameters.all('value')];
      if (keys.length !== values.length) {
        const given = `${keys.length} of key and ${values.length} of value`;
        throw new Refusal(CODES.unprocessable, `The parameters key and value come in pairs; there are ${given}.`);
      }
      const properties = Object.fromEntries(keys.map((key, index) => [key, values[index] as string]));
      const asked = { deleted: parameters.flag('deleted'), format: parameters.text('format') };
      return renderedVersion(await registry.query({ type: 'latest-with-metadata', subject, properties, ...asked }), isNewer);
    },
  },
  {
    method: 'DELETE',
    path: '/subjects/{subject}',
    parameters: ['permanent'],
    answer: ({ subject, parameters, registry }) => registry.execute({ type: 'delete-subject', subject, permanent: parameters.flag('permanent') }),
  },
];

/** Only the deleted ones go before all of them. */
export const includeOf = (parameters: Parameters): Include => {
  if (parameters.flag('deletedOnly')) return 'deleted';
  return parameters.flag('deleted') ? 'all' : 'active';
};
