// biome-ignore-all lint/suspicious/noThenProperty: a field of the DSL
import { resolveSchemas } from '@vyarna/avro';
import { checkFlow, type FlowContracts, type FlowFinding, type Json, type JsonObject, readFlow } from '@vyarna/contract/flow';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { definitionOf, flowOf, play } from '../testing/example-run.ts';

/** What operations answer with, and the trigger brings: `Out` has a record inside, `In` a list and a map of such. */
const schemas = [
  { type: 'record', name: 'Sub', fields: [{ name: 'y', type: 'string' }] },
  {
    type: 'record',
    name: 'Out',
    fields: [
      { name: 'x', type: 'string' },
      { name: 's', type: 'Sub' },
    ],
  },
  {
    type: 'record',
    name: 'In',
    fields: [
      { name: 'a', type: 'string' },
      { name: 's', type: ['null', 'Sub'] },
      { name: 'l', type: { type: 'array', items: 'Sub' } },
      { name: 'm', type: { type: 'map', values: 'Out' } },
    ],
  },
];
const { types } = resolveSchemas(schemas.map((schema, index) => ({ id: `${index}`, file: `${index}`, text: JSON.stringify(schema) })));
const values: { readonly [type: string]: Json } = {
  Out: { x: 't', s: { y: 't' } },
  In: { a: 't', s: { y: 't' }, l: [{ y: 't' }], m: { a: { x: 't', s: { y: 't' } } } },
};
const results: { readonly [operation: string]: string } = { getIn: 'In', getOut: 'Out' };

const contracts: FlowContracts = {
  operationIds: Object.keys(results),
  operation: (id) => ({ callable: true, request: null, result: results[id] ?? null }),
  payloadType: (name) => {
    const type = types.get(name);
    return type && { kind: 'reference', name, constraints: {}, attributes: {}, position: type.position };
  },
  definition: (name) => {
    const type = types.get(name);
    return type && { type, file: '' };
  },
  errors: { NOT_FOUND: { status: 404 } },
};

/** Few names, so that expressions often meet what is there; half of them do. */
const name = fc.constantFrom('a', 's', 'l', 'm', 'x', 'y', 'v', 'w', 'k');
const chain = fc
  .tuple(
    fc.constantFrom('input', 'input', 'context', 'context.k', 'context.k', 'output', 'workflow.input', 'problem', 'l[0]'),
    fc.oneof(fc.constant([]), fc.constant([]), fc.array(name, { minLength: 1, maxLength: 2 })),
  )
  .map(([root, names]) => [root === 'l[0]' ? 'workflow.input.l[0]' : root, ...names].join('.'));
/** An expression that sees `seen`: others are turned into one of the trigger's. */
const seeing = (expression: string, seen: readonly string[]): string => {
  const root = /^\w+/.exec(expression)?.[0] ?? '';
  return `\${ ${seen.includes(root) ? expression : 'workflow.input'} }`;
};

interface Plan {
  readonly kind: 'call' | 'set' | 'switch' | 'do' | 'try' | 'raise';
  readonly operation: string;
  readonly chains: readonly string[];
  readonly from: string | null;
  readonly as: string | null;
  readonly keep: string | null;
  readonly next: number;
  readonly inner: readonly Plan[];
  readonly handle: readonly Plan[];
}

