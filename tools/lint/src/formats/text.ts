import { styleText } from 'node:util';
import type { Finding } from '@vyarna/loader';

/** `file:line:col: message hint [RULE]`, a line each, as compilers write it, so that editors and terminals can jump there. */
export const textOf = (findings: readonly Finding[], colours: boolean): string => findings.map((finding) => line(finding, colours)).join('\n');

/** As `formatFinding` of the loader, with colours. */
const line = ({ file, line: row, column, rule, severity, message, hint }: Finding, colours: boolean): string => {
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    colours ? styleText(format, text, { validateStream: false }) : text;
  const advice = hint === '' ? '' : ` ${style('dim', hint)}`;
  return `${style('bold', `${file}:${row}:${column}:`)} ${message}${advice} ${style(severity === 'error' ? 'red' : 'yellow', `[${rule}]`)}`;
};
