import { fails, field, type Group, of, ok, record, registers } from '../case.ts';
import { absent, containing, text } from '../pattern.ts';

const LEVELS = ['NONE', 'BACKWARD', 'BACKWARD_TRANSITIVE', 'FORWARD', 'FORWARD_TRANSITIVE', 'FULL', 'FULL_TRANSITIVE'];

export const config: Group = {
  name: 'config',
  cases: [
    {
      name: 'of the registry starts with BACKWARD, is set, and goes back',
      calls: [
        ok('GET /config', { compatibilityLevel: 'BACKWARD' }),
        ok('PUT /config', { compatibility: 'FULL' }, { body: { compatibility: 'FULL' } }),
        ok('GET /config', { compatibilityLevel: 'FULL' }),
        ok('GET /config?defaultToGlobal=true', { compatibilityLevel: 'FULL' }),
        ok('GET /config/{a}?defaultToGlobal=true', { compatibilityLevel: 'FULL' }),
        fails('GET /config/{a}', 40408),
        fails('PUT /config', 42203, { body: { compatibility: 'SOME' } }),
        ok('DELETE /config', { compatibilityLevel: 'FULL' }),
        ok('GET /config', { compatibilityLevel: 'BACKWARD' }),
      ],
      after: ['DELETE /config'],
    },
    {
      name: 'of a subject is its own, also before its first version',
      calls: [
        fails('GET /config/{a}', 40408, { message: containing("'{a}'") }),
        ok('GET /config/{a}?defaultToGlobal=true', { compatibilityLevel: 'BACKWARD' }),
        ok('PUT /config/{a}', { compatibility: 'NONE' }, { body: { compatibility: 'NONE' } }),
        ok('GET /config/{a}', { compatibilityLevel: 'NONE' }),
        ok('GET /config/{a}?defaultToGlobal=false', { compatibilityLevel: 'NONE' }),
        ok('GET /subjects?subjectPrefix={a}', []),
        ok('DELETE /config/{a}', { compatibilityLevel: 'NONE' }),
        fails('GET /config/{a}', 40408),
        fails('DELETE /config/{a}', 40401),
      ],
    },
    {
      name: 'takes every level, in any case of letters, and no other',
      calls: [
        ...LEVELS.flatMap((level) => [
          ok('PUT /config/{a}', { compatibility: text }, { body: { compatibility: level.toLowerCase() } }),
          ok('PUT /config/{a}', { compatibility: level }, { body: { compatibility: level } }),
          ok('GET /config/{a}', { compatibilityLevel: level }),
        ]),
        fails('PUT /config/{a}', 42203, { body: { compatibility: '' } }),
        fails('PUT /config/{a}', 42203, { body: { compatibility: 'BACKWARDS' } }),
        ok('GET /config/{a}', { compatibilityLevel: 'FULL_TRANSITIVE' }),
      ],
    },
    {
      name: 'keeps its other members when one is set, and drops one that is set to null',
      calls: [
        ok('PUT /config/{a}', { compatibility: 'FULL', normalize: true }, { body: { compatibility: 'FULL', normalize: true } }),
        ok('PUT /config/{a}', { compatibilityGroup: 'major' }, { body: { compatibilityGroup: 'major' } }),
        ok('GET /config/{a}', { compatibilityLevel: 'FULL', normalize: true, compatibilityGroup: 'major' }),
        ok('PUT /config/{a}', {}, { body: { compatibilityGroup: null } }),
        ok('GET /config/{a}', { compatibilityLevel: 'FULL', normalize: true, compatibilityGroup: absent }),
      ],
    },
    {
      name: 'gives each new version metadata: defaults under its own, overrides over it',
      calls: [
        ok(
          'PUT /config/{a}',
          {},
          {
            body: {
              defaultMetadata: { properties: { owner: 'nobody', region: 'eu' } },
              overrideMetadata: { properties: { checked: 'yes' } },
            },
          },
        ),
        registers('{a}', record('shop.Order', field('id', 'string')), { metadata: { properties: { owner: 'sales', checked: 'no' } } }),
        ok('GET /subjects/{a}/versions/1', { metadata: { properties: { owner: 'sales', region: 'eu', checked: 'yes' } } }),
      ],
    },
    {
      name: 'makes another subject’s name an alias',
      calls: [
        registers('{real}', record('shop.Order', field('id', 'string')), {}, { id: 'id' }),
        ok('PUT /config/{alias}', { alias: '{real}' }, { body: { alias: '{real}' } }),
        ok('GET /subjects/{alias}/versions/latest', { subject: '{real}', id: '{id}' }),
        ok('POST /subjects/{alias}', { subject: '{real}' }, { body: of(record('shop.Order', field('id', 'string'))) }),
      ],
    },
  ],
};
