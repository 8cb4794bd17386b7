/** One thing the doctor looked at. */
export interface Finding {
  readonly check: string;
  /** `warn`: works, but not as it should; `problem`: volumes will not work, or not safely. */
  readonly level: 'ok' | 'warn' | 'problem';
  /** What was seen, and where. */
  readonly evidence: string;
  readonly remedy?: string;
}

export const fine = (check: string, evidence: string): Finding => ({ check, level: 'ok', evidence });

export const lacking = (
  level: 'warn' | 'problem',
  check: string,
  evidence: string,
  remedy: string,
): Finding => ({ check, level, evidence, remedy });
