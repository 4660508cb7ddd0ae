import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAdaptorServer, type ServerType } from '@hono/node-server';
import { StartError } from './start-error.ts';

export interface HttpServer {
  readonly url: string;
  readonly port: number;
  /** Stops accepting, lets requests in flight finish for at most `limitMs` (4 s when left out), then cuts what is left. */
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
    close: (limitMs = 4_000) =>
      new Promise((resolve) => {
        const cut = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), limitMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      }),
  };
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