const maybe = <Value>(of: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(of, { freq: 2 });

const kinds = ['call', 'call', 'call', 'set', 'set', 'switch', 'do', 'try', 'try', 'raise'] as const;

const { plans } = fc.letrec<{ plans: readonly Plan[]; plan: Plan }>((tie) => ({
  plans: fc.array(tie('plan'), { minLength: 2, maxLength: 4, size: 'max', depthIdentifier: 'tasks' }),
  plan: fc.record({
    kind: fc.constantFrom(...kinds),
    operation: fc.constantFrom(...Object.keys(results)),
    chains: fc.tuple(chain, chain),
    from: maybe(chain),
    as: maybe(chain),
    keep: maybe(chain),
    next: fc.integer({ min: -3, max: 3 }),
    inner: fc.oneof({ maxDepth: 2, depthIdentifier: 'tasks' }, fc.constant([]), tie('plans')),
    handle: fc.oneof({ maxDepth: 2, depthIdentifier: 'tasks' }, fc.constant([]), tie('plans')),
  }),
}));

/** `tame` tasks read nothing but the trigger's payload. */
const tasksOfPlans = (list: readonly Plan[], tame: ReadonlySet<string>): Json => {
  let named = 0;
  const render = (items: readonly Plan[], seen: readonly string[]): Json => {
    const names = items.map(() => {
      named += 1;
      return `t${named}`;
    });
    const then = (index: number, step: number): string =>
      (step > 0 ? names[index + step] : undefined) ?? ['continue', 'exit', 'end', 'continue'][-step] ?? 'continue';
    return items.map((plan, index) => {
      const name = names[index] ?? '';
      const item = tame.has(name) ? { ...plan, chains: [], from: null, as: null, keep: null } : plan;
      const after = [...seen, 'output'];
      const common: JsonObject = {
        ...(item.from === null ? {} : { input: { from: seeing(item.from, seen) } }),
        ...(item.as === null ? {} : { output: { as: seeing(item.as, after) } }),
        ...(item.keep === null ? {} : { export: { as: { k: seeing(item.keep, after) } } }),
        then: then(index, item.next),
      };
      return { [name]: { ...task(item, seen, (step) => then(index, step)), ...common } };
    });
  };
  const task = (item: Plan, seen: readonly string[], then: (step: number) => string): JsonObject => {
    const [v = 'workflow.input', w = 'workflow.input'] = item.chains;
    if (item.kind === 'call') return { call: item.operation, with: { v: seeing(v, seen) } };
    if (item.kind === 'raise') return { raise: { error: { type: 'vyarna://errors/NOT_FOUND', status: 404 } } };
    if (item.kind === 'switch') {
      return {
        switch: [
          { one: { when: `\${ ${seeing(v, seen).slice(2, -1)} == 't' }`, then: then(1) } },
          { two: { when: `\${ ${item.next} > 0 }`, then: then(item.next + 1) } },
        ],
      };
    }
    if (item.kind === 'do' && item.inner.length > 0) return { do: render(item.inner, seen) };
    if (item.kind === 'try' && item.inner.length > 0) {
      const handle = item.handle.length === 0 || seen.includes('problem') ? {} : { do: render(item.handle, [...seen, 'problem']) };
      return { try: render(item.inner, seen), catch: { as: seen.includes('problem') ? 'other' : 'problem', ...handle } };
    }
    return { set: { v: seeing(v, seen), w: seeing(w, seen) } };
  };
  return render(list, ['input', 'context', 'workflow', 'task']);
};

/** The tasks that findings of a rule are about. */
const blamed = (findings: readonly FlowFinding[], rule: FlowFinding['rule']): ReadonlySet<string> =>
  new Set(
    findings.flatMap(({ rule: found, file }) => {
      const names = (JSON.parse(file) as readonly (string | number)[]).filter((step) => /^t\d+$/.test(String(step)));
      return found === rule ? [String(names.at(-1))] : [];
    }),
  );

const nameOf = (path: string): string => path.split('/').at(-1) ?? '';

/** Plays a flow, and takes out of the way what made it fail, until it comes to an end of its own. */
const runnable = (list: readonly Plan[], refusals: readonly boolean[]) => {
  const tame = new Set<string>();
  for (;;) {
    const tasks = tasksOfPlans(list, tame);
    let calls = 0;
    const { state, history } = play(flowOf(tasks), values['In'] ?? null, ({ operation }) => {
      calls += 1;
      return refusals[calls % refusals.length] === true ? { refuse: 'NOT_FOUND' } : { reply: values[results[operation] ?? ''] ?? null };
    });
    const failed = state.status === 'failed' && state.problem.code === 'FLOW_EXPRESSION_FAILED' ? state.problem.details['task'] : undefined;
    if (failed === undefined) return { document: definitionOf(tasks), history };
    if (tame.has(failed)) throw new Error(`the task ${failed} fails without reading anything`);
    tame.add(failed);
  }
};

test('no field that a run reads is called missing, and no task that it comes to unreachable', () => {
  const seen = { read: 0, refused: 0 };
  fc.assert(
    fc.property(plans, fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }), (list, refusals) => {
      const { document, history } = runnable(list, refusals);
      // The place of a finding is not asked for: it carries the path instead.
      const place = { line: 1, column: 1 };
      const source = {
        file: '',
        document,
        findings: [],
        positionOf: () => ({ file: '', ...place }),
        locate: ({ path, rule, message, hint }) => ({ file: JSON.stringify(path), ...place, rule, severity: 'error', message, hint }),
      } satisfies Parameters<typeof checkFlow>[0];
      const { findings } = checkFlow(source, readFlow(document), contracts, 'In');
      const fine = history.filter(({ kind, task }) => (kind === 'done' || kind === 'replied') && task !== '').map(({ task }) => nameOf(task));
      const missing = blamed(findings, 'FLOW_UNKNOWN_FIELD');
      expect(fine.filter((task) => missing.has(task))).toEqual([]);
      const unreachable = blamed(findings, 'FLOW_UNREACHABLE_TASK');
      expect(history.filter(({ task }) => unreachable.has(nameOf(task)))).toEqual([]);
      seen.read += fine.length;
      seen.refused += missing.size;
    }),
    { numRuns: 600 },
  );
  // Enough of both is met to mean something.
  expect(Math.min(seen.read, seen.refused)).toBeGreaterThan(100);
}, 30_000);
