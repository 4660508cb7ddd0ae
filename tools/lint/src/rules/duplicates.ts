import type { Place } from '@vyarna/loader';
import type { Model } from '../model.ts';
import type { Report, Rule } from '../rule.ts';

interface Named {
  readonly name: string;
  readonly at: Place;
  /** Whose it is, for the message about a later one. */
  readonly owner: string;
}

/** Reports every later one of the same name. */
const reportTwins = (named: readonly Named[], report: Report, say: (twin: Named, first: Named) => string): void => {
  const seen = new Map<string, Named>();
  for (const one of named) {
    const first = seen.get(one.name);
    if (first === undefined) seen.set(one.name, one);
    else report(one.at, say(one, first));
  }
};

const address: Rule = {
  id: 'DUPLICATE_ADDRESS',
  level: 'STANDARD',
  theme: 'TOPICS',
  severity: 'error',
  why: 'A channel is defined once, by its owner; a second definition of its topic drifts away from the first.',
  hint: 'Refer to that channel by $ref.',
  set({ set, sources }, report) {
    const addressed = set.channels.flatMap(({ model: { address: name, key }, place }) =>
      name === null ? [] : [{ name, at: sources.get(place, 'address') ?? place, owner: key }],
    );
    reportTwins(addressed, report, ({ name }, { owner }) => `The address ${name} belongs to ${owner} already.`);
  },
};

const operation: Rule = {
  id: 'DUPLICATE_OPERATION_ID',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'Flows, compensations and generated code name an operation by its id alone.',
  hint: 'Ids are unique over all applications: rename one.',
  set({ set }, report) {
    const operations = set.operations.map(({ key, document, place }) => ({ name: key, at: place, owner: document.app.title }));
    reportTwins(operations, report, ({ name }, { owner }) => `${owner} has an operation ${name} already; ids are unique over all applications.`);
  },
};

const message: Rule = {
  id: 'DUPLICATE_MESSAGE_NAME',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'Receivers tell messages by their names, so two messages of one name cannot be told apart.',
  hint: 'Rename one, or refer to the other by $ref.',
  set(model, report) {
    const { set, sources } = model;
    const named = set.messages.flatMap(({ place, traits }) => {
      const at = nameOf(model, [place, ...traits.toReversed()]);
      const name = model.text(at);
      return at === undefined || name === undefined ? [] : [{ name, at, owner: position(sources.positionOf(place)) }];
    });
    reportTwins(named, report, ({ name }, { owner }) => `The message name ${name} is used already, at ${owner}.`);
  },
};

const nameOf = ({ sources }: Model, layers: readonly Place[]): Place | undefined => {
  for (const layer of layers) {
    const at = sources.get(layer, 'name');
    if (at !== undefined) return at;
  }
  return undefined;
};

const position = ({ file, line }: { readonly file: string; readonly line: number }): string => `${file}:${line}`;

const app: Rule = {
  id: 'DUPLICATE_APP',
  level: 'STANDARD',
  theme: 'NAMING',
  severity: 'error',
  why: 'The title of a document names its consumer group, its database role and the source of its messages.',
  hint: 'Describe one application in one document, or rename one.',
  set(model, report) {
    const titled = model.set.documents.map((document) => ({
      name: model.titleOf(document),
      at: model.sources.get(document.root, 'info', 'title') ?? document.root,
      owner: document.file,
    }));
    reportTwins(titled, report, ({ name }, { owner }) => `${name} is described already, in ${owner}.`);
  },
};

export const duplicateRules: readonly Rule[] = [address, operation, message, app];
