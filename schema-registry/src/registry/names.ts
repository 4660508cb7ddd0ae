/** Names of subjects: `:.context:subject`, or the bare name in the default context. `:.context:` and '' name a context as a whole. */
import { CODES, Refusal } from './refusal.ts';

export const DEFAULT_CONTEXT = '.';
/** Config and mode set here hold in every context that has none of its own. */
export const GLOBAL = ':.__GLOBAL:';
export const ALL_CONTEXTS = ':*:';

/** PostgreSQL takes any; a topic's name has 249 at most. */
const MAX_BYTES = 1_000;

export interface Name {
  /** With its dot. */
  readonly context: string;
  /** Empty for the context as a whole. */
  readonly subject: string;
}

export function parseName(name: string): Name {
  if (!name.startsWith(':.')) return { context: DEFAULT_CONTEXT, subject: name };
  const end = name.indexOf(':', 2);
  return end < 0 ? { context: name.slice(1), subject: '' } : { context: name.slice(1, end), subject: name.slice(end + 1) };
}

export const writeName = ({ context, subject }: Name): string => (context === DEFAULT_CONTEXT ? subject : `:${context}:${subject}`);

/** One way to write each name: `:.:orders` is `orders`, `:.test` is `:.test:`. */
export const normalName = (name: string): string => (name.startsWith(':.') ? writeName(parseName(name)) : name);

export const contextOf = (name: string): string => parseName(name).context;

/** Whether a name stands for a context as a whole. */
export const isWholeContext = (name: string): boolean => parseName(name).subject === '';

/** The name of the context that a subject is in. */
export const contextName = (name: string): string => writeName({ context: contextOf(name), subject: '' });

/** What a name without a context means beside a subject. */
export const besideSubject = (name: string, subject: string): string => {
  const { context, subject: bare } = parseName(name);
  return writeName({ context: context === DEFAULT_CONTEXT ? contextOf(subject) : context, subject: bare });
};

/** Refuses with 42208. Schemas are not registered for a whole context, settings may be. */
export function refuseBadName(name: string, isForSettings: boolean): void {
  const refuse = (reason: string): never => {
    throw new Refusal(CODES.invalidSubject, `The subject ${JSON.stringify(name)} is not valid: ${reason}`);
  };
  if (/\p{Cc}/u.test(name)) refuse('it has control characters.');
  if (Buffer.byteLength(name) > MAX_BYTES) refuse(`it has more than ${MAX_BYTES} bytes.`);
  if (name.startsWith(ALL_CONTEXTS)) refuse('a name that begins so means all contexts in a search.');
  const { context, subject } = parseName(name);
  if (subject === '.' || subject === '..') refuse('clients take it out of the path of a URL.');
  if (subject === '__GLOBAL' || subject === '__EMPTY') refuse('the name is reserved.');
  if (isForSettings) return;
  if (subject === '') refuse('it is empty.');
  if (context === '.__GLOBAL') refuse('this context holds settings only.');
}
