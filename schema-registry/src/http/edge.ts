import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Logger } from '@vyarna/logger';
import type { Caller } from '../access/caller.ts';
import { guarded } from '../access/guarded.ts';
import { normalName } from '../registry/names.ts';
import { CODES, Refusal } from '../registry/refusal.ts';
import type { Registry } from '../registry/registry.ts';
import { isOfView, serveView } from '../view/serve-view.ts';
import { HeldBytes } from './held-bytes.ts';
import { HttpError } from './http-error.ts';
import { KeptAnswers } from './kept-answers.ts';
import { ANSWER_TYPES, answerType, charsetOf } from './negotiate.ts';
import { readBody } from './read-body.ts';
import { demandMembers } from './read-members.ts';
import type { RequestMetrics } from './request-metrics.ts';
import { JsonText, Lasting, type Route } from './route.ts';
import { Router } from './router.ts';
import { allRoutes } from './routes/index.ts';
import { readTarget } from './target.ts';

export interface EdgeOptions {
  readonly registry: Registry;
  /** Who sent a request; throws or rejects with an HttpError (401, 429). Quick where it gives no promise. */
  readonly identify: (request: IncomingMessage) => Caller | Promise<Caller>;
  readonly logger: Logger;
  readonly metrics: RequestMetrics;
  readonly maxBodyBytes: number;
}

interface Reply {
  readonly status: number;
  /** Empty for an answer without content. A text goes out in one piece with the head, which bytes would not. */
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Of bodies that are coming in, over all requests. */
const MOST_HELD_BYTES = 64 * 1024 * 1024;

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** The REST API, and the web view, as a listener of node:http. Every request gets exactly one answer, also one that fails unexpectedly (500, 50001). */
export function createEdge({ registry, identify, logger, metrics, maxBodyBytes }: EdgeOptions): Listener {
  const router = new Router(allRoutes);
  const kept = new KeptAnswers(registry);
  const held = new HeldBytes(Math.max(MOST_HELD_BYTES, maxBodyBytes));

  /** True when the answer was ready and is sent. */
  const sendKept = (request: IncomingMessage, response: ServerResponse, caller: Caller): boolean => {
    const found = caller.readsAll && request.method === 'GET' ? kept.find(keyOf(request)) : undefined;
    if (found === undefined) return false;
    const type = answerType(request.headers.accept);
    response.writeHead(200, ['content-type', type, 'content-length', String(found.length)]);
    response.end(found, 'latin1');
    metrics.servedKept();
    return true;
  };

  const answer = async (request: IncomingMessage, caller: Caller, onRoute: (route: Route) => void): Promise<Reply> => {
    const { method = 'GET', url = '/' } = request;
    const { parts, parameters } = readTarget(url);
    const { route, path } = router.find(method, parts);
    onRoute(route);
    parameters.demandOnly(route);
    const subject = normalName(path['subject'] ?? '');
    const body = route.members === undefined ? {} : await readBody(request, charsetOf(request.headers['content-type']), maxBodyBytes, held);
    demandMembers(body, route.members ?? [], '');
    const { generation } = kept;
    const given = await route.answer({ path, subject, parameters, body, isNewer: isNewer(request), registry: guarded(registry, caller) });
    const value = given instanceof Lasting ? given.answer : given;
    if (value === null) return { status: 204, text: '' };
    const text = value instanceof JsonText ? value.text : JSON.stringify(value);
    if (given instanceof Lasting && caller.readsAll) kept.keep(keyOf(request), given.about, text, generation);
    return { status: 200, text };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse, identified: () => Caller | Promise<Caller>): Promise<void> => {
    const begun = performance.now();
    const method = request.method ?? '';
    let route = 'unknown';
    let type: string = ANSWER_TYPES[0];
    let reply: Reply;
    try {
      const caller = await identified();
      if (isOfView(request.url)) {
        route = '/ui';
        reply = await serveView(guarded(registry, caller), request);
      } else {
        type = answerType(request.headers.accept);
        reply = await answer(request, caller, (found) => {
          route = found.path;
        });
      }
    } catch (error) {
      reply = failed(error, () => logger.error({ error, method, route }, 'a request failed unexpectedly'));
    }
    send(request, response, reply, type);
    const durationMs = performance.now() - begun;
    metrics.answered(method, route, reply.status, durationMs / 1_000);
    logger.debug({ method, route, status: reply.status, durationMs: Math.round(durationMs * 10) / 10 }, 'answered');
  };

  return (request, response) => {
    let identified: () => Caller | Promise<Caller>;
    try {
      const caller = identify(request);
      if (!(caller instanceof Promise) && sendKept(request, response, caller)) return;
      identified = () => caller;
    } catch (error) {
      identified = () => Promise.reject(error);
    }
    void handle(request, response, identified);
  };
}

/** Clients that know members of answers from 8.0 on say so; others may take them for faults. */
const isNewer = ({ headers }: IncomingMessage): boolean => headers['confluent-accept-unknown-properties'] === 'true';

const keyOf = (request: IncomingMessage): string => (isNewer(request) ? `+${request.url}` : (request.url ?? ''));

function send(request: IncomingMessage, response: ServerResponse, { status, text, headers = {} }: Reply, type: string): void {
  const content = status === 204 ? {} : { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) };
  const isRead = request.complete;
  // What was not read of a body must not be taken for the next request.
  const rest = isRead ? {} : { connection: 'close' };
  response.writeHead(status, { ...content, ...rest, ...headers });
  const sent = request.method === 'HEAD' ? '' : text;
  if (isRead) response.end(sent);
  else lingering(request, response, sent);
}

/** How long what still comes of a body is thrown away, in milliseconds, and how many bytes of it. */
const LINGERED_MS = 5_000;
const LINGERED_BYTES = 100 * 1024 * 1024;

/** Answers at once, and ends the connection only when the client has sent all: one that finds it closed while it sends does not hear the answer. */
function lingering(request: IncomingMessage, response: ServerResponse, text: string): void {
  if (text === '') response.flushHeaders();
  else response.write(text);
  let left = LINGERED_BYTES;
  const end = (): void => {
    clearTimeout(timer);
    response.end();
  };
  const timer = setTimeout(end, LINGERED_MS);
  request.once('end', end);
  request.once('close', end);
  // Its end is told by closing.
  request.on('error', () => {});
  request.on('data', (chunk: Buffer) => {
    left -= chunk.length;
    if (left < 0) end();
  });
}

function failed(error: unknown, report: () => void): Reply {
  if (error instanceof Refusal) return { status: error.status, text: errorBody(error.code, error.message) };
  if (error instanceof HttpError && error.status >= 500) report();
  if (error instanceof HttpError) return { status: error.status, text: errorBody(error.code, error.message), headers: error.headers };
  report();
  return { status: 500, text: errorBody(CODES.storeFailed, 'Error in the backend data store.') };
}

const errorBody = (code: number, message: string): string => JSON.stringify({ error_code: code, message });
