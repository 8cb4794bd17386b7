/** What a value must look like. `int` is an int64 that JSON carries without loss. */
export type Shape =
  | { readonly kind: 'string' | 'int' | 'number' | 'bool' | 'time' | 'any' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'object'; readonly name: string };

export interface Field {
  readonly shape: Shape;
  readonly required: boolean;
}

export type Fields = ReadonlyMap<string, Field>;

/** One operation of the API: its query, its request body, and what it may answer. */
export interface Operation {
  readonly query: Fields;
  readonly request: string | undefined;
  /** Status to object name; undefined where the API declares no body. */
  readonly replies: ReadonlyMap<number, string | undefined>;
}

export interface Schema {
  readonly definitions: ReadonlyMap<string, Fields>;
  readonly operations: ReadonlyMap<string, Operation>;
}
