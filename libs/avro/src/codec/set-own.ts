/** Sets a property of an object being made, `__proto__` like any other. */
export const setOwn = (object: { [key: string]: unknown }, key: string, value: unknown): void => {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
};
