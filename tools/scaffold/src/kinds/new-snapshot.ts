import { findApp } from '../app.ts';
import { addEntity } from '../entity/add-entity.ts';
import { entityNames } from '../entity/entity.ts';
import type { FieldSpec } from '../fields/field-spec.ts';
import type { NextStep } from '../next-step.ts';
import { ScaffoldError } from '../scaffold-error.ts';
import type { Scaffolding } from '../scaffolding.ts';
import { hasService } from '../service/service.ts';

export interface NewSnapshot {
  /** The entity: `invoice`. */
  readonly name: string;
  readonly app: string;
  readonly fields: readonly FieldSpec[];
}

/** Adds an entity: its record, its table, and the audit snapshots of each of its changes. */
export const addSnapshot = (scaffolding: Scaffolding, { name, app: appName, fields }: NewSnapshot): readonly NextStep[] => {
  const app = findApp(scaffolding.bundle, appName);
  const entity = name.replace(/^ztracking-/, '');
  if (entityNames(scaffolding, app).includes(entity)) throw new ScaffoldError('EXISTS', `${app.title} keeps snapshots of ${entity} already.`);
  addEntity(scaffolding, app, entity, fields);
  return hasService(scaffolding, app)
    ? [{ open: `${app.source}/${entity}-table.ts`, why: 'the table; requests that use it: vyarna new request' }]
    : [];
};
