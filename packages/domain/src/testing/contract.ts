/** One statement every implementation of a port must keep. Data, so that any test runner can carry it out. */
export interface ContractCase<Subject> {
  readonly name: string;
  readonly run: (subject: Subject) => Promise<void>;
}

/** A statement that an implementation does not keep, and why. A gap that closes must be removed from the list. */
export interface KnownGap {
  readonly case: string;
  readonly reason: string;
}
