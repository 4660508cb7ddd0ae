import { CODES, Refusal } from '../../registry/refusal.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Call, Route } from '../route.ts';
import { readSentSchema } from '../sent-schema.ts';
import { versionOf } from './versions.ts';

const PARAMETERS = ['normalize', 'verbose'];

/** `/compatibility`: whether a schema may follow, by the subject's level. */
export const compatibilityRoutes = (registry: Registry): readonly Route[] => {
  const check = async ({ subject, parameters, body }: Call, version?: number | 'latest') => {
    const verbose = parameters.flag('verbose');
    const normalize = parameters.flag('normalize');
    const messages = await registry.query({ type: 'compatibility', subject, schema: readSentSchema(body), version, normalize }).then(
      (found) => found.messages,
      (error: unknown) => {
        // A schema that is none is told of like one that does not fit, to those who want reasons.
        if (verbose && error instanceof Refusal && error.code === CODES.invalidSchema) return [error.message];
        throw error;
      },
    );
    return { is_compatible: messages.length === 0, ...(verbose ? { messages } : {}) };
  };

  return [
    {
      method: 'POST',
      path: '/compatibility/subjects/{subject}/versions',
      parameters: PARAMETERS,
      takesBody: true,
      right: 'read',
      answer: (call) => check(call),
    },
    {
      method: 'POST',
      path: '/compatibility/subjects/{subject}/versions/{version}',
      parameters: PARAMETERS,
      takesBody: true,
      right: 'read',
      answer: (call) => check(call, versionOf(call.path['version'])),
    },
  ];
};
