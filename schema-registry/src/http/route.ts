import type { GuardedRegistry } from '../access/guarded.ts';
import type { Parameters } from './parameters.ts';

/** A request as a route sees it. */
export interface Call {
  /** The parts of the path that the route names. */
  readonly path: Readonly<Record<string, string>>;
  /** `path.subject`, normal: `:.context:subject`, or the bare name in the default context. Empty where the route has none. */
  readonly subject: string;
  readonly parameters: Parameters;
  /** Whether the client takes what answers have had since Confluent's 8.0: guids and times. */
  readonly isNewer: boolean;
  /** The JSON object that was sent; empty where the route takes none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** As the caller may see and change it. */
  readonly registry: GuardedRegistry;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/subjects/{subject}/versions`. */
  readonly path: string;
  /** The query parameters that count; any other one is refused with 422. */
  readonly parameters?: readonly string[];
  /** Parameters of Confluent's registry that are not taken here, with the reason: refused with 422 when they are given. */
  readonly refused?: Readonly<Record<string, string>>;
  /** Parameters of which each one given counts; of any other one there is one. */
  readonly repeated?: readonly string[];
  /** The members that the JSON object in its body may have; without them the route takes no body. */
  readonly members?: readonly string[];
  /** Gives what is sent as JSON, a `JsonText`, or a `Lasting` one of them; `null` is an answer without content (204). */
  readonly answer: (call: Call) => unknown;
}

/** Sent as it is: JSON already. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An answer that stays right until something is deleted; one about a version also until something else is registered. */
export class Lasting {
  readonly about: 'content' | 'version';
  readonly answer: unknown;

  constructor(about: Lasting['about'], answer: unknown) {
    this.about = about;
    this.answer = answer;
  }
}
