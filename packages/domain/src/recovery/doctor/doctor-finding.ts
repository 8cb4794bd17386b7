/** One thing that was looked at. */
export interface DoctorFinding {
  /** `clock`, `driver`, ... in the order of docs/drctl-doctor.md. */
  readonly check: string;
  readonly level: 'ok' | 'warn' | 'problem';
  /** What was seen, as a sentence. */
  readonly evidence: string;
  /** Empty when nothing is to be done. */
  readonly remedy: string;
}

export const good = (check: string, evidence: string): DoctorFinding => ({
  check,
  level: 'ok',
  evidence,
  remedy: '',
});

export const warn = (check: string, evidence: string, remedy: string): DoctorFinding => ({
  check,
  level: 'warn',
  evidence,
  remedy,
});

export const bad = (check: string, evidence: string, remedy: string): DoctorFinding => ({
  check,
  level: 'problem',
  evidence,
  remedy,
});

/** The findings, or one that says that all is as it should be. */
export const orGood = (
  findings: readonly DoctorFinding[],
  check: string,
  evidence: string,
): readonly DoctorFinding[] => (findings.length > 0 ? findings : [good(check, evidence)]);
