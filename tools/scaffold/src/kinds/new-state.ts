import { findApp } from '../app.ts';
import { addMessageChannel } from '../event/add-message-channel.ts';
import { eventName } from '../event/event-name.ts';
import { payloadOf } from '../event/payload.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import type { NextStep } from '../next-step.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import type { Scaffolding } from '../scaffolding.ts';
import { withArticle, wordsOf } from '../text/words.ts';

export interface NewState {
  /** The entity, `invoice`, or the address, `invoice.invoice.state.v1`. */
  readonly name: string;
  readonly app: string;
  /** None: it carries its entity as it stands. */
  readonly fields: readonly FieldSpec[];
}

/** Adds the topic that holds the latest state of each entity, for those who keep a view of it. */
export const addState = (scaffolding: Scaffolding, { name: text, app: appName, fields }: NewState): readonly NextStep[] => {
  const app = findApp(scaffolding.bundle, appName);
  const name = eventName(app, text.includes('.') ? text : `${text}.state`);
  if (name.what !== 'state') throw new ScaffoldError('INVALID', `The address of a state is ${app.folder}.${name.entity}.state.v1, not ${text}.`);
  const words = wordsOf(name.entity);
  const summary = `How ${withArticle(words)} stands now; no value once it is gone.`;
  const payload = payloadOf(scaffolding, app, name, fields, `How ${withArticle(words)} stands now.`);
  if (payload.orderedBy === undefined) {
    throw new ScaffoldError(
      'INVALID',
      `A state is kept by the id of its entity: give it a field that is one, such as --field ${name.entity}Id:uuid.`,
    );
  }
  const operation = `publish${name.pascal}`;
  addMessageChannel(scaffolding, app, name, payload, {
    kind: 'state',
    summary,
    operation,
    does: `Keeps the latest state of each ${words} for those with a view of it.`,
  });
  return [{ open: `${app.source}/handlers/`, why: `return { reply, messages: [${operation}(...)] } from each handler that changes it` }];
};
