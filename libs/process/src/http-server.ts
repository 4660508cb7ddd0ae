import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { StartError } from './start-error.ts';

export interface HttpServer {
  readonly url: string;
  readonly port: number;
  /** Tells what still comes that its connection ends, stops accepting, lets requests in flight finish for at most `limitMs` (4 s when left out), then cuts what is left. */
  close(limitMs?: number): Promise<void>;
}

export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** The variable that sets the port, for the hint when it is taken. */
  readonly portVariable?: string;
}

export interface HttpServerOptions extends ListenOptions {
  readonly fetch: (request: Request, bindings: object) => Response | Promise<Response>;
  /** Answers what is no valid HTTP; Node answers it with an empty body when left out. */
  readonly onClientError?: (error: NodeJS.ErrnoException, socket: Duplex) => void;
}

/** Listens with a fetch handler such as `new Hono().fetch`. A taken port rejects with the StartError PORT_TAKEN. */
export async function serveHttp({ fetch, onClientError, ...options }: HttpServerOptions): Promise<HttpServer> {
  const server = createAdaptorServer({ fetch: (request, bindings) => fetch(request, bindings) });
  if (onClientError !== undefined) server.on('clientError', onClientError);
  return listen(server, options);
}

/** Listens with a server of node:http or node:https. A taken port rejects with the StartError PORT_TAKEN. */
export async function listen(server: Server | ServerType, { host, port, portVariable = 'PORT' }: ListenOptions): Promise<HttpServer> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(refusal(error, host, port, portVariable)));
    server.listen(port, host, resolve);
  });
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `${'setSecureContext' in server ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: (limitMs = 4_000) => stop(server, limitMs),
  };
}

/** A request may be on its way on a connection that looks idle: for so long it is still answered, and told that it was the last one there. */
const LAST_REQUESTS_MS = 100;
const SWEEP_MS = 20;

async function stop(server: Server | ServerType, limitMs: number): Promise<void> {
  server.prependListener('request', (_request: unknown, response: { shouldKeepAlive: boolean }) => {
    response.shouldKeepAlive = false;
  });
  const connections = await new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
  if (connections > 0) await pause(Math.min(LAST_REQUESTS_MS, limitMs));
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), limitMs);
    // What was under way before the stop leaves its connection open for another request.
    const sweep = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), SWEEP_MS);
    server.close(() => {
      clearTimeout(cut);
      clearInterval(sweep);
      resolve();
    });
  });
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number, portVariable: string): Error {
  const where = `${host}:${port}`;
  switch (error.code) {
    case 'EADDRINUSE':
      return new StartError(
        'PORT_TAKEN',
        `another process already listens on ${where}`,
        `Stop it (find it with: lsof -i :${port}) or set ${portVariable} to another port.`,
      );
    case 'EACCES':
      return new StartError('PORT_TAKEN', `this user may not listen on ${where}`, `Set ${portVariable} to a port above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new StartError(
        'PORT_TAKEN',
        `this machine has no address ${host} to listen on`,
        'Set the host to an address of this machine, such as 127.0.0.1.',
      );
    default:
      return error;
  }
}
