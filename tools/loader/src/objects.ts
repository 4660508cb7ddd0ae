import type { Place, Sources } from './sources.ts';

/** An object by its name, where it stands in the end, and where it is named. */
export interface NamedObject {
  readonly key: string;
  readonly place: Place;
  readonly written: Place;
}

/** The objects that an object holds by name, such as `channels`. What is none is reported; a key without a value holds nothing. */
export const objectsIn = (sources: Sources, at: Place | undefined, name: string): readonly NamedObject[] => {
  if (at === undefined || sources.scalar(at) === null) return [];
  if (!sources.isMap(at)) {
    sources.report(at, 'INVALID_OBJECT', `"${name}" must be an object that holds others by name.`, `Such as ${name}: { name: { ... } }.`);
    return [];
  }
  return sources.entries(at).flatMap(([key, written]) => {
    const place = sources.resolve(written);
    if (place === undefined) return [];
    if (sources.isMap(place)) return [{ key, place, written }];
    sources.report(place, 'INVALID_OBJECT', `"${key}" of "${name}" must be an object.`);
    return [];
  });
};
