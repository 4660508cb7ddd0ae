import { FORMATS, renderFindings } from '@vyarna/lint/formats';
import { type Finding, formatFinding, loadContracts } from '@vyarna/loader';
import { checkReleases, readHistory, releaseFindings, writeSteps } from '@vyarna/release';
import { AGAINST_OPTION, baseOf } from '../against.ts';
import { defineCommand, type ExitCode, type Options, type Terminal } from '../command.ts';
import { contractFolders, FOLDER_OPTIONS } from '../contract-folders.ts';
import type { Values } from '../parse.ts';

const OPTIONS = {
  check: { summary: 'write nothing; list what is not released, and what keeps it from that' },
  ...AGAINST_OPTION,
  format: { value: 'FORMAT', choices: FORMATS, summary: 'how findings are written (text)' },
  ...FOLDER_OPTIONS,
} as const satisfies Options;

const run = async (asked: Values<typeof OPTIONS>, terminal: Terminal): Promise<ExitCode> => {
  const folders = contractFolders(asked);
  const { root, contracts } = folders;
  const show = (findings: readonly Finding[]): void => {
    const text = renderFindings(findings, asked.format ?? 'text', process.stdout.isTTY === true && process.stdout.hasColors());
    if (text !== '') terminal.out(text);
  };
  const { set, findings: loaded } = loadContracts(folders);
  if (set === null) {
    show(loaded.filter(({ severity }) => severity === 'error'));
    terminal.error('vyarna release: the contracts cannot be read; nothing was released.');
    return 100;
  }
  const base = await baseOf(root, contracts, asked.against);
  if (base === null)
    terminal.error('vyarna release: git knows no earlier state of this folder, so whether released files were changed cannot be told.');
  const check = checkReleases(set, readHistory(root, contracts), base);
  for (const warning of check.warnings) terminal.error(`warning: ${formatFinding(warning)}`);
  const refusals = asked.check ? releaseFindings(check) : check.findings;
  show(refusals);
  if (refusals.length > 0) {
    terminal.error(`vyarna release: ${asked.check ? 'not everything is released' : 'nothing was released'}.`);
    return 100;
  }
  for (const { file, text, subject, version } of writeSteps(root, check.steps)) {
    terminal.out(text === null ? `${file}: taken away, ${subject} is again what it was` : `${file}: version ${version} of ${subject}`);
  }
  terminal.error(
    `vyarna release: ${check.steps.length} of ${check.subjects.length} subjects changed${base === null ? '' : `, compared with ${base.name}`}.`,
  );
  return 0;
};

export const command = defineCommand({
  summary: 'write the next released version of every active schema that changed, where its level allows it',
  options: OPTIONS,
  notes: `A version is contracts/<app>/released/<subject>/<number>.avsc, self-contained, and never changes again once it is in the base:
where the branch left the main one. What is newer than that may be replaced.
Each new version is held against the whole history at the level of its channel.

Exit codes: 0 everything is released; 100 something may not be, or, for --check, is not; 2 asked wrongly; 1 anything else.`,
  run,
});
