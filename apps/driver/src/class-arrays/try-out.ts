import {
  ok,
  type ArrayDirectory,
  type CancelSignal,
  type FileArray,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { ListedArray } from '@twinsite/xms-adapter';

type Directory = Pick<ArrayDirectory<FileArray>, 'resolve'> & { close(): Promise<void> };

/** Logs in to an array that is not listed yet, asks for what only one with files can answer, and forgets it again. */
export const tryOut =
  (open: (array: ListedArray) => Result<Directory, Problem>) =>
  async (array: ListedArray, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const directory = open(array);
    if (!directory.ok) return directory;
    try {
      const meant = directory.value.resolve({ managers: array.managers, credentials: undefined });
      if (!meant.ok) return meant;
      const groups = await meant.value.files.folders.gatewayGroups(signal);
      return groups.ok ? ok(undefined) : groups;
    } finally {
      await directory.value.close();
    }
  };
