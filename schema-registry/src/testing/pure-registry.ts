import { answer, registered } from '../registry/answer.ts';
import type { Change } from '../registry/change.ts';
import type { Command } from '../registry/commands.ts';
import { decide } from '../registry/decide.ts';
import type { AnswerTo, Query } from '../registry/queries.ts';
import { Refusal } from '../registry/refusal.ts';
import { SchemaReader } from '../registry/schema-reader.ts';
import { RegistryState, type VersionRecord } from '../registry/state.ts';

/** The pure registry by itself: every command takes effect at once. */
export class PureRegistry {
  readonly state = new RegistryState();
  readonly log: Change[] = [];
  readonly #texts = new Map<string, string>();
  readonly #reader = new SchemaReader();

  get #means() {
    return { state: this.state, reader: this.#reader, texts: (hash: string) => this.#texts.get(hash) };
  }

  execute(command: Command): unknown {
    const { changes, texts = [], outcome, registered: made } = decide(this.#means, command);
    for (const [hash, text] of texts) this.#texts.set(hash, text);
    for (const change of changes) {
      this.state.apply(change, this.log.length);
      this.log.push(change);
    }
    if (command.type !== 'register') return outcome;
    return registered(this.#means, made === undefined ? (outcome as VersionRecord) : (this.state.version(made) as VersionRecord));
  }

  ask<Q extends Query>(query: Q): AnswerTo<Q> {
    return answer(this.#means, query);
  }
}

/** What work gives, or the code of its refusal. */
export function outcomeOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
