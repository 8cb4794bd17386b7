import type {
  Bytes,
  CancelSignal,
  ExpandOnNodeRequest,
  NodeInfo,
  PathUsage,
  Problem,
  PublishFileOnNodeRequest,
  PublishOnNodeRequest,
  Result,
  StageFileVolumeRequest,
  StageVolumeRequest,
  UnpublishOnNodeRequest,
  UnstageVolumeRequest,
} from '@twinsite/domain';

/** What the Node service needs from the domain for volumes of either kind; every one is safe to repeat, also after kill -9. */
export interface MountUseCases {
  unstageVolume(request: UnstageVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  unpublishOnNode(request: UnpublishOnNodeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  volumeUsage(request: UsageRequest, signal: CancelSignal): Promise<Result<PathUsage, Problem>>;
  nodeInfo(signal: CancelSignal): Promise<Result<NodeInfo, Problem>>;
}

/** Of block volumes. */
export interface NodeUseCases extends MountUseCases {
  stageVolume(request: StageVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  publishOnNode(request: PublishOnNodeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  expandOnNode(request: ExpandOnNodeRequest, signal: CancelSignal): Promise<Result<Bytes, Problem>>;
}

/** Of file volumes, which grow without their nodes. */
export interface FileNodeUseCases extends MountUseCases {
  stageVolume(request: StageFileVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  publishOnNode(request: PublishFileOnNodeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface UsageRequest {
  readonly volumeId: string;
  readonly path: string;
}
