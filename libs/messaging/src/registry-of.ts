import { createEnvironment, type Environment, StartError } from '@vyarna/process';

/** Where the schema registry is, and what it is shown. */
export interface RegistryAccess {
  readonly registryUrl: string;
  /** The header Authorization; undefined for a registry that asks nobody who they are. */
  readonly registryAuthorization?: string | undefined;
}

/** What to set where a registry refuses a program. */
export const CREDENTIALS_HINT =
  'Set SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO to user:password, or SCHEMA_REGISTRY_BEARER_TOKEN, for somebody who may read there.';

const USER_INFO = 'SCHEMA_REGISTRY_BASIC_AUTH_USER_INFO';
const TOKEN = 'SCHEMA_REGISTRY_BEARER_TOKEN';

type Variables = Pick<Environment, 'string' | 'optional'>;

/** The schema registry of a program, by its environment. Throws a StartError. */
export const registryOf = (env: Variables): RegistryAccess => ({
  registryUrl: env.string('SCHEMA_REGISTRY_URL'),
  registryAuthorization: registryAuthorizationOf(env),
});

/** What the environment has to show the registry, that of this process unless given. Throws a StartError where that is two things. */
export const registryAuthorizationOf = (env: Variables = createEnvironment()): string | undefined => {
  const [user, token] = [env.optional(USER_INFO), env.optional(TOKEN)];
  if (user !== undefined && token !== undefined)
    throw new StartError('VARIABLE_INVALID', `${USER_INFO} and ${TOKEN} are both set.`, 'Keep one of them.');
  if (user !== undefined) return `Basic ${Buffer.from(user).toString('base64')}`;
  return token === undefined ? undefined : `Bearer ${token}`;
};
