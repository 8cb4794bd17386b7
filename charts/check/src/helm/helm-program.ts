import { join } from 'node:path';
import { buildGoProgram, type GoProgram, type Progress } from '@twinsite/lab';
import { requireGo } from '@twinsite/sanity';

const VERSION = 'v3.22.0';
/** Of the client library that this helm is built with; without it helm takes every cluster for 1.20. */
const KUBERNETES = { major: '1', minor: '37' };

const helm: GoProgram = {
  kind: 'helm',
  module: 'helm.sh/helm/v3',
  version: VERSION,
  commands: ['helm'],
  variables: Object.fromEntries([
    ['helm.sh/helm/v3/internal/version.version', VERSION],
    ...['pkg/chartutil', 'pkg/lint/rules'].flatMap((place) => [
      [`helm.sh/helm/v3/${place}.k8sVersionMajor`, KUBERNETES.major],
      [`helm.sh/helm/v3/${place}.k8sVersionMinor`, KUBERNETES.minor],
    ]),
  ]) as Readonly<Record<string, string>>,
};

/** The helm program, built from its Go module once (two minutes on two cores). Without Go: Unavailable. */
export async function helmProgram(say: Progress, signal: AbortSignal): Promise<string> {
  await requireGo('helm is built from its Go module', signal);
  return join(await buildGoProgram(helm, say, signal), 'helm');
}
