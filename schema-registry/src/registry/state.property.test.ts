import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryCommand, SCHEMAS, SUBJECTS } from '../testing/arbitrary-command.ts';
import { Model } from '../testing/model.ts';
import { outcomeOf, PureRegistry } from '../testing/pure-registry.ts';
import { contextOf } from './names.ts';
import type { RegisteredSchema } from './schema.ts';
import { RegistryState } from './state.ts';

const commands = fc.array(arbitraryCommand, { maxLength: 60 });

const made = (): PureRegistry => {
  const pure = new PureRegistry();
  pure.execute({ type: 'set-config', subject: ':.__GLOBAL:', config: { compatibilityLevel: 'NONE' } });
  return pure;
};

/** All that can be asked of a state. */
const told = (state: RegistryState) => ({
  subjects: state.subjects(),
  versions: SUBJECTS.map((subject) =>
    state.versions(subject).map(({ version, deleted, schema }) => ({ version, deleted, id: schema.id, guid: schema.guid })),
  ),
  users: ['.', '.x'].map((context) =>
    Array.from({ length: 80 }, (_, id) => [...state.users(context, id)].sort((a, b) => a.version - b.version || (a.subject < b.subject ? -1 : 1))),
  ),
  maxIds: ['.', '.x'].map((context) => state.maxId(context)),
  contexts: state.contexts(),
});

test('does and refuses what a model as simple as can be does, and answers as it would', () => {
  fc.assert(
    fc.property(commands, (all) => {
      const pure = made();
      const model = new Model();
      for (const command of all) {
        const outcome = outcomeOf(() => pure.execute(command));
        const { id, version } = (typeof outcome === 'object' ? outcome : {}) as RegisteredSchema;
        expect(command.type === 'register' ? `${id}/${version}` : outcome).toEqual(model.execute(command));
      }
      for (const subject of SUBJECTS) {
        const versions = model.versions(subject);
        expect(pure.state.versions(subject).map(({ version, deleted, schema }) => ({ version, deleted, id: schema.id }))).toEqual(
          versions.map(({ version, deleted, id }) => ({ version, deleted, id })),
        );
        for (const schema of SCHEMAS) {
          const active = versions.findLast((each) => each.schema === schema && !each.deleted);
          const own = outcomeOf(() => pure.ask({ type: 'look-up', subject, schema: { schema } })) as RegisteredSchema | number;
          if (active !== undefined) expect(own).toMatchObject({ subject, id: active.id, version: active.version, schema });
          // A subject of the default context may be found in another.
          else if (contextOf(subject) !== '.') expect(own).toBe(versions.some((each) => !each.deleted) ? 40403 : 40401);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('one schema has one id in a context, and an id one schema for ever', () => {
  fc.assert(
    fc.property(commands, (all) => {
      const pure = made();
      const meanings = new Map<string, string>();
      for (const command of all) outcomeOf(() => pure.execute(command));
      for (const change of pure.log) {
        if (change.action !== 'register') continue;
        const key = `${contextOf(change.subject)} ${change.id}`;
        expect(meanings.get(key) ?? change.content.hash).toBe(change.content.hash);
        meanings.set(key, change.content.hash);
      }
      for (const context of ['.', '.x']) {
        const ids = pure.state
          .subjects()
          .filter((subject) => contextOf(subject) === context)
          .flatMap((subject) => pure.state.versions(subject).map(({ schema }) => [schema.guid, schema.id] as const));
        expect(new Set(ids.map(([guid]) => guid)).size).toBe(new Set(ids.map(([, id]) => id)).size);
      }
    }),
    { numRuns: 200 },
  );
});

test('the log alone makes the state again, and a clone goes its own way', () => {
  fc.assert(
    fc.property(commands, commands, (before, after) => {
      const pure = made();
      for (const command of before) outcomeOf(() => pure.execute(command));
      const clone = pure.state.clone();
      const was = told(pure.state);
      for (const command of after) outcomeOf(() => pure.execute(command));
      expect(told(clone)).toEqual(was);
      const again = new RegistryState();
      for (const [index, change] of pure.log.entries()) again.apply(change, index);
      expect(told(again)).toEqual(told(pure.state));
    }),
    { numRuns: 200 },
  );
});
