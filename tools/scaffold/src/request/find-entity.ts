import { didYouMean } from '@vyarna/avro';
import { type Entity, entityNames, findEntity } from '../entity/entity.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import { pluralOf, withArticle, wordsOf } from '../text/words.ts';
import type { RequestWanted } from './request-plan.ts';

/** The entity that a request is about, which must be there already; `subject` may be its plural. Throws MISSING. */
export const existingEntity = ({ scaffolding, app, request }: RequestWanted, subject = request.subject): Entity => {
  const names = entityNames(scaffolding, app);
  const name = names.find((each) => each === subject) ?? names.find((each) => pluralOf(each) === subject);
  const entity = name === undefined ? undefined : findEntity(scaffolding, app, name);
  if (entity !== undefined) return entity;
  const known = names.length === 0 ? `It has none yet.` : didYouMean(subject, [...names, ...names.map(pluralOf)], `It has ${names.join(', ')}.`);
  throw new ScaffoldError(
    'MISSING',
    `${app.title} has no entity ${subject}. ${known} vyarna new request create-<entity> adds ${withArticle(wordsOf('entity'))} with its fields.`,
  );
};
