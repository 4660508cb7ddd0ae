import type { Finding } from '@vyarna/loader';

/** Workflow commands, which GitHub shows as annotations of the lines in a pull request. */
export const githubActionsOf = (findings: readonly Finding[]): string =>
  findings
    .map(({ file, line, column, rule, severity, message, hint }) => {
      const place = `file=${property(file)},line=${line},col=${column},title=${property(rule)}`;
      return `::${severity} ${place}::${text(hint === '' ? message : `${message} ${hint}`)}`;
    })
    .join('\n');

const text = (value: string): string => value.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const property = (value: string): string => text(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
