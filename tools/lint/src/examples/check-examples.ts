import { basename } from 'node:path/posix';
import { didYouMean } from '@vyarna/avro';
import type { Violation } from '@vyarna/contract';
import { type ContractSet, type Finding, kebabCase, type Place } from '@vyarna/loader';
import { ruleInfo } from '../rule-index.ts';
import type { Example } from './find-examples.ts';
import { ValueChecks } from './value-checks.ts';

const MEMBERS = ['name', 'summary', 'headers', 'payload'];

/** Checks that each example can be read, is a Message Example Object, and fits the payload and headers of its message. */
export const checkExamples = (set: ContractSet, examples: readonly Example[]): readonly Finding[] => {
  const checker = new Checker(set);
  for (const example of examples) checker.check(example);
  return checker.findings;
};

class Checker {
  readonly findings: Finding[] = [];
  readonly #set: ContractSet;
  readonly #checks: ValueChecks;

  constructor(set: ContractSet) {
    this.#set = set;
    this.#checks = new ValueChecks(set);
  }

  check({ message, file, place: given }: Example): void {
    const { sources } = this.#set;
    const place = given ?? this.#open(file ?? '');
    if (place === undefined) return;
    if (message === undefined) {
      this.#reportUnknown(place);
      return;
    }
    this.#checkShape(place, file);
    const [payload, headers] = [sources.member(place, 'payload'), sources.member(place, 'headers')];
    if (payload !== undefined) this.#checkPayload(message, payload);
    if (headers !== undefined) this.#reportAll(headers, 'headers', this.#checks.headers(message, sources.raw(headers)));
  }

  /** Undefined, and reported, where it cannot be read. */
  #open(file: string): Place | undefined {
    const { sources } = this.#set;
    const before = sources.findings.length;
    const place = sources.open(file);
    const faults = sources.findings.slice(before);
    const hint = ruleInfo('EXAMPLE_UNREADABLE')?.hint ?? '';
    for (const fault of faults) this.findings.push({ ...fault, rule: 'EXAMPLE_UNREADABLE', hint: fault.hint === '' ? hint : fault.hint });
    return faults.length > 0 ? undefined : place;
  }

  #reportUnknown(place: Place): void {
    const { messages, folderOf } = this.#set;
    const [name = '', , app = ''] = place.file.split('/').reverse().slice(1);
    const folder = folderOf(place.file.replace(/\/examples\/.*$/, '/schemas/x.avsc'));
    const known = messages.filter((message) => folderOf(message.place.file) === folder).map(({ key }) => kebabCase(key));
    this.#report(place, 'EXAMPLE_OF_NOTHING', `There is no message ${name} in ${app}.`, didYouMean(name, known, `There are ${known.join(', ')}.`));
  }

  #checkShape(place: Place, file: string | undefined): void {
    const { sources } = this.#set;
    if (!sources.isMap(place)) {
      this.#report(place, 'EXAMPLE_SHAPE', 'An example is an object.');
      return;
    }
    for (const [key, member] of sources.entries(place)) {
      if (!MEMBERS.includes(key) && !key.startsWith('x-'))
        this.#report(member, 'EXAMPLE_SHAPE', `An example has no "${key}".`, didYouMean(key, MEMBERS, `It has ${MEMBERS.join(', ')}.`));
    }
    if (sources.member(place, 'payload') === undefined && sources.member(place, 'headers') === undefined)
      this.#report(place, 'EXAMPLE_SHAPE', 'An example shows a payload, headers or both.', 'Add "payload".');
    if (file === undefined) return;
    const [name, wanted] = [sources.member(place, 'name'), basename(file, '.json')];
    if (sources.scalar(name) !== wanted) this.#report(name ?? place, 'EXAMPLE_SHAPE', `The name of an example is that of its file, ${wanted}.`, '');
    if (typeof sources.scalar(sources.member(place, 'summary')) !== 'string')
      this.#report(sources.member(place, 'summary') ?? place, 'EXAMPLE_SHAPE', 'An example has a summary.', 'Say in a sentence what it shows.');
  }

  #checkPayload(message: NonNullable<Example['message']>, payload: Place): void {
    const { sources, errors, errorsFile, errorReply } = this.#set;
    this.#reportAll(payload, message.payload?.name ?? 'payload', this.#checks.payload(message, sources.raw(payload)));
    const code = message.model.name === errorReply ? sources.member(payload, 'code') : undefined;
    const value = sources.scalar(code);
    if (code === undefined || typeof value !== 'string' || Object.keys(errors).length === 0 || Object.hasOwn(errors, value)) return;
    this.#report(
      code,
      'EXAMPLE_UNFIT',
      `There is no error ${value} in ${errorsFile}.`,
      didYouMean(value, Object.keys(errors), 'Use a code of the catalogue.'),
    );
  }

  /** Of several things that are wrong with one value, the first is said. */
  #reportAll(whole: Place, what: string, violations: readonly Violation[]): void {
    const told = new Set<string>();
    for (const { path, message } of violations) {
      if (told.has(path)) continue;
      told.add(path);
      this.#report(this.#within(whole, path), 'EXAMPLE_UNFIT', `The example does not fit ${what}: ${path} ${message}.`);
    }
  }

  /** The value at a path such as `$.lines[2].price`, or the nearest that is there. */
  #within(whole: Place, path: string): Place {
    let place = whole;
    for (const match of path.matchAll(/\.([A-Za-z_$][\w$]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/g)) {
      const [, name, index, quoted] = match;
      const next = this.#set.sources.member(place, name ?? index ?? String(JSON.parse(quoted ?? '""')));
      if (next === undefined) return place;
      place = next;
    }
    return place;
  }

  #report(at: Place, rule: string, message: string, hint = ruleInfo(rule)?.hint ?? ''): void {
    this.findings.push({ ...this.#set.sources.positionOf(at), rule, severity: 'error', message, hint });
  }
}
