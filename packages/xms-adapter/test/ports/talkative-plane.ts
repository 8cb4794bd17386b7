import type { DataPlane } from '../../src/simulator/index.js';

/** A data plane where everything succeeds at once and a test says who is logged in where. */
export class TalkativePlane implements DataPlane {
  /** Initiators by gateway host name. */
  readonly loggedIn = new Map<string, readonly string[]>();
  /** Gateways that do not say who is logged in. */
  readonly silent = new Set<string>();
  private readonly gateways: readonly string[];

  constructor(gateways: readonly string[] = ['gw-a', 'gw-b']) {
    this.gateways = gateways;
  }

  ensureBacking(): Promise<void> {
    return Promise.resolve();
  }

  takeSnapshots(): Promise<void> {
    return Promise.resolve();
  }

  removeSnapshot(): Promise<void> {
    return Promise.resolve();
  }

  removeBacking(): Promise<void> {
    return Promise.resolve();
  }

  configureGateway(): Promise<void> {
    return Promise.resolve();
  }

  sessions(gateway: string) {
    if (this.silent.has(gateway)) return Promise.reject(new Error(`${gateway} does not answer`));
    const initiators = this.loggedIn.get(gateway) ?? [];
    return Promise.resolve(initiators.map((initiator) => ({ initiator, loggedIn: true })));
  }

  drain(): Promise<void> {
    return Promise.resolve();
  }

  health() {
    const monitors = ['store-a', 'store-b', 'arbiter'].map((name) => ({
      name,
      inQuorum: true,
      leader: name === 'store-a',
    }));
    const gateways = this.gateways.map((name) => ({ name, alive: true }));
    return Promise.resolve({ monitors, gateways });
  }
}
