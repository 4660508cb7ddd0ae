import type { LoadedChannel } from '@vyarna/loader';
import type { Model } from '../model.ts';
import type { Report, Rule, Theme } from '../rule.ts';

/** The check of a fact that every channel with a route must state. */
const stated =
  (fact: 'permission' | 'quota' | 'timeout') =>
  (channel: LoadedChannel, model: Model, report: Report): void => {
    if (channel.http === undefined || model.fact(channel, fact) !== undefined) return;
    report(channel.facts.place ?? channel.place, `${channel.model.key} has a route, so it must have x-vyarna.${fact}.`);
  };

const missing = (fact: 'permission' | 'quota' | 'timeout', theme: Theme, why: string, hint: string): Rule => ({
  id: `ROUTE_${fact.toUpperCase()}_MISSING`,
  level: 'STANDARD',
  theme,
  severity: 'error',
  why,
  hint,
  channel: stated(fact),
});

const permission = missing(
  'permission',
  'SECURITY',
  'Without a permission the gateway refuses every caller, since it cannot know who may.',
  'Such as permission: can-create-operator.',
);
const quota = missing('quota', 'HTTP', 'Without a quota class one partner can use up what all share.', 'Such as quota: read or quota: write.');
const timeout = missing(
  'timeout',
  'HTTP',
  'The deadline is a promise to callers: after it nothing is carried out any more.',
  'Such as timeout: 10s.',
);

const bypass: Rule = {
  id: 'ROUTE_BYPASSES_FLOW',
  level: 'STANDARD',
  theme: 'HTTP',
  severity: 'error',
  why: 'A write that goes straight to a service has no flow that checks it first, stores its result and undoes its parts.',
  hint: 'Put the route on a trigger, and call this request from its flow.',
  channel({ model: { key, kind, mutating }, http, place }, _, report) {
    if (http !== undefined && kind === 'request' && mutating)
      report(http.place ?? place, `${key} changes something, but its route goes past the flows.`);
  },
};

const method: Rule = {
  id: 'ROUTE_METHOD',
  level: 'STANDARD',
  theme: 'HTTP',
  severity: 'error',
  why: 'Caches, retries and browsers repeat a get at will, and never cache what is read by a post.',
  hint: 'Read with get; change with post, put, patch or delete.',
  channel(channel, model, report) {
    const route = model.route(channel);
    if (route === undefined) return;
    const { method: used } = route.model;
    const { kind, key, mutating } = channel.model;
    const at = channel.http?.at(used.toLowerCase()) ?? channel.place;
    if (kind === 'trigger' && used === 'GET') report(at, `${key} starts a flow, so its method cannot be get.`);
    if (kind === 'request' && !mutating && used !== 'GET') report(at, `${key} only reads, so its method must be get, not ${used.toLowerCase()}.`);
  },
};

const SEGMENT = /^(\{[a-z][A-Za-z0-9]*\}|[a-z][a-z0-9]*(-[a-z0-9]+)*)$/;

const path: Rule = {
  id: 'ROUTE_PATH',
  level: 'STANDARD',
  theme: 'HTTP',
  severity: 'error',
  why: 'Partners build on paths for years; the version in front lets a new one stand beside the old.',
  hint: 'Write /v1/operators/{operatorId}: a version, then words in lower case joined by hyphens.',
  channel(channel, model, report) {
    const route = model.route(channel);
    if (route === undefined) return;
    const at = channel.http?.at(route.model.method.toLowerCase()) ?? channel.place;
    const [version = '', ...segments] = route.model.path.slice(1).split('/');
    if (!/^v[1-9]\d*$/.test(version)) report(at, `The path ${route.model.path} of ${channel.model.key} does not begin with a version.`);
    else {
      const odd = segments.find((segment) => !SEGMENT.test(segment));
      if (odd !== undefined || segments.length === 0)
        report(at, `The path ${route.model.path} of ${channel.model.key} has an odd segment, "${odd ?? ''}".`);
    }
  },
};

export const routeRules: readonly Rule[] = [permission, quota, timeout, bypass, method, path];
