import { ok } from '@twinsite/domain';
import type { CsiService } from './csi-service.js';
import {
  Identity,
  PluginCapability_Service_Type as Type,
  PluginCapability_VolumeExpansion_Type as Expansion,
} from './generated/csi_pb.js';
import type { IdentityUseCases } from './identity-use-cases.js';
import { rpc } from './rpc.js';

/**
 * What the plugin as a whole can do. The specification wants the same answer from every instance, whichever services
 * it serves. No VOLUME_ACCESSIBILITY_CONSTRAINTS: a stretched volume can be reached from everywhere.
 */
const CAPABILITIES = [
  { type: { case: 'service' as const, value: { type: Type.CONTROLLER_SERVICE } } },
  { type: { case: 'volumeExpansion' as const, value: { type: Expansion.ONLINE } } },
];

export function identityService(useCases: IdentityUseCases): CsiService {
  const { method } = Identity;
  return {
    service: Identity,
    outlivesCallers: false,
    rpcs: [
      rpc(method.getPluginInfo, {
        parse: ok,
        run: () => Promise.resolve(ok({ name: useCases.name, vendorVersion: useCases.vendorVersion })),
        reply: (info) => info,
      }),
      rpc(method.getPluginCapabilities, {
        parse: ok,
        run: () => Promise.resolve(ok(CAPABILITIES)),
        reply: (capabilities) => ({ capabilities }),
      }),
      rpc(method.probe, {
        parse: ok,
        run: (_request, signal) => useCases.probe(signal),
        reply: ({ ready }) => ({ ready }),
      }),
    ],
  };
}
