import { CODES, Refusal } from '../../registry/refusal.ts';
import type { Call, Route } from '../route.ts';
import { readSentSchema, SENT_MEMBERS } from '../sent-schema.ts';
import { versionOf } from './versions.ts';

async function check({ subject, parameters, body, registry }: Call, version?: number | 'latest'): Promise<object> {
  const verbose = parameters.flag('verbose');
  const schema = readSentSchema(body);
  const messages = await registry.query({ type: 'compatibility', subject, schema, version, normalize: parameters.flag('normalize') }).then(
    (found) => found.messages,
    (error: unknown) => {
      // A schema that is none is told of like one that does not fit, to those who want reasons.
      if (verbose && error instanceof Refusal && error.code === CODES.invalidSchema) return [error.message];
      throw error;
    },
  );
  return { is_compatible: messages.length === 0, ...(verbose ? { messages } : {}) };
}

const shared = { method: 'POST', parameters: ['normalize', 'verbose'], members: SENT_MEMBERS } as const;

/** `/compatibility`: whether a schema may follow, by the subject's level. */
export const compatibilityRoutes: readonly Route[] = [
  { ...shared, path: '/compatibility/subjects/{subject}/versions', answer: (call) => check(call) },
  { ...shared, path: '/compatibility/subjects/{subject}/versions/{version}', answer: (call) => check(call, versionOf(call.path['version'])) },
];
