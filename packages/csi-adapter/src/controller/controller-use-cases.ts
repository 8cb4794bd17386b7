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
  FileAttachment,
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

export type UseCase<Request, Output> = (
  request: Request,
  signal: CancelSignal,
) => Promise<Result<Output, Problem>>;

/** What the Controller service needs from the domain for volumes of either kind; every one is safe to repeat. */
export interface VolumeUseCases {
  readonly createVolume: UseCase<CreateVolumeRequest, CreatedVolume>;
  readonly deleteVolume: UseCase<DeleteVolumeRequest, void>;
  readonly unpublishVolume: UseCase<UnpublishVolumeRequest, void>;
  readonly validateCapabilities: UseCase<ValidateRequest, ValidationAnswer>;
  /** Unit: bytes that the volume has now. */
  readonly expandVolume: UseCase<ExpandVolumeRequest, Bytes>;
  readonly listVolumes: UseCase<PageRequest, Page<ListedVolume>>;
  readonly getVolume: UseCase<{ readonly volumeId: string }, ListedVolume>;
  /** Unit: bytes that new volumes of these parameters could take. */
  readonly getCapacity: UseCase<CapacityRequest, Bytes>;
}

/** Of block volumes. */
export interface ControllerUseCases extends VolumeUseCases {
  readonly publishVolume: UseCase<PublishVolumeRequest, Attachment>;
  readonly createSnapshot: UseCase<CreateSnapshotRequest, SnapshotInfo>;
  readonly deleteSnapshot: UseCase<DeleteSnapshotRequest, void>;
  readonly listSnapshots: UseCase<ListSnapshotsRequest, Page<SnapshotInfo>>;
  readonly getSnapshot: UseCase<GetSnapshotRequest, SnapshotInfo>;
}

/** Of file volumes, which cannot be snapshotted one by one. */
export interface FileControllerUseCases extends VolumeUseCases {
  readonly publishVolume: UseCase<PublishVolumeRequest, FileAttachment>;
}
