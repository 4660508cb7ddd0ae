import { SchemaRegistry, SchemaType } from '@kafkajs/confluent-schema-registry';
import { avscOptions, schemaBehind } from '@vyarna/avro/avsc';
import type { AvroJson } from '@vyarna/contract';
import { withinLimit } from '@vyarna/process';
import { CREDENTIALS_HINT, type RegistryAccess } from './registry-of.ts';
import { Rejection } from './rejection.ts';

/** The registry does not answer, or not as a registry. */
export class RegistryUnavailable extends Error {
  override readonly name = 'RegistryUnavailable';
  readonly code = 'REGISTRY_UNAVAILABLE';
}

/** The registry answers, but not this program: it wants to know who asks, or does not let them read. */
export class RegistryRefused extends RegistryUnavailable {
  /** Without the next step. */
  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super(`${reason} ${CREDENTIALS_HINT}`, options);
    this.reason = reason;
  }
}

/** Look-ups in the schema registry. Nothing is ever registered from a running program. */
export interface SchemaSource {
  /** The id of a schema under a subject; null where the registry does not have it. Throws `RegistryUnavailable`. */
  idOf(subject: string, schema: AvroJson): Promise<number | null>;
  /**
   * The schema of an id with all its attributes; null for an unknown id. Asked once for each id. Throws
   * `RegistryUnavailable`, and a `Rejection` for a schema that is not Avro.
   */
  schemaOf(id: number): Promise<AvroJson | null>;
}

/** One look-up at most, its retries included. */
const LIMIT_MS = 5_000;

export const createSchemaSource = ({ registryUrl, registryAuthorization, app }: RegistryAccess & { readonly app: string }): SchemaSource => {
  const registry = new SchemaRegistry(
    {
      host: registryUrl,
      clientId: app,
      retry: { retries: 1, initialRetryTimeInSecs: 0.05, maxRetryTimeInSecs: 0.5 },
      middlewares: registryAuthorization === undefined ? [] : [showing(registryAuthorization)],
    },
    { [SchemaType.AVRO]: avscOptions() },
  );

  return {
    idOf: (subject, schema) =>
      lookUp(registryUrl, () => registry.getRegistryIdBySchema(subject, { type: SchemaType.AVRO, schema: JSON.stringify(schema) })),
    schemaOf: (id) =>
      lookUp(registryUrl, async () => {
        const schema = schemaBehind(await registry.getSchema(id));
        if (schema === undefined) throw new Rejection('SCHEMA_UNREADABLE', `the schema ${id} of the registry is not Avro`);
        return schema;
      }),
  };
};

type Middleware = NonNullable<ConstructorParameters<typeof SchemaRegistry>[0]['middlewares']>[number];

/** The client itself knows only user and password. */
const showing =
  (authorization: string): Middleware =>
  () => ({ prepareRequest: async (next) => (await next()).enhance({ headers: { authorization } }) });

const lookUp = async <Found>(registryUrl: string, ask: () => Promise<Found>): Promise<Found | null> => {
  try {
    return await withinLimit(LIMIT_MS, ask());
  } catch (error) {
    if (isNotFound(error)) return null;
    if (error instanceof Rejection) throw error;
    if (isUnreadable(error))
      throw new Rejection('SCHEMA_UNREADABLE', `the registry holds a schema that cannot be read: ${error.message}`, { cause: error });
    const said = error instanceof Error ? error.message : String(error);
    const status = statusOf(error);
    if (status === 401 || status === 403)
      throw new RegistryRefused(`The schema registry at ${registryUrl} refuses this program (${status}): ${saidOf(said)}.`, { cause: error });
    throw new RegistryUnavailable(`The schema registry at ${registryUrl} does not answer: ${said}`, { cause: error });
  }
};

const statusOf = (error: unknown): unknown => (error instanceof Error && 'status' in error ? error.status : undefined);

/** Without the name of the program, which the client puts before it. */
const saidOf = (message: string): string => message.replace(/^\S+ - /, '').replace(/\.$/, '');

/** The client marks a 404 by its status when it reads a schema, and by an error of its own, without the status, when it looks one up. */
const isNotFound = (error: unknown): boolean => {
  const status = statusOf(error);
  if (status !== undefined) return status === 404;
  return error instanceof Error && error.name === 'ConfluentSchemaRegistryError';
};

/** What the client makes of a schema that our codec refuses. */
const isUnreadable = (error: unknown): error is Error => error instanceof Error && error.name === 'ConfluentSchemaRegistryArgumentError';
