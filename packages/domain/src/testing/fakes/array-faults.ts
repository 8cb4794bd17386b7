/** Switches of the in-memory array; all off is a healthy array. */
export interface FakeFaults {
  /** No manager answers. */
  dark: boolean;
  /** The next create happens and its answer is lost. */
  loseNextCreateReply: boolean;
  /** Sessions the array claims a node has: gateway name to word. */
  silentGateways: Set<string>;
  /** Gateways whose host the array says has left. */
  goneHosts: Set<string>;
  /** Initiators with a live session at every gateway. */
  loggedIn: Set<string>;
  /** Initiators with a live session by gateway. */
  loggedInAt: Map<string, Set<string>>;
  /** Gateways whose targets the array does not settle. */
  slowGateways: Set<string>;
}

export const noFaults = (): FakeFaults => ({
  dark: false,
  loseNextCreateReply: false,
  silentGateways: new Set(),
  goneHosts: new Set(),
  loggedIn: new Set(),
  loggedInAt: new Map(),
  slowGateways: new Set(),
});

export const isLoggedIn = ({ loggedIn, loggedInAt }: FakeFaults, gateway: string, iqn: string): boolean =>
  loggedIn.has(iqn) || loggedInAt.get(gateway)?.has(iqn) === true;
