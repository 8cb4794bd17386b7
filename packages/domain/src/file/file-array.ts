import type { FencePolicy } from '../array/storage-array.js';
import type { OwnershipRecords } from '../ownership/ownership-records.port.js';
import type { SiteObserver } from '../site/site-observer.port.js';
import type { FileServices } from './file-services.js';

/** One array as the use cases of file volumes reach it. */
export interface FileArray {
  readonly name: string;
  readonly fence: FencePolicy;
  readonly sites: SiteObserver;
  readonly files: FileServices;
  readonly ownership: OwnershipRecords;
}
