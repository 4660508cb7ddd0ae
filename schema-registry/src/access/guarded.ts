import type { Command, OutcomeOf } from '../registry/commands.ts';
import { besideSubject, contextOf, isWholeContext, normalName, writeName } from '../registry/names.ts';
import type { Answers, AnswerTo, Query, Schemas } from '../registry/queries.ts';
import type { LoggedChange, Registry } from '../registry/registry.ts';
import type { SentSchema } from '../registry/schema.ts';
import { type Caller, demand, demandLog, forbidden } from './caller.ts';

/** The registry as one caller may see and change it. All methods also reject with an HttpError (403) for what the caller has no right to. */
export interface GuardedRegistry {
  /** Whether lists leave nothing out for this caller. */
  readonly readsAll: boolean;
  query<Q extends Query>(query: Q): Promise<AnswerTo<Q>>;
  execute<C extends Command>(command: C): Promise<OutcomeOf<C>>;
  /** The change log, for those who may administer everything. */
  changes(after: number, limit: number): Promise<readonly LoggedChange[]>;
}

export function guarded(registry: Registry, caller: Caller): GuardedRegistry {
  return {
    readsAll: caller.readsAll,
    query: caller.readsAll
      ? (query) => registry.query(query)
      : <Q extends Query>(query: Q) => readable(registry, caller, query) as Promise<AnswerTo<Q>>,
    execute: async (command) => {
      demandFor(caller, command);
      return registry.execute(command, caller.name);
    },
    changes: async (after, limit) => {
      demandLog(caller);
      return registry.changes(after, limit);
    },
  };
}

/** Lists leave out what the caller may not read; everything else of it is refused. */
async function readable(registry: Registry, caller: Caller, query: Query): Promise<Answers[keyof Answers]> {
  const mayRead = ({ subject }: { readonly subject: string }): boolean => caller.may('read', subject);
  switch (query.type) {
    case 'contexts':
      return registry.query(query);
    case 'subjects':
      return (await registry.query(query)).filter((subject) => caller.may('read', subject));
    case 'settings':
      return (await registry.query(query)).filter(({ subject }) => mayRead({ subject }) || isWholeContext(subject));
    case 'schemas':
      return readablePage(await registry.query({ ...query, offset: 0, limit: Number.MAX_SAFE_INTEGER }), mayRead, query);
    case 'schema-by-id': {
      const found = await registry.query(query);
      await demandId(registry, caller, query);
      return found;
    }
    case 'versions-of-id':
      await demandId(registry, caller, query);
      return (await registry.query(query)).filter(mayRead);
    case 'schema-by-guid':
    case 'ids-of-guid': {
      const ids = await registry.query({ type: 'ids-of-guid', guid: query.guid });
      for (const { context, id } of ids) await demandId(registry, caller, { id, subject: writeName({ context, subject: '' }) });
      return registry.query(query);
    }
    default: {
      const asked = normalName(query.subject);
      demand(caller, 'read', asked);
      if ('schema' in query) demandReferences(caller, query);
      const found = await registry.query(query);
      // Where a context lacks a subject, one of that name in another may have been found, which is another subject to the rights.
      if (isVersion(found) && contextOf(found.subject) !== contextOf(asked)) demand(caller, 'read', found.subject);
      return found;
    }
  }
}

const isVersion = (found: unknown): found is { readonly subject: string } => typeof found === 'object' && found !== null && 'subject' in found;

function readablePage<Item>(items: readonly Item[], mayRead: (item: Item) => boolean, { offset = 0, limit }: Schemas): readonly Item[] {
  return items.filter(mayRead).slice(offset, limit === undefined ? undefined : offset + limit);
}

/** Who may not read everything may read what a subject of theirs holds. */
async function demandId(registry: Registry, caller: Caller, asked: { readonly id: number; readonly subject?: string | undefined }): Promise<void> {
  const holders = await registry.query({ type: 'versions-of-id', id: asked.id, subject: asked.subject, deleted: true });
  if (holders.some(({ subject }) => caller.may('read', subject))) return;
  // Without the names of the subjects, which the caller may not know.
  throw forbidden(`${caller.name} has no right to read a subject that holds the schema ${asked.id}.`);
}

/** What a schema builds on shows in what is said of it. */
function demandReferences(caller: Caller, { subject, schema }: { readonly subject: string; readonly schema: SentSchema }): void {
  for (const reference of schema.references ?? []) demand(caller, 'read', besideSubject(reference.subject, subject));
}

function demandFor(caller: Caller, command: Command): void {
  switch (command.type) {
    case 'register':
      // Who leaves out the check does what the level forbids to writers.
      demand(caller, command.force === true ? 'admin' : 'write', normalName(command.subject));
      demandReferences(caller, command);
      return;
    case 'delete-context':
      demand(caller, 'admin', writeName({ context: command.context, subject: '' }));
      return;
    case 'set-config':
      demand(caller, 'admin', normalName(command.subject));
      // Who may use the alias may then use what it stands for.
      if (typeof command.config.alias === 'string') demand(caller, 'admin', besideSubject(command.config.alias, command.subject));
      return;
    default:
      demand(caller, 'admin', normalName(command.subject));
  }
}
