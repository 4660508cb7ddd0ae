import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';

/** One load run against one route. Latencies in milliseconds. */
export interface Figures {
  readonly connections: number;
  readonly requestsPerSecond: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers other than 2xx, and connections that failed. */
  readonly failed: number;
  readonly answered: number;
}

export interface Load {
  readonly gatewayUrl: string;
  readonly token: string;
  readonly connections: number;
  readonly seconds: number;
}

const newOperator = (): string => JSON.stringify({ email: `${randomUUID()}@example.org`, displayName: 'Bench' });

/** POSTs new operators, each with an address of its own, from `connections` callers who each wait for their answer. */
export async function postOperators({ gatewayUrl, token, connections, seconds }: Load): Promise<Figures> {
  const result = await autocannon({
    url: `${gatewayUrl}/v1/operators`,
    connections,
    duration: seconds,
    timeout: 30,
    requests: [
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        setupRequest: (request) => ({ ...request, body: newOperator() }),
      },
    ],
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
