import { randomUUID } from 'node:crypto';
import { type Figures, runLoad } from './load.ts';

export interface OperatorLoad {
  readonly gatewayUrl: string;
  readonly token: string;
  readonly connections: number;
  readonly seconds: number;
}

/** POSTs new operators, each with an address of its own. */
export const postOperators = ({ gatewayUrl, token, connections, seconds }: OperatorLoad): Promise<Figures> =>
  runLoad({
    url: gatewayUrl,
    connections,
    seconds,
    next: () => ({
      method: 'POST',
      path: '/v1/operators',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: `${randomUUID()}@example.org`, displayName: 'Bench' }),
    }),
  });
