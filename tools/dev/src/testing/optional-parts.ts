import { CHROMIUM_HINT, findChromium } from '../browser/chromium.ts';
import { findJava, JAVA_HINT, JAVA_NEEDED } from '../kafka/java.ts';
import { findPython } from '../python/python.ts';

export type OptionalPart = 'Kafka' | 'Python' | 'Browser';

export interface Availability {
  /** What this machine lacks for it and how to get that; null where it has all. */
  readonly lacks: string | null;
  /** Whether lacking it is a failure. */
  readonly isRequired: boolean;
}

/** What tests use only where the machine has it. */
export type OptionalParts = { readonly [Part in OptionalPart]: Availability };

export const optionalParts = async (env: NodeJS.ProcessEnv = process.env): Promise<OptionalParts> => {
  const [java, python, chromium] = await Promise.all([findJava(env), findPython(env), findChromium(env)]);
  return {
    Kafka: { lacks: java === null ? `there is no Java ${JAVA_NEEDED}. ${JAVA_HINT}` : null, isRequired: env['REQUIRE_KAFKA'] === '1' },
    Python: { lacks: 'missing' in python ? `${python.missing}. ${python.hint}` : null, isRequired: env['REQUIRE_PYTHON'] === '1' },
    Browser: { lacks: chromium === null ? `there is no Chromium. ${CHROMIUM_HINT}` : null, isRequired: env['REQUIRE_BROWSER'] === '1' },
  };
};
