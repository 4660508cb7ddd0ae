import type { Generation } from '@vyarna/codegen';
import type { Bundle } from '@vyarna/contract';
import { loadContracts } from '@vyarna/loader';
import { expect, test } from 'vitest';
import type { PlatformProcess } from '../platform/platform.ts';
import type { ProgramPlan } from '../platform/programs.ts';
import { projectFolder } from '../project-folder.ts';
import { LivePlatform } from './live-platform.ts';

const { set } = loadContracts({ root: projectFolder, contracts: 'contracts', flows: 'flow-manager/flows' });
if (set === null) throw new Error('the contracts have errors');
const { bundle } = set;

const CONTRACT = 'contracts/business-unit/asyncapi.yaml';
const error = { file: CONTRACT, line: 3, column: 5, rule: 'X', severity: 'error', message: 'It is wrong.', hint: '' } as const;
const warning = { ...error, severity: 'warning', message: 'It is odd.' } as const;

/** The contracts with another summary of what ez-business-unit receives. */
const changed = (summary: string, permission = 'can-read-business-unit'): Bundle => {
  const channels = Object.fromEntries(
    Object.entries(bundle.channels).map(([key, channel]) => [key, key === 'business-unit/getBusinessUnitEntity' ? { ...channel, summary } : channel]),
  );
  const routes = bundle.routes.map((route) => (route.channel === 'business-unit/getBusinessUnitEntity' ? { ...route, permission } : route));
  return { ...bundle, channels, routes, hash: `${summary} ${permission}` };
};

const live = () => {
  const sources = new Map([
    [CONTRACT, '1'],
    ['flow-manager/flows/operator/a.yaml', '1'],
    ['services/operator/src/main.ts', '1'],
    ['libs/avro/src/index.ts', '1'],
  ]);
  const done: string[] = [];
  const said: string[] = [];
  const state = {
    next: { set, findings: [] } as unknown as Pick<Generation, 'set' | 'findings'>,
    broken: new Set<string>(),
    busIsAway: false,
  };
  const processes = ['registry', 'operator', 'business-unit', 'flow-manager', 'gateway'].map((name) => ({
    program: name,
    name,
    replace: async () => {
      if (state.broken.has(name)) throw new Error(`The ${name} did not start: HANDLER_MISSING`);
      done.push(name);
    },
  }));
  const plan = (folder: string, contracts: string | null): ProgramPlan => ({ entry: '', folder, contracts, schema: '', rank: 1 });
  const programs: Record<string, ProgramPlan> = {
    registry: plan('schema-registry', null),
    operator: plan('services/operator', 'operator'),
    'business-unit': plan('services/business-unit', 'business-unit'),
    'flow-manager': plan('flow-manager', 'waveflow'),
    gateway: plan('gateway', 'waveflow-api'),
  };
  const platform = new LivePlatform(
    {
      programs: () => programs,
      platform: {
        processes: processes as unknown as PlatformProcess[],
        startExtra: async (name) => {
          if (state.broken.has(name)) throw new Error(`The ${name} did not start: HANDLER_MISSING`);
          processes.push({ program: name, name, replace: async () => void done.push(name) });
          done.push(`new ${name}`);
          return processes.at(-1) as unknown as PlatformProcess;
        },
        useContracts: async ({ hash }) => {
          if (state.busIsAway) throw new Error('The bus is away.');
          done.push(`contracts ${hash}`);
        },
      },
      workspace: {
        generate: async () => ({ ...state.next, files: [], drift: { missing: [], changed: ['a', 'b'], stale: [] } }) as unknown as Generation,
      },
      tree: { snapshot: () => new Map(sources) },
      say: (line) => void said.push(line.replace(/\d+\.\d s/, 'T')),
    },
    { bundle, sources: new Map(sources) },
  );
  const generate = (next: Bundle | null, findings: Generation['findings'] = []): void => {
    state.next = { set: next === null ? null : ({ ...set, bundle: next } as NonNullable<Generation['set']>), findings };
  };
  const look = async () => {
    await platform.look();
    return { done: done.splice(0), said: said.splice(0) };
  };
  return { sources, state, generate, look, programs, plan };
};

test('without a change of content nothing is done and nothing said', async () => {
  expect(await live().look()).toEqual({ done: [], said: [] });
});

