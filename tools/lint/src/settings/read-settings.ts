import { isAbsolute, join, normalize } from 'node:path/posix';
import { didYouMean } from '@vyarna/avro';
import type { Finding, Place, Sources } from '@vyarna/loader';
import { CATEGORIES, idsOf, RULE_INFOS } from '../rule-index.ts';
import type { Exception, Settings } from './settings.ts';

/** Below the folder of the contracts. */
const SETTINGS_FILE = 'vyarna.yaml';

const KEYS = ['use', 'except', 'ignore', 'ignoreOnly'] as const;

export interface ReadSettings {
  /** Undefined where they cannot be read. */
  readonly settings: Settings | undefined;
  readonly findings: readonly Finding[];
}

/** Reads the lint settings of a contract folder. `standard` is what `use` is without a word of it. */
export const readSettings = (sources: Sources, contracts: string, standard: readonly string[]): ReadSettings => {
  const file = `${contracts}/${SETTINGS_FILE}`;
  if (!sources.exists(file))
    return { settings: { use: new Set(standard.flatMap((name) => idsOf(name) ?? [])), idle: [], exceptions: [] }, findings: [] };
  const before = sources.findings.length;
  const root = sources.open(file);
  const reader = new SettingsReader(sources, contracts);
  const settings = sources.findings.length > before ? undefined : reader.read(root, standard);
  const findings = [...sources.findings.slice(before), ...reader.findings];
  return { settings: findings.length === 0 ? settings : undefined, findings };
};

class SettingsReader {
  readonly findings: Finding[] = [];
  readonly #sources: Sources;
  readonly #contracts: string;

  constructor(sources: Sources, contracts: string) {
    this.#sources = sources;
    this.#contracts = contracts;
  }

  read(root: Place | undefined, standard: readonly string[]): Settings {
    this.#only(root, ['lint'], 'The settings have');
    const lint = this.#sources.member(root, 'lint');
    this.#only(lint, KEYS, 'lint has');
    const written = this.#sources.member(lint, 'use');
    const use = new Set(written === undefined ? standard.flatMap((name) => idsOf(name) ?? []) : this.#rules(written).flatMap(({ ids }) => ids));
    const except = this.#rules(this.#sources.member(lint, 'except'));
    const idle = except.filter(({ ids }) => !ids.some((id) => use.has(id))).map(({ at, text }) => ({ at, text: `except: ${text}` }));
    for (const { ids } of except) for (const id of ids) use.delete(id);
    return { use, idle, exceptions: [...this.#ignored(lint), ...this.#ignoredOnly(lint)] };
  }

  #ignored(lint: Place | undefined): readonly Exception[] {
    return this.#texts(this.#sources.member(lint, 'ignore')).flatMap(({ text, place }) => this.#exception(place, text, null, `ignore: ${text}`));
  }

  #ignoredOnly(lint: Place | undefined): readonly Exception[] {
    const at = this.#sources.member(lint, 'ignoreOnly');
    this.#require(at, 'map', 'ignoreOnly is a mapping of rules to lists of paths');
    return this.#sources.entries(at).flatMap(([name, paths]) => {
      const ids = this.#idsOf(name, paths);
      return ids === undefined
        ? []
        : this.#texts(paths).flatMap(({ text, place }) => this.#exception(place, text, new Set(ids), `ignoreOnly: ${name}: ${text}`));
    });
  }

  #exception(place: Place, written: string, rules: Exception['rules'], text: string): readonly Exception[] {
    const path = normalize(join(this.#contracts, written)).replace(/\/$/, '');
    if (!isAbsolute(written) && !path.startsWith('../')) return [{ at: this.#sources.positionOf(place), text, rules, path }];
    this.#report(place, `The path ${written} leads out of the repository.`, 'Paths are relative to the folder of the settings.');
    return [];
  }

  #rules(at: Place | undefined): readonly { readonly ids: readonly string[]; readonly text: string; readonly at: Exception['at'] }[] {
    return this.#texts(at).flatMap(({ text, place }) => {
      const ids = this.#idsOf(text, place);
      return ids === undefined ? [] : [{ ids, text, at: this.#sources.positionOf(place) }];
    });
  }

  #idsOf(name: string, at: Place): readonly string[] | undefined {
    const ids = idsOf(name);
    if (ids === undefined) {
      const known = [...CATEGORIES, ...RULE_INFOS.map(({ id }) => id)];
      this.#report(at, `There is no rule or category ${name}.`, didYouMean(name, known, 'vyarna check --list-rules shows them.'), 'UNKNOWN_RULE');
    }
    return ids;
  }

  #texts(at: Place | undefined): readonly { readonly text: string; readonly place: Place }[] {
    this.#require(at, 'list', 'This is a list of texts');
    return this.#sources.items(at).flatMap((place) => {
      const text = this.#sources.scalar(place);
      if (typeof text === 'string' && text !== '') return [{ text, place }];
      this.#report(place, 'This is not a text.', '');
      return [];
    });
  }

  #only(at: Place | undefined, known: readonly string[], what: string): void {
    this.#require(at, 'map', `This is a mapping of ${known.join(', ')}`);
    for (const [key, member] of this.#sources.entries(at)) {
      if (!known.includes(key)) this.#report(member, `${what} no "${key}".`, didYouMean(key, known, `There is ${known.join(', ')}.`));
    }
  }

  #require(at: Place | undefined, kind: 'map' | 'list', what: string): void {
    if (at === undefined || this.#sources.scalar(at) === null) return;
    const isRight = kind === 'map' ? this.#sources.isMap(at) : this.#sources.isSequence(at);
    if (!isRight) this.#report(at, `${what}.`, '');
  }

  #report(at: Place, message: string, hint: string, rule = 'INVALID_SETTINGS'): void {
    this.findings.push({ ...this.#sources.positionOf(at), rule, severity: 'error', message, hint });
  }
}
