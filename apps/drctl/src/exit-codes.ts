/** What a finished command tells a script. Documented in --help and docs/drctl.md. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  timeout: 6,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
