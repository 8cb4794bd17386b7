/** How long the client waits for what. Unit everywhere: milliseconds. */
export interface KubeTimings {
  readonly connectMs: number;
  /** For one call, from its begin to the last byte of the reply. */
  readonly callMs: number;
  /** How long the server is asked to keep a watch open; each watch adds up to a fifth, so that they do not end together. */
  readonly watchMs: number;
  /** How much longer the client waits for the end of a watch before it takes the connection for dead. */
  readonly watchGraceMs: number;
}

/** A watch is short, because a connection whose other side is cut off shows nothing until it ends. */
export const defaultTimings: KubeTimings = {
  connectMs: 3_000,
  callMs: 10_000,
  watchMs: 75_000,
  watchGraceMs: 5_000,
};
