/** Why a server cannot listen. `message` is for the person who started it: what, where, what to do. */
export interface ListenProblem {
  readonly kind: 'in-use' | 'unusable';
  readonly message: string;
}

export const listenProblem = (kind: ListenProblem['kind'], message: string): ListenProblem => ({
  kind,
  message,
});
