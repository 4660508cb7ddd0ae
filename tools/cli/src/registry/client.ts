import { setTimeout as sleep } from 'node:timers/promises';
import { describeError } from '@vyarna/logger';
import { UsageError } from '../command.ts';

/** What a registry answered; a refusal too. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Of a refusal: Confluent's code, where the registry gives one, and its words. */
  readonly code: number;
  readonly message: string;
  /** How long the registry asks to be left alone. */
  readonly waitMs: number;
}

/** Thrown where a registry does not answer, or not as one. */
export class RegistryUnreachable extends Error {
  override readonly name = 'RegistryUnreachable';
  /** Of the answer; undefined where there was none. */
  readonly status: number | undefined;

  constructor(message: string, { status, ...options }: ErrorOptions & { readonly status?: number } = {}) {
    super(message, options);
    this.status = status;
  }
}

type Variables = { readonly [name: string]: string | undefined };

const NEXT_STEP = 'Start one (vyarna registry serve, or make up for the whole platform), or correct SCHEMA_REGISTRY_URL or --url.';
const CONTENT_TYPE = 'application/vnd.schemaregistry.v1+json';
const ATTEMPTS = 4;
const LONGEST_WAIT_MS = 30_000;
/** A registry that has no such thing, which is no failure of it. */
export const NOT_IMPLEMENTED = 501;
const ANSWER_LIMIT_MS = 60_000;
/** Whoever answers so may answer otherwise soon. */
const PASSING = new Set([429, 502, 503, 504]);

/** Speaks the HTTP API that Confluent's registry, Karapace, Apicurio, Redpanda and ours have in common. */
export class RegistryClient {
  readonly url: string;
  readonly #headers: Record<string, string>;
  readonly #variables: string;

  /** `variables` is what the names of those begin with that hold the credentials. */
  constructor(url: string, headers: Record<string, string> = {}, variables = 'SCHEMA_REGISTRY') {
    this.#variables = variables;
    this.url = url.replace(/\/+$/, '');
    this.#headers = headers;
  }

  get(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  /** Tries again what may pass. Throws `RegistryUnreachable`; refused credentials and a failing registry too. */
  async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Answer> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#once(method, path, body).catch((error: unknown) => error);
      const isOver = attempt === ATTEMPTS;
      if (isAnswer(answer)) {
        if (!PASSING.has(answer.status) || isOver) return this.#accept(answer);
      } else if (isOver) {
        throw new RegistryUnreachable(`no registry answers at ${this.url}: ${describeError(answer)}. ${NEXT_STEP}`, { cause: answer });
      }
      await sleep(Math.max(100 * 4 ** (attempt - 1), isAnswer(answer) ? answer.waitMs : 0));
    }
  }

  async #once(method: string, path: string, body: unknown): Promise<Answer> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { accept: CONTENT_TYPE, 'content-type': CONTENT_TYPE, ...this.#headers },
      signal: AbortSignal.timeout(ANSWER_LIMIT_MS),
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    let read: unknown;
    try {
      read = JSON.parse(text);
    } catch {
      if (response.ok) throw new Error(`what answers there is no schema registry: it says ${JSON.stringify(text.slice(0, 60))}`);
    }
    const { error_code: code, message } = (read ?? {}) as { readonly error_code?: unknown; readonly message?: unknown };
    return {
      status: response.status,
      body: read,
      code: typeof code === 'number' ? code : response.status,
      waitMs: Math.min(Number(response.headers.get('retry-after') ?? 0) * 1000 || 0, LONGEST_WAIT_MS),
      message: typeof message === 'string' ? message : text.slice(0, 200) || `status ${response.status}`,
    };
  }

  #accept(answer: Answer): Answer {
    const { status, message } = answer;
    if (status === 401 || status === 403) {
      const hint = `Set ${this.#variables}_BASIC_AUTH_USER_INFO to user:password, or ${this.#variables}_BEARER_TOKEN, for somebody who may do this.`;
      throw new RegistryUnreachable(`the registry at ${this.url} refuses (${status}): ${message.replace(/\.$/, '')}. ${hint}`, { status });
    }
    if (status >= 500 && status !== NOT_IMPLEMENTED)
      throw new RegistryUnreachable(`the registry at ${this.url} failed (${status}): ${message}`, { status });
    return answer;
  }
}

const isAnswer = (answer: unknown): answer is Answer => typeof answer === 'object' && answer !== null && 'status' in answer && 'body' in answer;

/**
 * The registry that the variables name, or the URL before them; credentials come from the environment only, so that they stand in no list of processes.
 * `prefix` tells the variables of one registry from those of another. Throws `UsageError`.
 */
export const registryAt = (given: string | undefined, env: Variables, prefix = 'SCHEMA_REGISTRY'): RegistryClient => {
  const text = given ?? env['SCHEMA_REGISTRY_URL'] ?? '';
  if (text === '') throw new UsageError('Say where the schema registry is: --url URL, or SCHEMA_REGISTRY_URL');
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) throw new UsageError(`'${text}' is no http URL of a schema registry`);
  const inUrl = url.username === '' ? undefined : `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  const [user, token] = [env[`${prefix}_BASIC_AUTH_USER_INFO`] || inUrl, env[`${prefix}_BEARER_TOKEN`]];
  if (user && token) throw new UsageError(`${prefix}_BASIC_AUTH_USER_INFO and ${prefix}_BEARER_TOKEN are both set: keep one`);
  const authorization = user ? `Basic ${Buffer.from(user).toString('base64')}` : token ? `Bearer ${token}` : undefined;
  return new RegistryClient(url.href, authorization === undefined ? {} : { authorization }, prefix);
};

/** The body of what was done; throws, saying what was wanted, where it was not. */
export const bodyOf = ({ status, body, message }: Answer, refused: string): unknown => {
  if (status === 200) return body;
  throw new Error(`${refused}: ${message}`);
};

export const pathOf = (...parts: readonly (string | number)[]): string => `/${parts.map((part) => encodeURIComponent(part)).join('/')}`;
