import type { Finding } from '@vyarna/loader';
import { githubActionsOf } from './github-actions.ts';
import { gitlabCodeQualityOf } from './gitlab-code-quality.ts';
import { jsonOf } from './json.ts';
import { junitOf } from './junit.ts';
import { sarifOf } from './sarif.ts';
import { textOf } from './text.ts';

export const FORMATS = ['text', 'json', 'github-actions', 'gitlab-code-quality', 'junit', 'sarif'] as const;
export type Format = (typeof FORMATS)[number];

/** Findings as people, editors or build servers read them; empty where a format says nothing of no findings. */
export const renderFindings = (findings: readonly Finding[], format: Format, colours: boolean): string => {
  switch (format) {
    case 'text':
      return textOf(findings, colours);
    case 'json':
      return jsonOf(findings);
    case 'github-actions':
      return githubActionsOf(findings);
    case 'gitlab-code-quality':
      return gitlabCodeQualityOf(findings);
    case 'junit':
      return junitOf(findings);
    case 'sarif':
      return sarifOf(findings);
  }
};
