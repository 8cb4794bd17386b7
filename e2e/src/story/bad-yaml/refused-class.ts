import { claimManifest } from '../claims.js';
import { manifest } from '../manifests.js';
import type { Stage } from '../stage.js';

const TOLD_MS = 60_000;
const WRONG = 'no-such-ap';

/** A StorageClass that names an access path which nobody has: the claim stays Pending and its event says why. */
export async function claimRefusedClass({ kubectl, report, home }: Stage): Promise<void> {
  const text = await manifest(home, 'storage-class', { 'my-sc': 'wrong-sc', 'my-ap': WRONG });
  await kubectl.apply(text);
  await kubectl.apply(claimManifest({ name: 'pending', storageClass: 'wrong-sc' }));
  let seen = 'no event';
  await kubectl.until('an event names the access path', TOLD_MS, async () => {
    const words = ['get', 'events', '--field-selector', 'involvedObject.name=pending', '-o'];
    const messages = await kubectl.run([...words, 'jsonpath={range .items[*]}{.message}{"\\n"}{end}']);
    seen = messages.split('\n').find((line) => line.includes(WRONG)) ?? seen;
    return seen.includes(WRONG) || undefined;
  });
  report.check(
    'a class that names no access path there is: the claim’s event says so',
    seen.includes(WRONG),
    seen,
  );
  await kubectl.run(['delete', 'pvc', 'pending']);
  await kubectl.run(['delete', 'storageclass', 'wrong-sc']);
}
