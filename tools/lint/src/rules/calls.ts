import type { Place } from '@vyarna/loader';
import type { Rule } from '../rule.ts';

const permission: Rule = {
  id: 'CALL_PERMISSION_MISSING',
  level: 'STANDARD',
  theme: 'SECURITY',
  severity: 'error',
  why: 'The service checks again what the edge checked; a request without a permission can be called by any flow for anyone.',
  hint: 'Such as permission: can-create-operator, in x-vyarna of the channel.',
  set(model, report) {
    const { set, sources } = model;
    for (const flow of set.flows) {
      const reported = new Set<string>();
      const walk = (at: Place): void => {
        for (const [key, member] of sources.entries(at)) {
          const id = key === 'call' ? sources.scalar(member) : undefined;
          const called = flow.calls.find((call) => call.model.id === id);
          const channel = called?.channel;
          if (channel === undefined) walk(member);
          else if (channel.model.permission === null && channel.http === undefined && !reported.has(channel.model.key)) {
            reported.add(channel.model.key);
            report(member, `${channel.model.key} is called by the flow ${flow.model.name}, so it must have x-vyarna.permission.`);
          }
        }
        for (const item of sources.items(at)) walk(item);
      };
      const steps = sources.get(model.placeOf(flow), 'do');
      if (steps !== undefined && flow.calls.some(({ channel }) => channel.model.permission === null)) walk(steps);
    }
  },
};

/** First words of requests that only read. */
const READING = new Set(['get', 'list', 'find', 'search', 'count', 'read', 'check', 'validate', 'preview', 'export', 'resolve', 'compare']);

const mutating: Rule = {
  id: 'MUTATING_UNDECLARED',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'A request with effects takes an inbox row, so that it is carried out once; one that is taken to read is carried out again when it is retried.',
  hint: 'State mutating: true, or name it get-... where it only reads.',
  channel({ model: { kind, address, mutating: declared, key }, place, facts }, { sources }, report) {
    if (kind !== 'request' || address === null) return;
    const isRequested = address.endsWith('-requested');
    const action = address.toLowerCase().split(/[-.]/)[0] ?? '';
    if (!isRequested && READING.has(action)) {
      const at = facts.at('mutating');
      if (declared && at !== undefined)
        report(at, `${key} reads by its name, but is declared to change something.`, 'Rename it, or remove mutating.');
    } else if (!declared)
      report(facts.place ?? sources.get(place, 'address') ?? place, `${key} changes something by its name, but does not state mutating: true.`);
  },
};

const compensation: Rule = {
  id: 'COMPENSATION_INVALID',
  level: 'STANDARD',
  theme: 'EXCHANGE',
  severity: 'error',
  why: 'When a later step fails, the flow undoes the earlier ones; what undoes a step must itself be a request that changes something.',
  hint: 'Name the operation that receives the undoing request, and state mutating: true on both.',
  channel(channel, model, report) {
    const { compensatedBy, key, mutating: declared } = channel.model;
    const at = model.fact(channel, 'compensatedBy');
    if (at === undefined || compensatedBy === null) return;
    const undoing = model.operations(compensatedBy).find(({ model: { action } }) => action === 'receive');
    if (undoing === undefined) report(at, `There is no receive operation ${compensatedBy} to undo ${key}.`);
    else if (undoing.channel === channel) report(at, `${key} cannot be undone by itself.`);
    else if (!declared) report(at, `${key} states what undoes it, but not mutating: true.`);
    else if (undoing.channel.model.kind !== null && (undoing.channel.model.kind !== 'request' || !undoing.channel.model.mutating))
      report(at, `${compensatedBy} is to undo ${key}, but ${undoing.channel.model.key} is not a request that changes something.`);
  },
};

export const callRules: readonly Rule[] = [permission, mutating, compensation];
