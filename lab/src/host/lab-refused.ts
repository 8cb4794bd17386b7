/** The person can mend this; the message says how. Exit code 69 (unavailable), no stack trace. */
export class LabRefused extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'LabRefused';
  }
}
