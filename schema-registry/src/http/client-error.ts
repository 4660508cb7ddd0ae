import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** How long a request may take to be sent, in milliseconds: its head, all of it, and how often that is looked at. */
export const REQUEST_LIMITS = { headersTimeout: 20_000, requestTimeout: 60_000, connectionsCheckingInterval: 2_000 } as const;

const ANSWERS: Readonly<Record<string, readonly [status: number, reason: string, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'Request Timeout', 'the request did not come whole in time; send it again'],
  HPE_INVALID_METHOD: [405, 'Method Not Allowed', 'no route has this method; GET, HEAD, POST, PUT and DELETE are known'],
  HPE_HEADER_OVERFLOW: [431, 'Request Header Fields Too Large', 'the head of a request may have 16384 bytes at most; send a body for what is long'],
};
const NO_HTTP = [400, 'Bad Request', 'the request is no HTTP/1.1'] as const;

/** For the `clientError` of a Node server: answers what could not be read as a request, where nothing else was answered on the connection just now. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex): void {
  // Where Node's own handler looks, too: an answer that has begun must not get another one into it.
  const isAnswering = (socket as Socket & { readonly _httpMessage?: { readonly headersSent: boolean } | null })._httpMessage?.headersSent === true;
  if (!socket.writable || error.code === 'ECONNRESET' || isAnswering) {
    socket.destroy();
    return;
  }
  const [status, reason, message] = ANSWERS[error.code ?? ''] ?? NO_HTTP;
  const body = JSON.stringify({ error_code: status, message: `HTTP ${status} ${reason}: ${message}.` });
  const head = `HTTP/1.1 ${status} ${reason}\r\ncontent-type: application/vnd.schemaregistry.v1+json\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body, () => socket.destroy());
}