test('bus and registry have the contracts before the programs that they affect are replaced', async () => {
  const { sources, generate, look } = live();
  sources.set(CONTRACT, '2');
  generate(changed('Other.'));
  expect(await look()).toEqual({
    done: ['contracts Other. can-read-business-unit', 'business-unit', 'flow-manager', 'gateway'],
    said: [`${CONTRACT} changed: 2 files generated; restarted business-unit, flow-manager, gateway (T).`],
  });
});

test('errors change nothing and are told each time, warnings once', async () => {
  const { sources, generate, look } = live();
  sources.set(CONTRACT, '2');
  generate(null, [error, warning]);
  const lines = [
    `${CONTRACT}:3:5: It is wrong. [X]`,
    `${CONTRACT} changed: nothing is generated, and all goes on as it was, until this is put right.`,
  ];
  expect(await look()).toEqual({ done: [], said: [`warning: ${CONTRACT}:3:5: It is odd. [X]`, ...lines] });
  sources.set(CONTRACT, '3');
  expect(await look()).toEqual({ done: [], said: lines });
});

test('code takes effect while contracts have errors, and a flow of theirs does not', async () => {
  const { sources, generate, look } = live();
  sources.set('flow-manager/flows/operator/a.yaml', '2').set('services/operator/src/main.ts', '2');
  generate(null, [error]);
  expect((await look()).done).toEqual(['operator']);
  sources.set(CONTRACT, '2');
  generate(bundle);
  expect((await look()).done).toEqual(['flow-manager']);
});

test('what all programs are made of restarts all', async () => {
  const { sources, look } = live();
  sources.set('libs/avro/src/index.ts', '2');
  expect((await look()).done).toEqual(['registry', 'operator', 'business-unit', 'flow-manager', 'gateway']);
});

test('a program that does not start on a change goes on as it was, and is tried again with the next one that is its own', async () => {
  const { sources, state, look } = live();
  state.broken.add('operator');
  sources.set('services/operator/src/main.ts', '2');
  const reason = 'operator goes on as it was, since its new start failed: The operator did not start: HANDLER_MISSING';
  expect(await look()).toEqual({ done: [], said: [`services/operator/src/main.ts changed: ${reason} (T).`] });
  sources.set(CONTRACT, '2');
  expect((await look()).said).toEqual([`${CONTRACT} changed: 2 files generated; no program is affected (T).`]);
  state.broken.clear();
  sources.set('services/operator/src/main.ts', '3');
  expect((await look()).done).toEqual(['operator']);
});

test('contracts that bus or registry do not take restart nothing, until they do', async () => {
  const { sources, state, generate, look } = live();
  sources.set(CONTRACT, '2');
  generate(changed('Other.'));
  state.busIsAway = true;
  expect(await look()).toEqual({ done: [], said: ['The bus is away. All goes on as it was; the next change tries again.'] });
  state.busIsAway = false;
  sources.set('services/operator/src/main.ts', '2');
  expect((await look()).done).toEqual(['contracts Other. can-read-business-unit', 'operator', 'business-unit', 'flow-manager', 'gateway']);
});

test('a new permission comes with a token that has it, which is not printed', async () => {
  const { sources, generate, look } = live();
  sources.set(CONTRACT, '2');
  generate(changed('Other.', 'can-look'));
  expect((await look()).said[0]).toBe('A new token in .vyarna/env has can-look too.');
});

test('a service that is new is started, once it can be, and looked after like the others', async () => {
  const { sources, state, look, programs, plan } = live();
  programs['invoice'] = plan('services/invoice', 'invoice');
  state.broken.add('invoice');
  const code = 'services/invoice/src/main.ts';
  sources.set(code, '1');
  const failure = 'invoice is new, and does not start: The invoice did not start: HANDLER_MISSING';
  expect(await look()).toEqual({ done: [], said: [`${code} changed: ${failure} (T).`] });
  state.broken.clear();
  sources.set(code, '2');
  expect(await look()).toEqual({ done: ['new invoice'], said: [`${code} changed: started invoice (T).`] });
  sources.set(code, '3');
  expect((await look()).said).toEqual([`${code} changed: restarted invoice (T).`]);
  delete programs['invoice'];
  sources.delete(code);
  expect((await look()).said).toEqual([`${code} changed: no program is affected (T).`]);
});

test('a long list of changes is cut short', async () => {
  const { sources, look } = live();
  for (const name of ['a', 'b', 'c', 'd', 'e']) sources.set(`services/operator/src/${name}.ts`, '1');
  expect((await look()).said[0]).toContain(
    'services/operator/src/a.ts, services/operator/src/b.ts, services/operator/src/c.ts and 2 more changed: restarted operator',
  );
});
