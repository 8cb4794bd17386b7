import type { ArrayState } from './array-state.js';
import { gatewayAddressOf } from './insert-vips.js';
import { vipsOfPath } from './vip-holders.js';

/** A gateway that joins a path may hold its VIPs from then on, after those that were there before. */
export function admitToVips(state: ArrayState, accessPathId: number, hostId: number): void {
  const address = gatewayAddressOf(state, hostId);
  if (address === undefined) return;
  for (const vip of vipsOfPath(state, accessPathId)) {
    const others = state.vipInstances.where((row) => row.vipId === vip.id);
    const priority = Math.min(90, ...others.map((row) => row.priority)) - 1;
    const { createdAt, updatedAt } = vip;
    state.vipInstances.insert((id) => {
      return { id, createdAt, updatedAt, vipId: vip.id, networkAddressId: address.id, priority };
    });
  }
}

/** A gateway that has left a path holds none of its VIPs, also not by default. */
export function dismissFromVips(state: ArrayState, accessPathId: number, hostId: number): void {
  const address = gatewayAddressOf(state, hostId);
  for (const vip of vipsOfPath(state, accessPathId)) {
    const gone = state.vipInstances.where(
      (row) => row.vipId === vip.id && row.networkAddressId === address?.id,
    );
    for (const { id } of gone) {
      state.vipInstances.delete(id);
      if (vip.defaultInstanceId === id) vip.defaultInstanceId = undefined;
      if (vip.currentInstanceId !== id) continue;
      vip.currentInstanceId = undefined;
      vip.held = false;
    }
  }
}
