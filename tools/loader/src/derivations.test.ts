import { expect, test } from 'vitest';
import { Derivations, type Seen } from './derivations.ts';
import type { Finding } from './finding.ts';

const finding = (message: string): Finding => ({ file: 'a', line: 1, column: 1, rule: 'X', severity: 'error', message, hint: '' });

/** Files as they are now, and derivations of load after load. */
const workshop = (files: Map<string, Seen>) => {
  let derivations = new Derivations();
  const seen: string[] = [];
  const see = (file: string): Seen => {
    seen.push(file);
    derivations.look(file, files.get(file));
    return files.get(file);
  };
  return {
    seen,
    /** Looks at the files, one after another, and says which. */
    derive: (id: string, inputs: readonly unknown[], looks: readonly string[], said?: string) => {
      let isMade = false;
      const made = derivations.derive(
        id,
        inputs,
        () => {
          isMade = true;
          if (said !== undefined) derivations.findings?.push(finding(said));
          return looks.map((file) => see(file));
        },
        see,
      );
      return { ...made, isMade };
    },
    next: () => {
      derivations = new Derivations(derivations);
      seen.length = 0;
    },
  };
};

test('what was made of the same inputs and files is not made again, and its findings are told again', () => {
  const { derive, next } = workshop(new Map([['a', true]]));
  const first = derive('x', [1], ['a'], 'once');
  expect(first).toMatchObject({ isMade: true, value: [true], findings: [finding('once')] });
  for (let load = 0; load < 3; load += 1) {
    next();
    const again = derive('x', [1], ['a']);
    expect(again).toMatchObject({ isMade: false, findings: [finding('once')] });
    expect(again.value).toBe(first.value);
  }
});

test('other inputs, another file and another id are made', () => {
  const files = new Map<string, Seen>([['a', true]]);
  const { derive, next } = workshop(files);
  derive('x', [1], ['a', 'b']);
  next();
  expect(derive('x', [2], ['a', 'b']).isMade).toBe(true);
  expect(derive('y', [2], []).isMade).toBe(true);
  next();
  files.set('b', true);
  expect(derive('x', [2], ['a', 'b'])).toMatchObject({ isMade: true, value: [true, true] });
});

test('what a load did not ask for, the one after it makes', () => {
  const { derive, next } = workshop(new Map());
  derive('x', [], []);
  next();
  next();
  expect(derive('x', [], []).isMade).toBe(true);
});

test('a file is looked at only where those that led to it say what they said', () => {
  const files = new Map<string, Seen>([
    ['a', true],
    ['b', true],
    ['c', true],
  ]);
  const { derive, next, seen } = workshop(files);
  derive('x', [], ['a', 'b', 'c']);
  next();
  files.set('b', false);
  derive('x', [], ['a']);
  // The first two to find out, and the first to make it.
  expect(seen).toEqual(['a', 'b', 'a']);
});

test('what is made of something else that is derived depends on its files too', () => {
  const files = new Map<string, Seen>([['a', true]]);
  let derivations = new Derivations();
  const see = (file: string): Seen => {
    derivations.look(file, files.get(file));
    return files.get(file);
  };
  const outer = () => derivations.derive('outer', [], () => derivations.watch(() => see('a')).value, see).value;
  expect(outer()).toBe(true);
  derivations = new Derivations(derivations);
  files.set('a', false);
  expect(outer()).toBe(false);
});
