/** What a finished command tells a script. Documented in --help and docs/drctl.md. */
export const EXIT = {
  ok: 0,
  failed: 1,
  usage: 2,
  changes: 3,
  partial: 4,
  refused: 5,
  timeout: 6,
  locked: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_HELP = `
Exit codes: 0 ok; 1 failed or not healthy; 2 usage or configuration; 3 the plan has changes (--exit-code); 4 partly done,
repeat to go on; 5 refused for the data's sake; 6 timeout; 7 another drctl works on the group; 130 interrupted.`;
