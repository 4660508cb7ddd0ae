/** Which names a text of Avro defines, and which it uses without defining them, as far as a text that may be wrong lets one tell. */
export interface SchemaNames {
  readonly defined: ReadonlySet<string>;
  /** Each as the names it may mean, the likelier first. */
  readonly used: readonly (readonly string[])[];
}

const BUILT_IN = new Set('null boolean int long float double bytes string record error enum fixed array map'.split(' '));

export const schemaNames = (text: string): SchemaNames => {
  const defined = new Set<string>();
  const used: string[][] = [];
  const full = (name: string, namespace: string): string => (name.includes('.') || namespace === '' ? name : `${namespace}.${name}`);

  const visit = (schema: unknown, namespace: string): void => {
    if (typeof schema === 'string') {
      if (!BUILT_IN.has(schema)) used.push([...new Set([full(schema, namespace), schema])]);
    } else if (Array.isArray(schema)) {
      for (const branch of schema) visit(branch, namespace);
    } else if (typeof schema === 'object' && schema !== null) visitObject(schema as Record<string, unknown>, namespace);
  };

  const visitObject = (schema: Record<string, unknown>, namespace: string): void => {
    const { type, name, namespace: own, fields, items, values } = schema;
    if (typeof name !== 'string' || !['record', 'error', 'enum', 'fixed'].includes(type as string)) {
      visit(type, namespace);
      visit(items, namespace);
      visit(values, namespace);
      return;
    }
    const fullName = full(name, typeof own === 'string' ? own : namespace);
    defined.add(fullName);
    const inside = fullName.slice(0, Math.max(0, fullName.lastIndexOf('.')));
    for (const field of Array.isArray(fields) ? fields : []) visit((field as { type?: unknown } | null)?.type, inside);
  };

  visit(parsed(text), '');
  return { defined, used: used.filter((meanings) => !meanings.some((name) => defined.has(name))) };
};

/** Null for what is no JSON: the compiler will say so. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};
