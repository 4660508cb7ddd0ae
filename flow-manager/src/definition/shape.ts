import type { Complaint, SourcePath } from './finding.ts';

/**
 * Checks a definition against the official JSON Schema of the DSL. The SDK takes 300 ms to load, so it is loaded on first use.
 * It is asked last: what it says of a task with a slip is a page long, while our own reader names the slip.
 */
export const checkShape = async (document: unknown): Promise<Complaint | null> => {
  const loaded = await import('@serverlessworkflow/sdk');
  // The package is CommonJS, whose names Node does not always see.
  const sdk = 'validate' in loaded ? loaded : (loaded as { default: typeof loaded }).default;
  try {
    sdk.validate('Workflow', document);
    return null;
  } catch (error) {
    return complaintOf(error instanceof Error ? error.message : String(error), document);
  }
};

/** A line of the SDK's message: `- /do/0/look | #/oneOf | must match ... | {...}`. The one of the deepest part says most. */
const complaintOf = (text: string, document: unknown): Complaint => {
  const lines = text.split('\n').flatMap((line) => {
    const [pointer, , message] = line.startsWith('- ') ? line.slice(2).split(' | ') : [];
    return pointer === undefined || message === undefined ? [] : [{ path: pathOf(pointer, document), message }];
  });
  const deepest = lines.reduce<(typeof lines)[number] | null>(
    (best, line) => (best === null || line.path.length > best.path.length ? line : best),
    null,
  );
  return {
    path: deepest?.path ?? [],
    rule: 'shape',
    message: deepest?.message ?? 'not a definition of Serverless Workflow DSL 1.0.0',
    hint: 'from the JSON Schema of Serverless Workflow DSL 1.0.0',
  };
};

const pathOf = (pointer: string, document: unknown): SourcePath => {
  let held = document;
  return pointer
    .split('/')
    .slice(1)
    .map((step) => {
      const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
      const key = Array.isArray(held) ? Number(name) : name;
      held = (held as { readonly [key: string | number]: unknown } | undefined)?.[key];
      return key;
    });
};
