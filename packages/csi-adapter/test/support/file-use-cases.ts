import { bytes, ok, type FileAttachment } from '@twinsite/domain';
import type { FileControllerUseCases, FileNodeUseCases } from '../../src/index.js';
import { controllerUseCases, nodeUseCases } from './use-cases.js';

export const aFileAttachment: FileAttachment = {
  source: { server: 'fd00::1', path: '/sdsfs/csi-fs-1/pvc-1' },
  readOnly: true,
  access: 'node',
};

/** Everything succeeds at once, unless a test says otherwise. */
export const fileControllerUseCases = (
  overrides: Partial<FileControllerUseCases> = {},
): FileControllerUseCases => ({
  ...controllerUseCases(),
  publishVolume: () => Promise.resolve(ok(aFileAttachment)),
  expandVolume: () => Promise.resolve(ok(bytes(7))),
  ...overrides,
});

export const fileNodeUseCases = (overrides: Partial<FileNodeUseCases> = {}): FileNodeUseCases => {
  const done = () => Promise.resolve(ok(undefined));
  return { ...nodeUseCases(), stageVolume: done, publishOnNode: done, ...overrides };
};
