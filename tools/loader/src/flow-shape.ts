import type { Complaint, FlowFinding, SourcePath } from '@vyarna/contract/flow';
import type { LoadedFlow } from './load-flows.ts';

/**
 * Holds flows against the official JSON Schema of the DSL, by its SDK. Our own reader takes less than the DSL does, so this finds nothing
 * in flows that were loaded; it is the proof of that. The SDK takes 250 ms to load, so it is loaded here alone.
 */
export const checkFlowShapes = async (flows: readonly Pick<LoadedFlow, 'source'>[]): Promise<readonly FlowFinding[]> => {
  if (flows.length === 0) return [];
  const loaded = await import('@serverlessworkflow/sdk');
  // The package is CommonJS, whose names Node does not always see.
  const sdk = 'validate' in loaded ? loaded : (loaded as { default: typeof loaded }).default;
  return flows.flatMap(({ source }) => {
    try {
      sdk.validate('Workflow', source.document);
      return [];
    } catch (error) {
      return [source.locate(complaintOf(error instanceof Error ? error.message : String(error), source.document))];
    }
  });
};

/** A line of the SDK's message: `- /do/0/look | #/oneOf | must match ... | {...}`. The one of the deepest part says most. */
const complaintOf = (text: string, document: unknown): Complaint => {
  const lines = text.split('\n').flatMap((line) => {
    const [pointer, , message] = line.startsWith('- ') ? line.slice(2).split(' | ') : [];
    return pointer === undefined || message === undefined ? [] : [{ path: pathOf(pointer, document), message }];
  });
  const [deepest] = lines.toSorted((a, b) => b.path.length - a.path.length);
  const message = `This is no flow of Serverless Workflow DSL 1.0.0: it ${deepest?.message ?? 'does not fit the schema'}.`;
  return { path: deepest?.path ?? [], rule: 'FLOW_NOT_DSL', message, hint: 'This is from the JSON Schema of the DSL.' };
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
