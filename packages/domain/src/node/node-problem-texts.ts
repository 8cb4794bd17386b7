import { formatPortal } from '../attachment/portal.js';
import { listOr, type ProblemTexts } from '../shared/problem-texts.js';
import type { NodeProblem, PortalFailure } from './node-problems.js';

const failureList = (failures: readonly PortalFailure[]): string =>
  listOr(
    failures.map(({ portal, reason }) => `${formatPortal(portal)}: ${reason}`),
    'no portal was tried',
  );

export const nodeTexts: ProblemTexts<NodeProblem['kind']> = {
  'too-few-paths': ({ have, need, failures }) =>
    `${have} of at least ${need} paths came up (${failureList(failures)}); check the gateways and the storage network`,
  'site-without-path': ({ site, failures }) =>
    `requireBothSites is set and site ${site} has no working path (${failureList(failures)})`,
  'wrong-device': ({ device, expected, found }) =>
    `${device} is not the volume: expected ${expected}, found ${found}; nothing was written`,
  'identity-in-use': ({ volume, naa, device, lun }) =>
    `volume ${volume} has the identity naa.${naa} that ${device} (LUN ${lun}) shows on this node already; unstage that volume first, and if both exist correct the serial number of one of them on the array`,
  'map-not-ready': ({ wwid, detail }) => `multipath has no usable map ${wwid}: ${detail}`,
  'disk-not-blank': ({ device, found }) =>
    `${device} is not blank and not ours to format: ${found}; nothing was written`,
  'filesystem-differs': ({ device, wanted, found }) =>
    `${device} holds ${found}, the request wants ${wanted}; nothing was written`,
  'filesystem-dirty': ({ device, found }) =>
    `${device} was not unmounted cleanly (${found}), and nothing replays or checks it while it is attached read-only; attach it once read-write on one node, where its stage does that, and then read-only again: delete the pods that use it, kubectl patch pv NAME --type=merge -p '{"spec":{"accessModes":["ReadWriteOnce"]}}', run one pod with its claim until it is Ready, delete that pod, patch ReadOnlyMany back (docs/errors.md); nothing was written`,
  'format-elsewhere': ({ device }) =>
    `${device} is blank, and another node that has the volume is to format it; the call is repeated until that is done`,
  'already-published': ({ volume, path }) =>
    `volume ${volume} is for a single writer and is published at ${path} already; unpublish it there first`,
  'device-busy': ({ device, holders }) =>
    `${device} is held by ${listOr(holders, 'an unknown user')}; release it and repeat`,
  'path-busy': ({ path, holders }) =>
    `${path} is in use (${listOr(holders, 'holder unknown')}); it is never unmounted lazily`,
  'mounted-differently': ({ path, wanted, found }) =>
    `${path} shows ${found} instead of ${wanted}; unmount it by hand after checking what it is`,
  'not-staged': ({ volume, stagingPath }) =>
    `volume ${volume} is not staged at ${stagingPath}; stage it first`,
  'path-missing': ({ path }) => `${path} does not exist on this node`,
  'tool-missing': ({ tool, package: debianPackage }) =>
    `${tool} is not installed on this node; install the package ${debianPackage}`,
  'tool-failed': ({ tool, exitCode, detail }) => `${tool} ended with exit code ${exitCode}: ${detail}`,
  'tool-hung': ({ tool, afterMs, stuck }) =>
    `${tool} did not end within ${afterMs} ms${stuck ? ' and does not react to SIGKILL (it waits in the kernel)' : ' and was killed'}`,
  'host-io': ({ operation, path, code }) => `${operation} of ${path} failed: ${code}`,
  'journal-unreadable': ({ path, detail }) =>
    `the node journal ${path} cannot be read (${detail}); move it away after checking what is mounted`,
};
