/** PASS and FAIL lines with their evidence, on stdout as they happen. */
export class Report {
  #passed = 0;
  #failed = 0;

  get passed(): number {
    return this.#passed;
  }

  get failed(): number {
    return this.#failed;
  }

  /** A claim and what was seen. A failed claim does not stop the scenario: the rest is evidence too. */
  check(claim: string, holds: boolean, evidence: string): void {
    if (holds) this.#passed += 1;
    else this.#failed += 1;
    process.stdout.write(`${holds ? 'PASS' : 'FAIL'} ${claim}: ${evidence}\n`);
  }

  note(line: string): void {
    process.stdout.write(`     ${line}\n`);
  }
}
