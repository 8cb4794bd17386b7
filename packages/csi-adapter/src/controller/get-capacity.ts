import { ok, type CapacityRequest, type Problem, type Result } from '@twinsite/domain';
import { Controller, type GetCapacityRequest as Wire } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { parseCapabilities } from '../validate/capability.js';
import { refuseUnadvertised } from '../validate/required.js';
import type { VolumeUseCases } from './controller-use-cases.js';

/** Reads only, and speaks of no volume. */
export function getCapacity(useCases: Pick<VolumeUseCases, 'getCapacity'>): Rpc {
  return rpc(Controller.method.getCapacity, {
    parse,
    run: (request, signal) => useCases.getCapacity(request, signal),
    reply: (availableCapacity) => ({ availableCapacity }),
  });
}

function parse(wire: Wire): Result<CapacityRequest, Problem> {
  const topology = refuseUnadvertised(
    'accessible_topology',
    wire.accessibleTopology !== undefined,
    'VOLUME_ACCESSIBILITY_CONSTRAINTS',
  );
  if (!topology.ok) return topology;
  const capabilities = parseCapabilities('volume_capabilities', wire.volumeCapabilities);
  return capabilities.ok
    ? ok({ parameters: { ...wire.parameters }, capabilities: capabilities.value })
    : capabilities;
}
