/** A registry as simple as can be, at level NONE and without references: what the real one is compared with. */
import type { Command } from '../registry/commands.ts';

interface Held {
  readonly version: number;
  readonly schema: string;
  readonly id: number;
  deleted: boolean;
}

const contextOf = (subject: string): string => (subject.startsWith(':') ? subject.slice(0, subject.lastIndexOf(':') + 1) : '');

export class Model {
  readonly subjects = new Map<string, Held[]>();
  /** By context, in the order they were given: a schema keeps its id for ever, also when it was deleted for good. */
  readonly #ids = new Map<string, string[]>();

  versions(subject: string): Held[] {
    return this.subjects.get(subject) ?? [];
  }

  #idOf(subject: string, schema: string): number {
    const known = this.#ids.get(contextOf(subject)) ?? [];
    this.#ids.set(contextOf(subject), known);
    if (!known.includes(schema)) known.push(schema);
    return known.indexOf(schema) + 1;
  }

  /** A number or numbers, or the code of a refusal; for a registration `id/version`. */
  execute(command: Command): unknown {
    switch (command.type) {
      case 'register':
        return this.#register(command.subject, command.schema.schema);
      case 'delete-version':
        return this.#deleteVersion(command.subject, command.version, command.permanent === true);
      case 'delete-subject':
        return this.#deleteSubject(command.subject, command.permanent === true);
      default:
        throw new Error(`the model knows no ${command.type}`);
    }
  }

  #register(subject: string, schema: string): string {
    const versions = this.versions(subject);
    const found = versions.findLast((each) => !each.deleted && each.schema === schema);
    if (found !== undefined) return `${found.id}/${found.version}`;
    const id = this.#idOf(subject, schema);
    const version = (versions.at(-1)?.version ?? 0) + 1;
    this.subjects.set(subject, [...versions.filter((each) => each.schema !== schema), { version, schema, id, deleted: false }]);
    return `${id}/${version}`;
  }

  #deleteVersion(subject: string, wanted: number | 'latest', permanent: boolean): number {
    const versions = this.versions(subject);
    const found = wanted === 'latest' ? versions.findLast((each) => !each.deleted) : versions.find((each) => each.version === wanted);
    if (found === undefined) return versions.length === 0 ? 40401 : 40402;
    if (found.deleted && !permanent) return 40406;
    if (!found.deleted && permanent) return 40407;
    if (permanent) this.#keep(subject, (each) => each !== found);
    found.deleted = true;
    return found.version;
  }

  #deleteSubject(subject: string, permanent: boolean): unknown {
    const versions = this.versions(subject);
    const active = versions.filter((each) => !each.deleted);
    if (versions.length === 0) return 40401;
    if (permanent && active.length > 0) return 40405;
    if (!permanent && active.length === 0) return 40404;
    const affected = permanent ? versions : active;
    if (permanent) this.#keep(subject, () => false);
    for (const each of affected) each.deleted = true;
    return affected.map(({ version }) => version);
  }

  #keep(subject: string, isKept: (held: Held) => boolean): void {
    const kept = this.versions(subject).filter(isKept);
    if (kept.length > 0) this.subjects.set(subject, kept);
    else this.subjects.delete(subject);
  }
}
