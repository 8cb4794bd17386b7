import type {
  AccessPathSetup,
  ArrayAccessPath,
  CancelSignal,
  ManagerMark,
  NewAccessPath,
  Problem,
  Result,
} from '@twinsite/domain';
import type { ArrayContext } from '../array-context.js';
import { forgetAccessPath } from '../forget-access-path.js';
import { createPath } from './create-path.js';
import { addGateway, removeGateway } from './gateway-targets.js';
import { markPath } from './mark-path.js';
import { readSetup } from './read-setup.js';
import { removePath } from './remove-path.js';

/** `/access-paths/` and `/targets/`, read past the memory; a change makes this process forget what nodes are told. */
export class XmsAccessPathSetup implements AccessPathSetup {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  read(name: string, signal: CancelSignal): Promise<Result<ArrayAccessPath | undefined, Problem>> {
    return readSetup(this.array, name, signal);
  }

  create(wanted: NewAccessPath, signal: CancelSignal): Promise<Result<void, Problem>> {
    return forgetAccessPath(this.array, wanted.name, createPath(this.array, wanted, signal));
  }

  mark(
    path: ArrayAccessPath,
    mark: ManagerMark | undefined,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    return markPath(this.array, path, mark, signal);
  }

  remove(path: ArrayAccessPath, signal: CancelSignal): Promise<Result<void, Problem>> {
    return forgetAccessPath(this.array, path.name, removePath(this.array, path, signal));
  }

  addGateway(path: ArrayAccessPath, gateway: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return forgetAccessPath(this.array, path.name, addGateway(this.array, path, gateway, signal));
  }

  removeGateway(
    path: ArrayAccessPath,
    gateway: string,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    return forgetAccessPath(this.array, path.name, removeGateway(this.array, path, gateway, signal));
  }
}
