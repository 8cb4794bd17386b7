import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { mustRun } from '@twinsite/lab';

const QUICK_MS = 20_000;
const CURVE = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

interface Leaf {
  readonly name: string;
  readonly subject: string;
  readonly extension: string;
}

/** The address range of Services; the API server is its first address. */
export const SERVICE_RANGE = '10.96.0.0/24';
export const API_SERVICE = '10.96.0.1';

/**
 * ca, api (what the API server shows), kubelet-client (how it asks kubelets) as NAME.key and NAME.crt, and the pair that
 * signs service account tokens as sa.key and sa.pub.
 */
export async function makeCertificates(
  directory: string,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const file = (name: string): string => join(directory, name);
  const openssl = (...words: readonly string[]): Promise<string> =>
    mustRun(['openssl', ...words], { deadlineMs: QUICK_MS, signal });
  const ca = ['-keyout', file('ca.key'), '-out', file('ca.crt'), '-days', '30', '-subj', '/CN=twinsite-e2e'];
  await openssl('req', '-x509', ...CURVE, ...ca);
  for (const { name, subject, extension } of leaves(address)) {
    const [key, request, extensions] = [`${name}.key`, `${name}.csr`, `${name}.ext`].map(file) as Three;
    await openssl('req', ...CURVE, '-keyout', key, '-out', request, '-subj', subject);
    await writeFile(extensions, `${extension}\n`);
    const signer = ['-CA', file('ca.crt'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', '30'];
    const output = ['-out', file(`${name}.crt`), '-extfile', extensions];
    await openssl('x509', '-req', '-in', request, ...signer, ...output);
  }
  await openssl('genrsa', '-out', file('sa.key'), '2048');
  await openssl('rsa', '-in', file('sa.key'), '-pubout', '-out', file('sa.pub'));
}

type Three = [string, string, string];

function leaves(address: string): readonly Leaf[] {
  const names = [`IP:${address}`, `IP:${API_SERVICE}`, 'DNS:kubernetes.default.svc'];
  return [
    { name: 'api', subject: '/CN=kube-apiserver', extension: `subjectAltName=${names.join(',')}` },
    {
      name: 'kubelet-client',
      subject: '/O=system:masters/CN=kube-apiserver',
      extension: 'extendedKeyUsage=clientAuth',
    },
  ];
}
