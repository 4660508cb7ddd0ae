import { type ContractSet, SHARED_FOLDER } from '@vyarna/loader';
import { type GeneratedFile, header } from './generated-file.ts';

/** The codes of the catalogue of errors, as a type; nothing without a catalogue. */
export const emitErrorCodes = ({ bundle, errorsFile }: ContractSet): readonly GeneratedFile[] => {
  const codes = Object.entries(bundle.errors)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { status, title }]) => `  /** ${status}: ${title.replaceAll('*/', '*\\/')} */\n  | '${code}'`);
  if (codes.length === 0) return [];
  const text = `/** What a refusal may say; each code has its HTTP status. */\nexport type ErrorCode =\n${codes.join('\n')};\n`;
  return [{ path: `${SHARED_FOLDER}/error-codes.gen.ts`, text: header(errorsFile) + text }];
};
