import type {
  Attachment,
  Bytes,
  CancelSignal,
  CapacityRequest,
  CreatedVolume,
  CreateVolumeRequest,
  DeleteVolumeRequest,
  Problem,
  PublishVolumeRequest,
  Result,
  UnpublishVolumeRequest,
  ValidateRequest,
  ValidationAnswer,
} from '@twinsite/domain';

/** What the Controller service needs from the domain; every one is safe to repeat. */
export interface ControllerUseCases {
  createVolume(request: CreateVolumeRequest, signal: CancelSignal): Promise<Result<CreatedVolume, Problem>>;
  deleteVolume(request: DeleteVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  publishVolume(request: PublishVolumeRequest, signal: CancelSignal): Promise<Result<Attachment, Problem>>;
  unpublishVolume(request: UnpublishVolumeRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  validateCapabilities(
    request: ValidateRequest,
    signal: CancelSignal,
  ): Promise<Result<ValidationAnswer, Problem>>;
  /** Unit: bytes that new volumes of these parameters could take. */
  getCapacity(request: CapacityRequest, signal: CancelSignal): Promise<Result<Bytes, Problem>>;
}
