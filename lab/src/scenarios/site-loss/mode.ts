import type { SimulatorOptions, Topology } from '@twinsite/xms-adapter/simulator';
import { VIP_PATH } from '../../array/lab-topology.js';

export type Mode = 'multipath' | 'vip';

export interface ModeSetting {
  readonly accessPath: string;
  readonly topology: Partial<Topology>;
  /** What the kernel must show for every session of the node. */
  readonly recoverySeconds: number;
  readonly times: Pick<SimulatorOptions, 'vipMoveMs' | 'callMs'>;
}

/** A VIP is given away about 12 s after the cut: no sooner than the 10 s in which the vendor moves one. */
const VIP_MOVE_MS = 7_500;
/** A call to a gateway that was cut off meanwhile must end before its VIP may be given away. */
const VIP_CALL_MS = 6_000;

export const MODES: Readonly<Record<Mode, ModeSetting>> = {
  multipath: { accessPath: 'ap-k8s', topology: {}, recoverySeconds: 2, times: {} },
  vip: {
    accessPath: VIP_PATH.name,
    topology: { accessPaths: [VIP_PATH] },
    recoverySeconds: 20,
    times: { vipMoveMs: VIP_MOVE_MS, callMs: VIP_CALL_MS },
  },
};

export const modeNamed = (name: string | undefined): Mode => (name === 'vip' ? 'vip' : 'multipath');
