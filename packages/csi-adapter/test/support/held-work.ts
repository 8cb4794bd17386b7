import { bytes, ok } from '@twinsite/domain';
import type { ControllerUseCases, NodeUseCases } from '../../src/index.js';
import type { Gate } from './gate.js';
import { controllerUseCases, nodeUseCases } from './use-cases.js';

/** CreateVolume waits at the gate; every piece of work that passes gives another handle. */
export function heldCreate(gate: Gate): ControllerUseCases {
  return controllerUseCases({
    createVolume: async (_request, signal) => {
      await gate.passUnlessAborted(signal);
      return ok({ volumeId: `csi-iscsi-vid-${gate.entered}`, size: bytes(1), context: {} });
    },
  });
}

/** NodeStageVolume waits at the gate. */
export function heldStage(gate: Gate): NodeUseCases {
  return nodeUseCases({
    stageVolume: async (_request, signal) => {
      await gate.passUnlessAborted(signal);
      return ok(undefined);
    },
  });
}
