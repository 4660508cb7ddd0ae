/** What is not HTTP, or not HTTP we take, never reaches a route; it is answered with problem details all the same. */
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Contracts } from '@vyarna/contract';
import type { Logger } from '@vyarna/logger';
import { type HttpCode, Problem, problemDetails } from './problem.ts';
import { mintTraceId, UNROUTED } from './trace.ts';

const REFUSALS: { readonly [parserCode: string]: readonly [HttpCode, string] } = {
  HPE_INVALID_METHOD: ['METHOD_NOT_ALLOWED', 'This is no method that any route has.'],
  HPE_HEADER_OVERFLOW: ['HEADERS_TOO_LARGE', 'The request line and headers are larger than 16 KiB.'],
};

const UNREADABLE: readonly [HttpCode, string] = ['MALFORMED_HTTP', 'The request is not valid HTTP/1.1.'];

/** For the `clientError` of a Node server. */
export const answerUnreadable =
  ({ bundle }: Contracts, logger: Logger) =>
  (error: NodeJS.ErrnoException, socket: Duplex): void => {
    if (error.code === 'ECONNRESET' || !socket.writable) {
      socket.destroy();
      return;
    }
    const [code, detail] = REFUSALS[error.code ?? ''] ?? UNREADABLE;
    const traceId = mintTraceId(UNROUTED);
    const details = problemDetails(bundle.errors, new Problem(code, detail), { traceId, path: '*' });
    const body = JSON.stringify(details);
    logger.info({ traceId, status: details.status, parser: error.code }, 'refused what is no request');
    const head = [
      `HTTP/1.1 ${details.status} ${STATUS_CODES[details.status]}`,
      'content-type: application/problem+json',
      `content-length: ${Buffer.byteLength(body)}`,
      `trace-id: ${traceId}`,
      'cache-control: no-store',
      'connection: close',
    ];
    socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
  };
