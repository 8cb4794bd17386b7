/** One statement every implementation of a port must keep. Data, so that any test runner can carry it out. */
export interface ContractCase<Subject> {
  readonly name: string;
  readonly run: (subject: Subject) => Promise<void>;
}
