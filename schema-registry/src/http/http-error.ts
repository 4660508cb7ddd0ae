interface HttpErrorOptions {
  readonly code?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** For the log only. */
  readonly cause?: unknown;
}

/** What is answered as `{ error_code, message }` before the registry is asked: the request itself is not as HTTP or this API wants it. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  /** The `error_code`: the status where there is no finer one. */
  readonly code: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, { code = status, headers = {}, cause }: HttpErrorOptions = {}) {
    super(message, { cause });
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (message: string): HttpError => new HttpError(400, message);
/** In the words of Confluent's, which clients and suites know. */
export const notFound = (reason?: string): HttpError => new HttpError(404, `HTTP 404 Not Found${reason === undefined ? '' : `: ${reason}.`}`);
