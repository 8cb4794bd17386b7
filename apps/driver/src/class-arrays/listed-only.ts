import { ok, type ArrayDirectory, type ClassCredentials } from '@twinsite/domain';

/** Without Kubernetes there is no place to keep them: the array has to stand in the configuration, or it is `array-not-listed`. */
export const listedOnly = (arrays: Pick<ArrayDirectory<unknown>, 'resolve'>): ClassCredentials => ({
  keep: ({ managers, credentials }) => {
    const meant = arrays.resolve({ managers, credentials });
    return Promise.resolve(meant.ok ? ok(undefined) : meant);
  },
});
