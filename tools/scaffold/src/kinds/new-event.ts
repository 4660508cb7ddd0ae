import { findApp } from '../app.ts';
import { addConsumer } from '../event/add-consumer.ts';
import { addMessageChannel } from '../event/add-message-channel.ts';
import { eventName } from '../event/event-name.ts';
import { payloadOf } from '../event/payload.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import type { NextStep } from '../next-step.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import type { Scaffolding } from '../scaffolding.ts';
import { capitalized, withArticle, wordsOf } from '../text/words.ts';

export interface NewEvent {
  /** `invoice.invoice.paid.v1`, or `invoice.paid`. */
  readonly name: string;
  /** Who sends it. */
  readonly app: string;
  /** None: it carries its entity as it stands. */
  readonly fields: readonly FieldSpec[];
  /** Applications that receive it. */
  readonly consumers: readonly string[];
  /** What it tells, in a sentence. */
  readonly doc?: string | undefined;
}

/** Adds an event, and a handler to fill in each application that is to receive it. */
export const addEvent = (scaffolding: Scaffolding, wanted: NewEvent): readonly NextStep[] => {
  const app = findApp(scaffolding.bundle, wanted.app);
  const name = eventName(app, wanted.name);
  if (name.what === 'state') throw new ScaffoldError('INVALID', `${name.address} is a state: vyarna new state ${name.entity} --app ${app.title}.`);
  const summary = wanted.doc ?? `${capitalized(withArticle(wordsOf(name.entity)))} was ${wordsOf(name.what)}.`;
  const doc = wanted.doc ?? `What is told once ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`;
  const payload = payloadOf(scaffolding, app, name, wanted.fields, doc);
  const operation = `announce${name.pascal}`;
  addMessageChannel(scaffolding, app, name, payload, {
    kind: 'event',
    summary,
    operation,
    does: `Tells whoever listens: ${summary.charAt(0).toLowerCase()}${summary.slice(1)}`,
  });
  const received = wanted.consumers.flatMap((consumer) => addConsumer(scaffolding, app, name, { payload, told: summary }, consumer));
  return [{ open: `${app.source}/handlers/`, why: `return { reply, messages: [${operation}(...)] } from the handler that makes it so` }, ...received];
};
