/** How long the client waits for what. Unit everywhere: milliseconds. */
export interface XmsTimings {
  /** For a connection to one manager. */
  readonly connectMs: number;
  /** From the request being written to the last byte of the reply, for one manager. */
  readonly replyMs: number;
  /** How long a manager may say nothing before what may be repeated goes to the next one too. */
  readonly hedgeMs: number;
  /** How long a dark manager is passed by, first and at most (it doubles). */
  readonly darkPauseMs: number;
  readonly maxDarkPauseMs: number;
  /** How long no login is tried after one was refused, first and at most (it doubles). */
  readonly deniedPauseMs: number;
  readonly maxDeniedPauseMs: number;
  /** Between two looks at an unsettled object, first and at most. */
  readonly pollMs: number;
  readonly maxPollMs: number;
  /** How long an object may stay unsettled. */
  readonly settleMs: number;
  /** How old the list of access paths, targets and portals may be when a volume is created or published. */
  readonly topologyAgeMs: number;
  /** How old the knowledge may be which client group an initiator is in. */
  readonly registrationAgeMs: number;
}

/** A freeze of the account after some wrong passwords is common (`GET /auth/security-policy`): be slow with those. */
export const defaultTimings: XmsTimings = {
  connectMs: 3_000,
  replyMs: 10_000,
  hedgeMs: 1_000,
  darkPauseMs: 5_000,
  maxDarkPauseMs: 30_000,
  deniedPauseMs: 60_000,
  maxDeniedPauseMs: 1_800_000,
  pollMs: 100,
  maxPollMs: 2_000,
  settleMs: 90_000,
  topologyAgeMs: 15_000,
  registrationAgeMs: 60_000,
};
