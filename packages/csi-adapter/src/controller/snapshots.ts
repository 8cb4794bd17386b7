import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  ok,
  type CreateSnapshotRequest,
  type Problem,
  type Result,
  type SnapshotInfo,
} from '@twinsite/domain';
import { parseCredentials } from '../credentials.js';
import { Controller, type CreateSnapshotRequest as Wire, type SnapshotSchema } from '../generated/csi_pb.js';
import { rpc, type Rpc } from '../rpc.js';
import { parsePage } from '../validate/page.js';
import { firstRefusal, requireText } from '../validate/required.js';
import { dataKeyOf, keyOfSnapshot, snapshotKey } from './claims.js';
import type { ControllerUseCases } from './controller-use-cases.js';

export function createSnapshot(useCases: Pick<ControllerUseCases, 'createSnapshot'>): Rpc {
  return rpc(Controller.method.createSnapshot, {
    volume: ({ name, sourceVolumeId }) => [snapshotKey(name), dataKeyOf(sourceVolumeId)],
    parse: parseCreate,
    run: (request, signal) => useCases.createSnapshot(request, signal),
    reply: (info) => ({ snapshot: snapshotOf(info) }),
  });
}

export function deleteSnapshot(useCases: Pick<ControllerUseCases, 'deleteSnapshot'>): Rpc {
  return rpc(Controller.method.deleteSnapshot, {
    volume: ({ snapshotId }) => keyOfSnapshot(snapshotId),
    parse: parseId,
    run: (request, signal) => useCases.deleteSnapshot(request, signal),
    reply: () => ({}),
  });
}

export function getSnapshot(useCases: Pick<ControllerUseCases, 'getSnapshot'>): Rpc {
  return rpc(Controller.method.getSnapshot, {
    parse: parseId,
    run: (request, signal) => useCases.getSnapshot(request, signal),
    reply: (info) => ({ snapshot: snapshotOf(info) }),
  });
}

export function listSnapshots(useCases: Pick<ControllerUseCases, 'listSnapshots'>): Rpc {
  return rpc(Controller.method.listSnapshots, {
    parse: (wire) => {
      const page = parsePage(wire);
      if (!page.ok) return page;
      const credentials = parseCredentials(wire.secrets);
      if (!credentials.ok) return credentials;
      const { snapshotId, sourceVolumeId } = wire;
      return ok({ ...page.value, snapshotId, sourceVolumeId, credentials: credentials.value });
    },
    run: (request, signal) => useCases.listSnapshots(request, signal),
    reply: ({ rows, nextToken }) => ({
      entries: rows.map((info) => ({ snapshot: snapshotOf(info) })),
      nextToken,
    }),
  });
}

function parseCreate(wire: Wire): Result<CreateSnapshotRequest, Problem> {
  const missing = firstRefusal(
    requireText('name', wire.name),
    requireText('source_volume_id', wire.sourceVolumeId),
  );
  if (missing) return missing;
  const credentials = parseCredentials(wire.secrets);
  if (!credentials.ok) return credentials;
  const { name, sourceVolumeId, parameters } = wire;
  return ok({ name, sourceVolumeId, parameters: { ...parameters }, credentials: credentials.value });
}

function parseId(wire: { readonly snapshotId: string; readonly secrets: Readonly<Record<string, string>> }) {
  const snapshotId = requireText('snapshot_id', wire.snapshotId);
  if (!snapshotId.ok) return snapshotId;
  const credentials = parseCredentials(wire.secrets);
  return credentials.ok ? ok({ snapshotId: snapshotId.value, credentials: credentials.value }) : credentials;
}

/** The time is required: of a snapshot whose time the array does not tell it is the epoch. */
const snapshotOf = (info: SnapshotInfo): MessageInitShape<typeof SnapshotSchema> => ({
  snapshotId: info.snapshotId,
  sourceVolumeId: info.sourceVolumeId,
  sizeBytes: info.size,
  creationTime: timestampFromMs(info.createdAt ?? 0),
  readyToUse: info.ready,
});
