import type {
  CancelSignal,
  NewAcl,
  NewShare,
  NfsShare,
  NfsShares,
  Problem,
  Result,
  ShareAcl,
} from '@twinsite/domain';
import type { ArrayContext } from '../array-context.js';
import { ShareAcls } from './change-acls.js';
import { listShares, withAcls } from './read-shares.js';
import { removeShare } from './remove-share.js';
import { shareTree } from './share-tree.js';

/** `/fs-nfs-shares/` and `/fs-nfs-share-acls/` */
export class XmsNfsShares implements NfsShares {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  async ofFolder(folder: string, signal: CancelSignal): Promise<Result<readonly NfsShare[], Problem>> {
    const rows = await listShares(this.array, { id: folder }, signal);
    return rows.ok ? withAcls(this.array, rows.value, signal) : rows;
  }

  share(request: NewShare, signal: CancelSignal): Promise<Result<NfsShare, Problem>> {
    return shareTree(this.array, request, signal);
  }

  permit(share: NfsShare, entry: NewAcl, signal: CancelSignal): Promise<Result<NfsShare, Problem>> {
    return new ShareAcls(this.array, share).permit(entry, signal);
  }

  restrict(share: NfsShare, acl: ShareAcl, signal: CancelSignal): Promise<Result<NfsShare, Problem>> {
    return new ShareAcls(this.array, share).restrict(acl, signal);
  }

  revoke(share: NfsShare, acl: ShareAcl, signal: CancelSignal): Promise<Result<NfsShare, Problem>> {
    return new ShareAcls(this.array, share).revoke(acl, signal);
  }

  remove({ id }: NfsShare, signal: CancelSignal): Promise<Result<void, Problem>> {
    return removeShare(this.array, id, signal);
  }
}
