/** The fallback for a file or process that is not there; any other error still counts. */
export async function ifMissing<T>(work: Promise<T>, fallback: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // A read of /proc/PID/stat can also find the process gone half way: ESRCH.
    if (code === 'ENOENT' || code === 'ESRCH') return fallback;
    throw error;
  }
}

export async function exists(probe: Promise<unknown>): Promise<boolean> {
  return ifMissing(
    probe.then(() => true),
    false,
  );
}
