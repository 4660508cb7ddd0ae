import {
  addApp,
  addEvent,
  addFlowOfCalls,
  addRequest,
  addSnapshot,
  addState,
  METHODS,
  type NextStep,
  parseFields,
  type Route,
  type Scaffolding,
} from '@vyarna/scaffold';
import { UsageError } from '../command.ts';

/** What can be added. */
export const KINDS = ['app', 'request', 'event', 'state', 'snapshot', 'flow'] as const;

type Kind = (typeof KINDS)[number];

/** The words of the command line. */
export interface Asked {
  readonly KIND: Kind;
  readonly NAME: string;
  readonly app: string | undefined;
  readonly get: string | undefined;
  readonly post: string | undefined;
  readonly put: string | undefined;
  readonly patch: string | undefined;
  readonly delete: string | undefined;
  readonly field: readonly string[];
  readonly reply: readonly string[];
  readonly flow: boolean;
  readonly call: readonly string[];
  readonly consumer: readonly string[];
  readonly doc: string | undefined;
}

interface KindOf {
  /** The options that it takes; any other one is refused. */
  readonly takes: readonly (keyof Asked)[];
  readonly add: (scaffolding: Scaffolding, asked: Asked) => readonly NextStep[];
}

const ADDING: Readonly<Record<Kind, KindOf>> = {
  app: {
    takes: ['doc'],
    add: (scaffolding, { NAME, doc }) => {
      addApp(scaffolding, { name: NAME, doc });
      return [];
    },
  },
  request: {
    takes: ['app', ...METHODS, 'field', 'reply', 'flow'],
    add: (scaffolding, asked) =>
      addRequest(scaffolding, {
        name: asked.NAME,
        app: appOf(asked),
        route: routeOf(asked),
        fields: parseFields(asked.field),
        reply: parseFields(asked.reply),
        flow: asked.flow,
      }),
  },
  event: {
    takes: ['app', 'field', 'consumer', 'doc'],
    add: (scaffolding, asked) =>
      addEvent(scaffolding, { name: asked.NAME, app: appOf(asked), fields: parseFields(asked.field), consumers: asked.consumer, doc: asked.doc }),
  },
  state: {
    takes: ['app', 'field'],
    add: (scaffolding, asked) => addState(scaffolding, { name: asked.NAME, app: appOf(asked), fields: parseFields(asked.field) }),
  },
  snapshot: {
    takes: ['app', 'field'],
    add: (scaffolding, asked) => addSnapshot(scaffolding, { name: asked.NAME, app: appOf(asked), fields: parseFields(asked.field) }),
  },
  flow: {
    takes: ['app', ...METHODS, 'call', 'field'],
    add: (scaffolding, asked) =>
      addFlowOfCalls(scaffolding, {
        name: asked.NAME,
        app: appOf(asked),
        route: routeOf(asked),
        calls: asked.call,
        fields: parseFields(asked.field),
      }),
  },
};

/** Adds what was asked for. Throws a UsageError for options that do not go with it. */
export const add = (scaffolding: Scaffolding, asked: Asked): readonly NextStep[] => {
  const { takes, add: addKind } = ADDING[asked.KIND];
  const options = ['app', ...METHODS, 'field', 'reply', 'flow', 'call', 'consumer', 'doc'] as const;
  const foreign = options.find((option) => isGiven(asked[option]) && !takes.includes(option));
  if (foreign !== undefined)
    throw new UsageError(`--${foreign} is not for ${asked.KIND}. It takes ${takes.map((option) => `--${option}`).join(', ')}.`);
  return addKind(scaffolding, asked);
};

const isGiven = (value: string | boolean | readonly string[] | undefined): boolean =>
  Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;

const appOf = ({ app, KIND }: Asked): string => {
  if (app === undefined) throw new UsageError(`A ${KIND} belongs to an application: --app ez-invoice.`);
  return app;
};

const routeOf = (asked: Asked): Route | undefined => {
  const given = METHODS.filter((method) => asked[method] !== undefined);
  const [method, other] = given;
  if (method !== undefined && other !== undefined) throw new UsageError(`It has one route: either --${method} or --${other}.`);
  return method === undefined ? undefined : { method, path: asked[method] ?? '' };
};
