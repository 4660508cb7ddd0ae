import type { LoadedChannel, Place } from '@vyarna/loader';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';

interface Mention {
  readonly channel: LoadedChannel;
  readonly at: Place;
}

/** The channels that an active channel needs in order to work, and where it says so. */
const needsOf = (channel: LoadedChannel, model: Model): readonly Mention[] => {
  const { sources } = model;
  const { compensatedBy } = channel.model;
  const replies = model.receivers(channel).flatMap(({ reply, place }): Mention[] => {
    return reply === null ? [] : [{ channel: reply.channel, at: sources.get(place, 'reply') ?? place }];
  });
  const flow = model.flow(channel);
  const calls = flow === undefined ? [] : flow.calls.map((call): Mention => ({ channel: call.channel, at: model.placeOf(flow) }));
  const undoing = compensatedBy === null ? undefined : model.operations(compensatedBy)[0];
  const undo = undoing === undefined ? [] : [{ channel: undoing.channel, at: model.fact(channel, 'compensatedBy') ?? channel.place }];
  return [...replies, ...calls, ...undo];
};

const draft: Rule = {
  id: 'ACTIVE_NEEDS_DRAFT',
  level: 'STANDARD',
  theme: 'LIFECYCLE',
  severity: 'error',
  why: 'A draft may change or vanish any day, and its code is kept apart from what programs may import.',
  hint: 'Make both active, or keep both drafts.',
  channel(channel, model, report) {
    if (channel.model.lifecycle !== 'active') return;
    for (const { channel: needed, at } of needsOf(channel, model)) {
      if (needed.model.lifecycle === 'draft') report(at, `${channel.model.key} is active, but needs ${needed.model.key}, which is a draft.`);
    }
  },
};

const deprecated: Rule = {
  id: 'DEPRECATION_INCOMPLETE',
  level: 'STANDARD',
  theme: 'LIFECYCLE',
  severity: 'error',
  why: 'Whoever uses a deprecated channel must know until when it works, and what to use instead.',
  hint: 'State sunset: 2027-06-30 and successor: the address of another channel.',
  channel(channel, model, report) {
    const { lifecycle, key } = channel.model;
    if (lifecycle !== 'deprecated') return;
    const [sunset, successor] = [model.fact(channel, 'sunset'), model.fact(channel, 'successor')];
    const at = model.fact(channel, 'lifecycle') ?? channel.place;
    if (sunset === undefined || successor === undefined) {
      const lacks = [sunset === undefined ? 'sunset' : '', successor === undefined ? 'successor' : ''].filter((fact) => fact !== '');
      report(at, `${key} is deprecated, but has no ${lacks.join(' and no ')}.`);
      return;
    }
    if (!isDay(String(model.sources.scalar(sunset)))) report(sunset, `The sunset of ${key} must be a day, such as 2027-06-30.`, '');
    const name = model.text(successor) ?? '';
    const next = model.channelNamed(name);
    if (next === undefined) report(successor, `There is no channel ${name} that could succeed ${key}.`, 'Name it by its address.');
    else if (next === channel || next.model.lifecycle !== 'active') {
      const what = next === channel ? 'itself' : `${next.model.key}, which is ${next.model.lifecycle}`;
      report(successor, `The successor of ${key} is ${what}.`, 'Name an active channel.');
    }
  },
};

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const early: Rule = {
  id: 'SUNSET_WITHOUT_DEPRECATION',
  level: 'STANDARD',
  theme: 'LIFECYCLE',
  severity: 'error',
  why: 'A channel with an end that is not deprecated looks, to every tool, as if it stayed.',
  hint: 'Set its lifecycle to deprecated, or remove sunset and successor.',
  channel(channel, model, report) {
    const { lifecycle, key } = channel.model;
    if (lifecycle === 'deprecated' || lifecycle === 'retired') return;
    const at = model.fact(channel, 'sunset') ?? model.fact(channel, 'successor');
    if (at !== undefined) report(at, `${key} is ${lifecycle}, but has a sunset or a successor.`);
  },
};

const retired: Rule = {
  id: 'RETIRED_IN_USE',
  level: 'STANDARD',
  theme: 'LIFECYCLE',
  severity: 'error',
  why: 'The topic of a retired channel is deleted; whatever still uses it fails.',
  hint: 'Remove what uses it first; until then it is deprecated.',
  channel(channel, model, report) {
    if (channel.model.lifecycle !== 'retired') return;
    const users = [
      ...model.senders(channel).map(({ model: { id } }) => `${id} sends to it`),
      ...model.receivers(channel).map(({ model: { id } }) => `${id} receives it`),
      ...(channel.http === undefined ? [] : ['a route leads to it']),
      ...(model.flow(channel) === undefined ? [] : [`the flow ${model.flow(channel)?.model.name} starts on it`]),
      ...model.callers(channel).map((flow) => `the flow ${flow.model.name} calls it`),
      ...model.answering(channel).map(({ model: { id } }) => `${id} answers on it`),
    ];
    if (users.length > 0) report(model.fact(channel, 'lifecycle') ?? channel.place, `${channel.model.key} is retired, but ${users.join(' and ')}.`);
  },
};

export const lifecycleRules: readonly Rule[] = [draft, deprecated, early, retired];
