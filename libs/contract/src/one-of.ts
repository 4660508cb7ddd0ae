/**
 * A value of a union of several types as it may be given: an object with exactly one of the properties. It takes any value that was read; what
 * the plain union would let through, two branches at once, it refuses. (Not where one is called as what every object has by birth, such as
 * `constructor`, which the compiler holds to be there always.)
 */
export type OneOf<Branches> = {
  [Branch in keyof Branches]: { readonly [Given in Branch]: Branches[Given] } & {
    readonly [Other in Exclude<keyof Branches, Branch | Inherited>]?: never;
  };
}[keyof Branches];

type Inherited = keyof typeof Object.prototype;
