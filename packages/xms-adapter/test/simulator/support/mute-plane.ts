import { type DataPlane, type GatewayExports, GatewayUnreachable } from '../../../src/simulator/index.js';

/** The same plane, noting what one gateway has taken. */
export function recording(inner: DataPlane, gateway: string, taken: GatewayExports[]): DataPlane {
  const mute = muteWhen(inner, gateway, () => false);
  return {
    ...mute,
    configureGateway: async (name, exports, signal) => {
      await inner.configureGateway(name, exports, signal);
      if (name === gateway) taken.push(exports);
    },
  };
}

/** The same plane, with one gateway that does not answer its management while `silent()`. */
export function muteWhen(inner: DataPlane, gateway: string, silent: () => boolean): DataPlane {
  const answer = async (name: string, signal: AbortSignal): Promise<void> => {
    if (name !== gateway || !silent()) return;
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    throw new GatewayUnreachable(name, 'silent');
  };
  return {
    ensureBacking: (volume, signal) => inner.ensureBacking(volume, signal),
    takeSnapshots: (snapshots, signal) => inner.takeSnapshots(snapshots, signal),
    removeSnapshot: (snapshotId, signal) => inner.removeSnapshot(snapshotId, signal),
    removeBacking: (volumeId, signal) => inner.removeBacking(volumeId, signal),
    health: (signal) => inner.health(signal),
    configureGateway: (name, exports, signal) =>
      answer(name, signal).then(() => inner.configureGateway(name, exports, signal)),
    sessions: (name, signal) => answer(name, signal).then(() => inner.sessions(name, signal)),
    drain: (name, initiatorIqn, signal) =>
      answer(name, signal).then(() => inner.drain(name, initiatorIqn, signal)),
  };
}
