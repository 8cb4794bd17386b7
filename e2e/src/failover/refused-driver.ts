import { DRIVERS, KINDS, type Kind } from './application.js';
import type { World } from './world.js';

const REFUSED_MS = 90_000;
const GONE_MS = 90_000;

/** A's drivers are asked to attach what B owns, as Kubernetes asks for a pod; what each says. */
export async function driversRefuse({ a, report, volumes }: World): Promise<readonly string[]> {
  const said: string[] = [];
  for (const kind of KINDS) {
    await a.kubectl.apply(JSON.stringify(attachmentOf(kind, volumes[kind], a.node)));
    const error = await a.kubectl
      .until(`the ${kind} driver has answered`, REFUSED_MS, async () => {
        const status = (await a.kubectl.find('volumeattachment', nameOf(kind)))?.status;
        const { message } = (status?.['attachError'] ?? {}) as { readonly message?: string };
        return status?.['attached'] === true ? 'ATTACHED' : message;
      })
      .catch((reason: unknown) => String(reason));
    report.check(`A’s ${kind} driver is refused`, /dr-b/.test(error), error);
    said.push(error);
    const patience = { deadlineMs: GONE_MS + 10_000 };
    const words = ['delete', 'volumeattachment', nameOf(kind), `--timeout=${GONE_MS / 1000}s`];
    await a.kubectl.run(words, patience);
  }
  return said;
}

const nameOf = (kind: Kind): string => `asked-again-${kind}`;

const attachmentOf = (kind: Kind, volume: string, nodeName: string) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'VolumeAttachment',
  metadata: { name: nameOf(kind) },
  spec: { attacher: DRIVERS[kind], nodeName, source: { persistentVolumeName: volume } },
});
