/** Faults met while encoding or decoding. Messages never hold values, which may be personal data. */

/** A value or bytes that do not fit the schema; `path` is a JSON path such as `$.items[2].amount`. */
export class CodecError extends Error {
  override readonly name = 'CodecError';
  readonly path: string;
  /** What was expected at the path, such as `a decimal with 2 digits after the point`. */
  readonly expected: string;

  constructor(path: string, expected: string, found: string) {
    super(`${path}: expected ${expected}, found ${found}`);
    this.path = path;
    this.expected = expected;
  }
}

/** A fault on its way out: each container it passes through puts its own step in front of the path. */
export class Fault {
  readonly steps: (string | number)[] = [];
  readonly expected: string;
  readonly found: string;

  constructor(expected: string, found: string) {
    this.expected = expected;
    this.found = found;
  }
}

export const misfit = (expected: string, value: unknown): Fault => new Fault(expected, found(value));

const found = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
};

/** To be thrown by a container in place of what its content threw. */
export const within = (step: string | number, error: unknown): unknown => {
  if (error instanceof Fault) error.steps.unshift(step);
  return error;
};

/** Runs a step of the codec and turns its fault into a `CodecError`. */
export const reporting = <Result>(run: () => Result): Result => {
  try {
    return run();
  } catch (error) {
    if (error instanceof Fault) throw new CodecError(jsonPath(error.steps), error.expected, error.found);
    throw error;
  }
};

const jsonPath = (steps: readonly (string | number)[]): string => `$${steps.map(pathStep).join('')}`;

const pathStep = (step: string | number): string => {
  if (typeof step === 'number') return `[${step}]`;
  return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
};
