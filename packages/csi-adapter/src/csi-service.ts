import type { DescService } from '@bufbuild/protobuf';
import type { OperationPolicy } from './operations.js';
import type { Rpc } from './rpc.js';

/** One CSI service and the RPCs of it that exist here; a method without an Rpc answers UNIMPLEMENTED. */
export interface CsiService {
  readonly service: DescService;
  readonly rpcs: readonly Rpc[];
  readonly outlivesCallers: OperationPolicy['outlivesCallers'];
}
