import { CsiCallError } from '@twinsite/csi-adapter';

/** The status and words of a refused call; undefined when it was not refused. Anything but a status is a defect. */
export async function refusalOf(call: Promise<unknown>): Promise<string | undefined> {
  try {
    await call;
    return undefined;
  } catch (error) {
    if (error instanceof CsiCallError) return error.message;
    throw error;
  }
}
