/** Karapace asks Avro's own library for Python, which walks as Java does but finds names in other ways. */
import { namespaceOf, qualify } from '../../front/names.ts';
import type { AvroJson } from '../../schema/avro-json.ts';
import type { Schema } from '../../schema/read-schema.ts';
import { definedName, isNamedSchema, mapInnerTypes } from '../../schema/walk-schema.ts';
import { checkBy } from '../check-compatibility.ts';
import { APACHE_NAMES, fieldNamed, type NameRules } from '../name-rules.ts';
import { Reasons, type Verdict } from './profile.ts';

/** Thrown by the rules where the library throws. */
class LibraryError extends Error {
  override readonly name = 'LibraryError';
}

export const karapace = (reader: Schema, writer: Schema, readerJson: AvroJson, writerJson: AvroJson): Verdict => {
  const reasons = new Reasons();
  const [mine, theirs] = [pythonNames(readerJson), pythonNames(writerJson)];
  const rules: NameRules = {
    comparing: (record) => {
      if (!record.error) return;
      reasons.tell('ERROR_TYPE', `${record.name} is of type "error", which Python cannot compare. Make it a "record".`);
      throw new LibraryError();
    },
    namesMatch: (read, written) => {
      if (written.kind === 'record' && written.error) {
        reasons.tell('ERROR_TYPE', `The writer's ${written.name} is of type "error", which Python takes for another than "record".`);
        return false;
      }
      const writtenName = theirs.get(written.name)?.name ?? written.name;
      const found = read.shortName === written.shortName || mine.get(read.name)?.aliases.includes(writtenName) === true;
      if (found !== APACHE_NAMES.namesMatch(read, written)) {
        const message = `${read.name} ${found ? 'has' : 'has not'} the writer's ${written.name} for an alias: Python compares aliases as they are written, without adding a namespace.`;
        reasons.tell('ALIAS_NOT_QUALIFIED', message);
      }
      return found;
    },
    writtenField: (field, record) => {
      const found = [field.name, ...field.aliases].map((name) => fieldNamed(record, name)).filter((written) => written !== undefined);
      if (found.length > 1) {
        const names = found.map(({ name }) => name).join(' and ');
        reasons.tell('ALIAS_AMBIGUOUS', `The field ${field.name} matches ${names} of the writer's: Python takes the first.`);
      }
      return found[0];
    },
  };
  try {
    return { compatible: checkBy(rules, reader, writer).compatible, reasons: reasons.list() };
  } catch (error) {
    if (error instanceof LibraryError) return { compatible: false, reasons: reasons.list() };
    throw error;
  }
};

interface PythonName {
  /** An empty namespace counts as none given for the type itself, though not for those inside it. */
  readonly name: string;
  /** As written. */
  readonly aliases: readonly string[];
}

/** What the library calls each type and its aliases, by the type's full name. */
const pythonNames = (schema: AvroJson): ReadonlyMap<string, PythonName> => {
  const found = new Map<string, PythonName>();
  const visit = (type: AvroJson, namespace: string, pythonNamespace: string): void => {
    let [inside, pythonInside] = [namespace, pythonNamespace];
    if (isNamedSchema(type)) {
      const full = definedName(type, namespace);
      const [short, given] = [String(type['name']), type['namespace'] as string | undefined];
      const name = qualify(short, given || pythonNamespace);
      found.set(full, { name, aliases: (type['aliases'] ?? []) as readonly string[] });
      inside = namespaceOf(full);
      pythonInside = namespaceOf(qualify(short, given ?? pythonNamespace));
    }
    mapInnerTypes(type, (inner) => {
      visit(inner, inside, pythonInside);
      return inner;
    });
  };
  visit(schema, '', '');
  return found;
};
