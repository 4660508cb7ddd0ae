import type { Workspace } from '@vyarna/codegen';
import type { Changes } from './changes.ts';
import { Findings } from './findings.ts';
import type { Beginning } from './live-platform.ts';
import type { SourceTree } from './source-tree.ts';

interface Sources {
  readonly workspace: Pick<Workspace, 'generate'>;
  readonly tree: Pick<SourceTree, 'snapshot'>;
  readonly changes: Pick<Changes, 'next'>;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/** Generates, and waits for as long as contracts have errors. Rejects with the signal's reason. */
export async function beginWithoutErrors({ workspace, tree, changes, say, signal }: Sources): Promise<Beginning> {
  const findings = new Findings(say);
  for (;;) {
    const sources = tree.snapshot();
    const generation = await workspace.generate();
    findings.tell(generation);
    if (generation.set !== null) return { bundle: generation.set.bundle, sources };
    say('The platform starts when this is put right.');
    if (!(await changes.next(signal))) throw signal.reason;
  }
}
