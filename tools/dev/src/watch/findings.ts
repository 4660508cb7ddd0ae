import type { Generation } from '@vyarna/codegen';
import { formatFinding } from '@vyarna/loader';

/** Says errors each time they are found, and warnings once for as long as they are there. */
export class Findings {
  readonly #say: (line: string) => void;
  #told: ReadonlySet<string> = new Set();

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  tell({ findings }: Pick<Generation, 'findings'>): void {
    const warnings = new Set(findings.filter(({ severity }) => severity === 'warning').map(formatFinding));
    for (const warning of warnings) if (!this.#told.has(warning)) this.#say(`warning: ${warning}`);
    this.#told = warnings;
    for (const finding of findings) if (finding.severity === 'error') this.#say(formatFinding(finding));
  }
}
