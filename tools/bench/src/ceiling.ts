/**
 * The ceiling: the same route with the same token check and validation, answered at once with the operator asked for.
 * What end-to-end figures lose against it is spent on the bus, the flow manager, the services and the database.
 * A process of its own, as the gateway is one; prints its URL as one line.
 */

import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { createContracts, readBundle } from '@vyarna/contract';
import { createRouteApp, createTokenVerifier } from '@vyarna/http';
import { createLogger } from '@vyarna/logger';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

const contracts = createContracts(readBundle(fileURLToPath(import.meta.resolve('@vyarna/generated/bundle.json'))));
const { publicKey, privateKey } = await generateKeyPair('EdDSA');
const issuer = 'urn:vyarna:bench';
const audience = 'urn:vyarna:gateway';
const operatorId = '01980c2e-7a50-7c3a-9d2e-2f6c1f0b7a11';
const businessUnitId = '01980c2e-0000-7000-8000-000000000001';
const now = new Date().toISOString().replace('Z', '000Z');

const app = createRouteApp({
  contracts,
  logger: createLogger({ service: 'ceiling', level: 'warn' }),
  verify: createTokenVerifier({ keys: { keys: [{ ...(await exportJWK(publicKey)), alg: 'EdDSA', kid: 'bench' }] }, issuer, audience }),
  exchange: ({ payload }) => {
    const operator = { ...payload, businessUnitId, status: 'ACTIVE', createdAt: now, updatedAt: now };
    return Promise.resolve({ reply: () => Promise.resolve({ kind: 'result', payload: operator } as const) });
  },
  accepted: { remember: () => Promise.resolve(), find: () => Promise.resolve(undefined) },
  listensOnLoopback: true,
});

const token = await new SignJWT({ sub: operatorId, bu: businessUnitId, permissions: ['can-create-operator'] })
  .setProtectedHeader({ alg: 'EdDSA', kid: 'bench' })
  .setIssuer(issuer)
  .setAudience(audience)
  .setExpirationTime('1h')
  .sign(privateKey);

serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ gatewayUrl: `http://127.0.0.1:${port}`, token })}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));
