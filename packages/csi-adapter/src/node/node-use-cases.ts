import type {
  Bytes,
  CancelSignal,
  ExpandOnNodeRequest,
  NodeInfo,
  PathUsage,
  Problem,
  PublishOnNodeRequest,
  Result,
  StageVolumeRequest,
  UnpublishOnNodeRequest,
  UnstageVolumeRequest,
} from '@twinsite/domain';

/** What the Node service needs from the domain; every one is safe to repeat, also after kill -9. */
export interface NodeUseCases {
  stageVolume(request: StageVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  unstageVolume(request: UnstageVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  publishOnNode(request: PublishOnNodeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  unpublishOnNode(request: UnpublishOnNodeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  volumeUsage(request: UsageRequest, signal: CancelSignal): Promise<Result<PathUsage, Problem>>;
  expandOnNode(request: ExpandOnNodeRequest, signal: CancelSignal): Promise<Result<Bytes, Problem>>;
  nodeInfo(signal: CancelSignal): Promise<Result<NodeInfo, Problem>>;
}

export interface UsageRequest {
  readonly volumeId: string;
  readonly path: string;
}
