import type { Finding } from '@vyarna/loader';
import { fingerprints } from './fingerprint.ts';

/** The report that GitLab shows in a merge request as code quality. */
export const gitlabCodeQualityOf = (findings: readonly Finding[]): string => {
  const names = fingerprints(findings);
  const issues = findings.map(({ file, line, rule, severity, message, hint }, index) => ({
    description: hint === '' ? message : `${message} ${hint}`,
    check_name: rule,
    fingerprint: names[index],
    severity: severity === 'error' ? 'major' : 'minor',
    location: { path: file, lines: { begin: line } },
  }));
  return JSON.stringify(issues, null, 2);
};
