import type {
  Attachment,
  Bytes,
  CancelSignal,
  CapacityRequest,
  CreatedVolume,
  CreateSnapshotRequest,
  CreateVolumeRequest,
  DeleteSnapshotRequest,
  DeleteVolumeRequest,
  ExpandVolumeRequest,
  GetSnapshotRequest,
  ListedVolume,
  ListSnapshotsRequest,
  Page,
  PageRequest,
  Problem,
  PublishVolumeRequest,
  Result,
  SnapshotInfo,
  UnpublishVolumeRequest,
  ValidateRequest,
  ValidationAnswer,
} from '@twinsite/domain';

type UseCase<Request, Output> = (request: Request, signal: CancelSignal) => Promise<Result<Output, Problem>>;

/** What the Controller service needs from the domain; every one is safe to repeat. */
export interface ControllerUseCases {
  readonly createVolume: UseCase<CreateVolumeRequest, CreatedVolume>;
  readonly deleteVolume: UseCase<DeleteVolumeRequest, void>;
  readonly publishVolume: UseCase<PublishVolumeRequest, Attachment>;
  readonly unpublishVolume: UseCase<UnpublishVolumeRequest, void>;
  readonly validateCapabilities: UseCase<ValidateRequest, ValidationAnswer>;
  /** Unit: bytes that the volume has now. */
  readonly expandVolume: UseCase<ExpandVolumeRequest, Bytes>;
  readonly listVolumes: UseCase<PageRequest, Page<ListedVolume>>;
  readonly getVolume: UseCase<{ readonly volumeId: string }, ListedVolume>;
  /** Unit: bytes that new volumes of these parameters could take. */
  readonly getCapacity: UseCase<CapacityRequest, Bytes>;
  readonly createSnapshot: UseCase<CreateSnapshotRequest, SnapshotInfo>;
  readonly deleteSnapshot: UseCase<DeleteSnapshotRequest, void>;
  readonly listSnapshots: UseCase<ListSnapshotsRequest, Page<SnapshotInfo>>;
  readonly getSnapshot: UseCase<GetSnapshotRequest, SnapshotInfo>;
}
