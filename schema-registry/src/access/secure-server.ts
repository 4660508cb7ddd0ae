import { readFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import { createSecureContext } from 'node:tls';
import { type Program, StartError } from '@vyarna/process';
import { answerClientError, REQUEST_LIMITS } from '../http/client-error.ts';
import { reloaded } from './reloaded.ts';

/** The keep-alive: longer than load balancers and clients keep an idle connection, so that it is they who end it: no request meets one that is just closing. */
const LIMITS = { ...REQUEST_LIMITS, keepAliveTimeout: 75_000 };

/** A server for the listener: with TLS where TLS_CERT_FILE and TLS_KEY_FILE are set, which are read again when they change. */
export async function serverBy(program: Pick<Program, 'env' | 'logger' | 'onStop'>, listener: RequestListener): Promise<Server | SecureServer> {
  const { env, logger } = program;
  if (env.optional('TLS_CERT_FILE') === undefined && env.optional('TLS_KEY_FILE') === undefined) return answering(createServer(LIMITS, listener));
  const certFile = env.string('TLS_CERT_FILE');
  const keyFile = env.string('TLS_KEY_FILE');
  const read = async () => checked({ ...LIMITS, cert: await readFile(certFile), key: await readFile(keyFile), minVersion: 'TLSv1.2' as const });
  let server: SecureServer | undefined;
  const files = await reloaded([certFile, keyFile], () => read().catch((error: unknown) => Promise.reject(invalid(error))), {
    logger,
    what: 'TLS certificate',
    onChange: (context) => server?.setSecureContext(context),
  });
  program.onStop('TLS certificate', async () => files.stop());
  server = answering(createSecureServer(files.current(), listener));
  return server;
}

const answering = <Listening extends Server | SecureServer>(server: Listening): Listening => {
  server.on('clientError', answerClientError);
  return server;
};

/** Throws for a key that is not the certificate's, which would fail each connection instead. */
function checked<Options extends { readonly cert: Buffer; readonly key: Buffer }>(options: Options): Options {
  createSecureContext(options);
  return options;
}

const invalid = (error: unknown): StartError =>
  new StartError(
    'TLS_INVALID',
    `The TLS certificate cannot be used: ${(error as Error).message}.`,
    'TLS_CERT_FILE is a PEM file of the certificate with its chain, TLS_KEY_FILE one of its private key.',
  );
