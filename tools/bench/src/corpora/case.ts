/** A contract folder made of files of a collection: as few as the compiler must be given to judge one of them. */
export interface Case {
  /** The file it is about, relative to its collection. */
  readonly name: string;
  /** By path below the contract folder. */
  readonly files: ReadonlyMap<string, string>;
}

/** The files of a collection, by path below its folder. */
export type Collection = ReadonlyMap<string, string>;
