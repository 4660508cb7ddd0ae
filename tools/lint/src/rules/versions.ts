import type { LoadedChannel } from '@vyarna/loader';
import { versionOf } from '../address.ts';
import type { Model } from '../model.ts';
import type { Rule } from '../rule.ts';

const VERSIONED = new Set(['request', 'trigger', 'event', 'state']);

const addressVersion: Rule = {
  id: 'ADDRESS_VERSION',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'A request without a version is version 1, so one with v1 in its name would be a twin of it.',
  hint: 'Leave the v1 out; a version that breaks the first is v2.',
  channel({ model: { address, key, kind }, place }, { sources }, report) {
    if (address === null || (kind !== 'request' && kind !== 'trigger')) return;
    const { number, written } = versionOf(address);
    if (written === undefined || (number > 1 && written === `v${number}`)) return;
    report(sources.get(place, 'address') ?? place, `The address ${address} of ${key} states version ${written}, which is not written.`);
  },
};

const messageVersion: Rule = {
  id: 'MESSAGE_VERSION',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'Receivers choose by the name of a message; one that tells another version than its topic sends them to the wrong code.',
  hint: 'Give both the same version.',
  channel({ model: { address, key, kind }, messages }, { sources }, report) {
    if (address === null || kind === null || !VERSIONED.has(kind)) return;
    const { number } = versionOf(address);
    for (const { model, place } of messages) {
      const stated = /\.v(\d+)$/.exec(model.name)?.[1];
      if (stated === undefined || Number(stated) === number) continue;
      report(sources.get(place, 'name') ?? place, `${model.name} travels on ${key}, which is version ${number}.`);
    }
  },
};

const unsuperseded: Rule = {
  id: 'VERSION_WITHOUT_SUPERSEDES',
  level: 'STANDARD',
  theme: 'EVOLUTION',
  severity: 'error',
  why: 'A new version replaces the old one; unless it says so, nobody knows when the old one may go, nor how it is fed until then.',
  hint: 'State x-vyarna.supersedes: the address of the old channel, and feed: dual or cast.',
  channel(channel, model, report) {
    const { address, key, kind } = channel.model;
    if (address === null || kind === null || !VERSIONED.has(kind) || model.fact(channel, 'supersedes') !== undefined) return;
    const { number, stem } = versionOf(address);
    if (number < 2) return;
    const older = model.versions(stem).findLast((other) => other.model.kind === kind && versionOf(other.model.address ?? '').number < number);
    if (older !== undefined)
      report(channel.facts.place ?? channel.place, `${key} is version ${number} of ${older.model.address}, but supersedes nothing.`);
  },
};

const supersedes: Rule = {
  id: 'SUPERSEDES_INVALID',
  level: 'STANDARD',
  theme: 'EVOLUTION',
  severity: 'error',
  why: 'Whoever still sends to the old channel finds the new one by supersedes, and what feeds the old one by feed.',
  hint: 'Name the address of a channel of the same kind and state feed: dual (both are sent) or cast (the old is made from the new).',
  channel(channel, model, report) {
    const { key } = channel.model;
    const [at, feed] = [model.fact(channel, 'supersedes'), model.fact(channel, 'feed')];
    if (at === undefined) {
      if (feed !== undefined) report(feed, `${key} supersedes no channel, so there is nothing to feed.`, 'Remove feed, or state supersedes.');
      return;
    }
    const fault = faultOf(channel, model);
    if (fault !== undefined) report(at, fault);
    else if (feed === undefined) report(at, `${key} does not say how the channel it supersedes is fed meanwhile.`);
    else if (!['dual', 'cast'].includes(model.text(feed) ?? '')) report(feed, `The feed of ${key} must be dual or cast.`);
  },
};

const faultOf = (channel: LoadedChannel, model: Model): string | undefined => {
  const { key, kind } = channel.model;
  const name = model.text(model.fact(channel, 'supersedes')) ?? '';
  const old = model.channelNamed(name);
  if (old === undefined) return `There is no channel ${name} that ${key} could supersede.`;
  if (old === channel) return `${key} supersedes itself.`;
  if (old.model.kind !== kind) return `${key} is of kind ${kind}, so it cannot supersede ${old.model.key}, which is of kind ${old.model.kind}.`;
  return undefined;
};

const supersededActive: Rule = {
  id: 'SUPERSEDED_NOT_DEPRECATED',
  level: 'STANDARD',
  theme: 'LIFECYCLE',
  severity: 'error',
  why: 'Once the new channel is active, the old one only misleads those who still start to use it.',
  hint: 'Set its lifecycle to deprecated, with sunset and successor.',
  channel(channel, model, report) {
    if (channel.model.lifecycle !== 'active') return;
    const old = model.channelNamed(model.text(model.fact(channel, 'supersedes')) ?? '');
    if (old === undefined || old === channel || old.model.lifecycle === 'deprecated' || old.model.lifecycle === 'retired') return;
    const at = model.fact(old, 'lifecycle') ?? old.facts.place ?? old.place;
    report(at, `${old.model.key} is superseded by ${channel.model.key}, which is active, but it is ${old.model.lifecycle}, not deprecated.`);
  },
};

export const versionRules: readonly Rule[] = [addressVersion, messageVersion, unsuperseded, supersedes, supersededActive];
