/** Replaces `{name}` in every text within a value. A text that is nothing but `{name}` becomes the value itself, so that ids stay numbers. */
export function fill<Value>(value: Value, valueNamed: (name: string) => unknown): Value {
  if (typeof value === 'string') return fillText(value, valueNamed) as Value;
  if (Array.isArray(value)) return value.map((item) => fill(item, valueNamed)) as Value;
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, fill(inner, valueNamed)])) as Value;
}

const PLACE = /\{(\w+)\}/g;

function fillText(text: string, valueNamed: (name: string) => unknown): unknown {
  const only = /^\{(\w+)\}$/.exec(text)?.[1];
  if (only !== undefined) return valueNamed(only);
  return text.replace(PLACE, (_, name: string) => String(valueNamed(name)));
}
