import type { Claims } from './claims.js';

/** PASS and FAIL lines on stdout; what has failed comes last when it is claimed last. */
export class PrintedClaims implements Claims {
  #broken = 0;

  get broken(): number {
    return this.#broken;
  }

  check(claim: string, holds: boolean, evidence: string): void {
    if (!holds) this.#broken += 1;
    process.stdout.write(`${holds ? 'PASS' : 'FAIL'} ${claim}: ${evidence}\n`);
  }

  note(line: string): void {
    process.stdout.write(`     ${line}\n`);
  }
}
