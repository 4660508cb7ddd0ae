import autocannon from 'autocannon';

/** One load run. Latencies in milliseconds. */
export interface Figures {
  readonly connections: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers other than 2xx, and connections that failed. */
  readonly failed: number;
  readonly answered: number;
}

export interface Sent {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly headers?: { readonly [name: string]: string };
}

export interface Load {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** The request to send next, whichever caller does. */
  readonly next: () => Sent;
}

/** Requests from `connections` callers who each wait for their answer. */
export async function runLoad({ url, connections, seconds, next }: Load): Promise<Figures> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    timeout: 30,
    requests: [{ setupRequest: (request) => ({ ...request, ...next() }) }],
  });
  return {
    connections,
    requestsPerSecond: result.requests.average,
    p50: result.latency.p50,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors,
    answered: result['2xx'],
  };
}
