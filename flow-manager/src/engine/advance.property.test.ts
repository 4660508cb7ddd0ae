// biome-ignore-all lint/suspicious/noTemplateCurlyInString: flows hold expressions as text
// biome-ignore-all lint/suspicious/noThenProperty: a field of the DSL

import type { Json, JsonObject } from '@vyarna/contract/flow';
import { tasksOf } from '@vyarna/contract/flow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Answer, flowOf, play } from '../testing/example-run.ts';
import type { Call, RunEvent } from './event.ts';

/** A task without a name, and where it goes: an index of a later task of its list, or a word. */
type Shape =
  | { readonly kind: 'call'; readonly operation: string; readonly next: number }
  | { readonly kind: 'set' | 'raise' | 'broken'; readonly next: number }
  | { readonly kind: 'switch'; readonly cases: readonly (readonly [string, number])[]; readonly next: number }
  | { readonly kind: 'do'; readonly tasks: readonly Shape[]; readonly next: number }
  | {
      readonly kind: 'try';
      readonly tasks: readonly Shape[];
      readonly code: string | null;
      readonly handle: readonly Shape[];
      readonly next: number;
    };

const codes = ['NOT_FOUND', 'CONFLICT', 'GONE'];
const operations = ['a', 'b', 'c', 'd'];
const next = fc.integer({ min: -3, max: 3 });

const { shapes } = fc.letrec<{ shapes: readonly Shape[]; shape: Shape }>((tie) => ({
  shapes: fc.array(tie('shape'), { minLength: 1, maxLength: 4 }),
  shape: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constant('call' as const), operation: fc.constantFrom(...operations), next }),
    fc.record({ kind: fc.constantFrom('set' as const, 'set' as const, 'raise' as const, 'broken' as const), next }),
    fc.record({
      kind: fc.constant('switch' as const),
      cases: fc.array(fc.tuple(fc.constantFrom('true', 'false', 'input == 1.0'), next), { minLength: 1, maxLength: 3 }),
      next,
    }),
    fc.record({ kind: fc.constant('do' as const), tasks: tie('shapes'), next }),
    fc.record({ kind: fc.constant('try' as const), tasks: tie('shapes'), code: fc.option(fc.constantFrom(...codes)), handle: tie('shapes'), next }),
  ),
}));

const documentOf = (list: readonly Shape[]): Json => {
  let named = 0;
  const render = (items: readonly Shape[]): Json => {
    const names = items.map(() => {
      named += 1;
      return `t${named}`;
    });
    const then = (index: number, step: number): string =>
      (step > 0 ? names[index + step] : undefined) ?? ['continue', 'exit', 'end', 'continue'][-step] ?? 'continue';
    return items.map((item, index) => ({ [names[index] ?? '']: { ...task(item, (step) => then(index, step)), then: then(index, item.next) } }));
  };
  const task = (item: Shape, then: (step: number) => string): JsonObject => {
    switch (item.kind) {
      case 'call':
        return { call: item.operation, with: { seen: '${ context }' }, export: { as: { last: '${ output }' } } };
      case 'set':
        return { set: { n: 1 } };
      case 'broken':
        return { set: { n: '${ input.nowhere.at.all }' } };
      case 'raise':
        return { raise: { error: { type: 'vyarna://errors/GONE', status: 410 } } };
      case 'switch':
        return { switch: item.cases.map(([when, step], index) => ({ [`case${index}`]: { when: `\${ ${when} }`, then: then(step) } })) };
      case 'do':
        return { do: render(item.tasks) };
      case 'try':
        return {
          try: render(item.tasks),
          catch: { ...(item.code === null ? {} : { errors: { with: { code: item.code } } }), as: `e${named}`, do: render(item.handle) },
        };
    }
  };
  return render(list);
};

const answers = fc.record(
  Object.fromEntries(
    operations.map((operation) => [operation, fc.oneof(fc.record({ reply: fc.jsonValue() }), fc.record({ refuse: fc.constantFrom(...codes) }))]),
  ),
) as fc.Arbitrary<{ readonly [operation: string]: Answer }>;

const answering =
  (given: { readonly [operation: string]: Answer }) =>
  ({ operation }: Call): Answer =>
    given[operation] ?? { reply: null };

test('every run ends in one terminal state, after each task has run at most once', () => {
  fc.assert(
    fc.property(shapes, answers, (list, given) => {
      const flow = flowOf(documentOf(list));
      const { state, calls, history } = play(flow, {}, answering(given));
      expect(state.status).not.toBe('running');
      expect(history.filter(({ kind }) => ['succeeded', 'failed'].includes(kind))).toHaveLength(1);
      expect(history.at(-1)?.kind).toBe(state.status);
      expect(calls.length).toBeLessThanOrEqual([...tasksOf(flow.tasks)].filter(({ kind }) => kind === 'call').length);
      expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
      const called = history.filter(({ kind }) => kind === 'called').map(({ task }) => task);
      expect(new Set(called).size).toBe(called.length);
    }),
    { numRuns: 300 },
  );
});

test('duplicate, stale and foreign replies in any order change nothing', () => {
  fc.assert(
    fc.property(shapes, answers, fc.array(fc.tuple(fc.nat(20), fc.boolean()), { maxLength: 30 }), (list, given, noise) => {
      const flow = flowOf(documentOf(list));
      const quiet = play(flow, {}, answering(given));
      const past: string[] = ['somebody-elses'];
      const noisy = play(flow, {}, answering(given), (_, call) => {
        const events = noise.map(([pick, refused]): RunEvent => {
          const causationId = past[pick % past.length] ?? '';
          return refused
            ? { kind: 'refused', causationId, problem: { code: 'GONE', message: 'noise', details: {} }, callId: 'noise' }
            : { kind: 'replied', causationId, payload: 'noise', callId: 'noise' };
        });
        past.push(call.id);
        return events;
      });
      expect(noisy).toEqual(quiet);
    }),
    { numRuns: 200 },
  );
});

test('a run that expires at any of its waits fails with FLOW_TIMEOUT', () => {
  fc.assert(
    fc.property(shapes, answers, fc.nat(5), (list, given, at) => {
      const flow = flowOf(documentOf(list));
      let waits = 0;
      const { state } = play(flow, {}, answering(given), () => {
        waits += 1;
        return waits === at + 1 ? [{ kind: 'expired' }] : [];
      });
      if (waits > at) expect(state).toMatchObject({ status: 'failed', problem: { code: 'FLOW_TIMEOUT' } });
      else expect(state.status).not.toBe('running');
    }),
    { numRuns: 100 },
  );
});
