import type { Place } from '@vyarna/loader';
import type { Model } from '../model.ts';
import type { Report, Rule } from '../rule.ts';

const EXTENSION = 'x-vyarna';

const misplaced: Rule = {
  id: 'EXTENSION_MISPLACED',
  level: 'MINIMAL',
  theme: 'FILES',
  severity: 'error',
  why: 'Only the x-vyarna of a channel is read: anywhere else it looks like a fact and is none.',
  hint: 'Move it to the channel.',
  document({ root, app }, model, report) {
    const { sources } = model;
    check(root, `the document of ${app.title}`, model, report);
    check(sources.get(root, 'info'), `the info of ${app.title}`, model, report);
    for (const [name, server] of sources.entries(sources.get(root, 'servers'))) check(sources.resolve(server), `the server ${name}`, model, report);
  },
  message: ({ place, model: { name } }, model, report) => check(place, `the message ${name}`, model, report),
  operation: ({ place, key }, model, report) => check(place, `the operation ${key}`, model, report),
};

const check = (owner: Place | undefined, what: string, { sources }: Model, report: Report): void => {
  const at = sources.member(owner, EXTENSION);
  if (at !== undefined) report(at, `${EXTENSION} stands on ${what}, but belongs on a channel.`);
};

export const extensionRules: readonly Rule[] = [misplaced];
