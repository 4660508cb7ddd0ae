import { readFileSync } from 'node:fs';
import { parseExactly } from '@vyarna/avro';
import type { Bundle } from './bundle.ts';
import { hashOfBundle } from './seal-bundle.ts';

export type BundleErrorCode = 'BUNDLE_MISSING' | 'BUNDLE_BROKEN' | 'BUNDLE_FORMAT' | 'BUNDLE_CHANGED';

/** A bundle that a program must not run on; `hint` is the next step for a person. */
export class BundleError extends Error {
  override readonly name = 'BundleError';
  readonly code: BundleErrorCode;
  readonly hint = 'Run `make codegen` to write it from the contracts.';

  constructor(code: BundleErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export const BUNDLE_FORMAT = 'vyarna-bundle/1';

/** Reads a bundle file; rejects one of another format or edited by hand. Throws a `BundleError`. */
export const readBundle = (path: string): Bundle => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new BundleError('BUNDLE_MISSING', `The contract bundle ${path} cannot be read.`, { cause });
  }
  return parseBundle(text, path);
};

/** Only the defaults in Avro schemas may be integers beyond 2^53; they are kept to the digit. */
const withExactDefaults = (bundle: Bundle, text: string): Bundle =>
  /\d{16}/.test(text) ? { ...bundle, types: (parseExactly(text) as Bundle).types } : bundle;

export const parseBundle = (text: string, path: string): Bundle => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new BundleError('BUNDLE_BROKEN', `The contract bundle ${path} is not JSON.`, { cause });
  }
  const bundle = value === null ? null : withExactDefaults(value as Bundle, text);
  if (bundle?.format !== BUNDLE_FORMAT) throw new BundleError('BUNDLE_FORMAT', `The contract bundle ${path} is not of the format ${BUNDLE_FORMAT}.`);
  if (hashOfBundle(bundle) !== bundle.hash) {
    throw new BundleError('BUNDLE_CHANGED', `The contract bundle ${path} was changed after it was generated: its hash does not fit its content.`);
  }
  return bundle;
};
