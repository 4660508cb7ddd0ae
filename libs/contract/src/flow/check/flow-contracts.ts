import type { AvroType, NamedDefinition } from '@vyarna/avro';

/** An operation as a flow sees it. Payloads are names for `payloadType`; null where nothing is known of one. */
export interface FlowOperation {
  /** Whether it receives requests and answers them. */
  readonly callable: boolean;
  readonly request: string | null;
  /** What a success is answered with. */
  readonly result: string | null;
}

/** The contracts as flows see them. */
export interface FlowContracts {
  readonly operationIds: Iterable<string>;
  operation(id: string): FlowOperation | undefined;
  /** Undefined where the payload is no Avro. */
  payloadType(name: string): AvroType | undefined;
  /** A named type and where it is defined. */
  definition(fullName: string): Pick<NamedDefinition, 'type' | 'file'> | undefined;
  /** The catalogue of errors, by code; a status is null where it could not be read. */
  readonly errors: { readonly [code: string]: { readonly status: number | null } };
}
