import type { JsonValue } from '@bufbuild/protobuf';
import type { ProblemKind } from '@twinsite/domain';

/** What every line about one call carries. */
export interface CallLabels {
  /** RPC name as the specification writes it, e.g. `NodeStageVolume`. */
  readonly op: string;
  readonly requestId: string;
  /** `volume_id`, or the name a CreateVolume asks for. */
  readonly volumeId?: string;
  readonly nodeId?: string;
}

export interface CallStarted extends CallLabels {
  /** The request with field names of csi.proto; secrets are hidden. */
  readonly request: JsonValue;
}

export interface CallFinished extends CallLabels {
  /** gRPC status by name: `OK`, `NOT_FOUND`, … */
  readonly code: string;
  readonly elapsedMs: number;
  /** True when the call found the same request under way and waited for it. */
  readonly joined: boolean;
  /** True when nobody waited any more: the answer was lost, the work was not. */
  readonly late: boolean;
  readonly problem?: { readonly kind: ProblemKind; readonly message: string };
  /** A mistake in this program. Secrets of the request are hidden in both texts. */
  readonly defect?: { readonly message: string; readonly stack: string };
}

/** The porch's only way to say anything; apps turn it into log lines and metrics. Must not throw. */
export interface CallObserver {
  started(call: CallStarted): void;
  finished(call: CallFinished): void;
}
