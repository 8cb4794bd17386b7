/** Switches of the in-memory file array; all off is a healthy array with a file API. */
export interface FakeFileFaults {
  /** No manager answers. */
  dark: boolean;
  /** What an array without the file API calls itself. */
  versionWithoutFiles: string | undefined;
  /** The next change happens and its answer is lost. */
  loseNextReply: boolean;
  /** Making an ACL read-only gives it another id. */
  newIdOnRestrict: boolean;
  /** Hosts of gateways that take no orders. */
  readonly silentGateways: Set<string>;
  /** Hosts of gateways that the array says have left. */
  readonly goneHosts: Set<string>;
  /** Client addresses with an NFS connection, by the gateway's host. */
  readonly connections: Map<string, Set<string>>;
}

export const noFileFaults = (): FakeFileFaults => ({
  dark: false,
  versionWithoutFiles: undefined,
  loseNextReply: false,
  newIdOnRestrict: false,
  silentGateways: new Set(),
  goneHosts: new Set(),
  connections: new Map(),
});
