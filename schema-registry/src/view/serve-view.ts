/** The view's place in the registry's HTTP server. */
import type { IncomingMessage } from 'node:http';
import { HttpError } from '../http/http-error.ts';
import type { ViewAnswer } from './html/view-answer.ts';
import type { Asked } from './schema/read-version.ts';

/** Whether the target of a request line is the view's. */
export const isOfView = (target = ''): boolean => /^\/ui(?:[/?]|$)/.test(target);

/** `registry` is what the reader may see of it. Rejects with an HttpError (405) for what is no reading. */
export async function serveView(registry: Asked, request: IncomingMessage): Promise<ViewAnswer> {
  const { method = 'GET', url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') {
    throw new HttpError(405, `HTTP 405 Method Not Allowed: ${method}`, { headers: { allow: 'GET' } });
  }
  // Loaded for the first reader only: clients are to be answered as soon as the registry starts.
  const { answerView } = await import('./view.ts');
  return answerView(registry, new URL(`${originOf(request)}${url}`));
}

/** As the browser names it, which only shows on a page. */
const originOf = ({ headers: { host = '' }, socket }: IncomingMessage): string => {
  const scheme = 'encrypted' in socket ? 'https' : 'http';
  return URL.parse(`${scheme}://${host}`)?.origin ?? `${scheme}://localhost`;
};
