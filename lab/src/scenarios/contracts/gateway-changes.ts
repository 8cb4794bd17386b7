import { bytes, MIB, never, parseInitiatorIqn, type StorageArray } from '@twinsite/domain';
import { expectOk, type LunAccessSubject } from '@twinsite/domain/testing';
import type { GuestAgent } from '../../guest/guest-agent.js';
import { initiatorIqn } from '../../guest/kernel-arguments.js';
import type { Lab } from '../../lab.js';
import { getBlock, poolBlock, putBlock } from '../block-io.js';
import { login, logoutAll, seenDisks, sessionAction, type SeenDisk } from '../initiator.js';
import type { Report } from '../report.js';
import { targetOf } from '../selfcheck/stage.js';

export interface GatewayChanges {
  readonly lab: Lab;
  readonly subject: LunAccessSubject;
}

const NAME = 'ap-gateway-changes';

/** An access path of gw-a alone gains gw-b and then loses gw-a while a node uses a volume through it. */
export async function checkGatewayChanges(
  { lab, subject }: GatewayChanges,
  report: Report,
  signal: AbortSignal,
): Promise<number> {
  const { agent } = lab.guest('node-1');
  const mapped = await mappedVolume(subject);
  const { path, volume, node } = mapped;
  const { accessPathSetup, lunAccess } = subject.array;
  try {
    await login(agent, [targetOf('gw-a')], signal);
    const first = await diskThrough(agent, 'gw-a', signal);
    await putBlock(agent, { device: first.device, block: 0 }, 'through gw-a', signal);
    expectOk(await accessPathSetup.addGateway(path, 'gw-b', never), 'add gw-b');
    await login(agent, [targetOf('gw-b')], signal);
    const second = await diskThrough(agent, 'gw-b', signal);
    const seen = await getBlock(agent, { device: second.device, block: 0 }, signal);
    report.check(
      'a gateway that joins exports what is mapped under the same LUN, identity and data',
      second.lun === first.lun && second.identity === first.identity && seen === 'through gw-a',
      `gw-a ${describe(first)}; gw-b ${describe(second)}, first block "${seen}"`,
    );
    await sessionAction(agent, targetOf('gw-a'), '--logout', signal);
    expectOk(await accessPathSetup.removeGateway(path, 'gw-a', never), 'remove gw-a');
    await putBlock(agent, { device: second.device, block: 1 }, 'through gw-b', signal);
    const stored = await poolBlock(lab.pool, Number(volume.id), 1);
    const left = await disksAfterLogin(agent, signal);
    report.check(
      'a gateway that has left exports nothing more, and the other goes on',
      stored === 'through gw-b' && left.every(({ targetIqn }) => targetIqn === targetOf('gw-b').iqn),
      `second block of the pool "${stored}"; disks: ${left.map(describe).join(', ')}`,
    );
  } finally {
    await logoutAll(agent, signal);
  }
  expectOk(await lunAccess.revoke(volume, node, never), 'revoke');
  expectOk(await accessPathSetup.remove(path, never), 'remove');
  return 2;
}

async function mappedVolume(subject: LunAccessSubject) {
  const { array, pool } = subject;
  const path = await onePath(array);
  const spec = { name: subject.freshName(), pool, size: bytes(64n * MIB), description: '' };
  const volume = expectOk(await array.volumes.create(spec, never), 'create');
  const iqn = parseInitiatorIqn(initiatorIqn('node-1'));
  if (iqn === undefined) throw new Error('node-1 has no initiator name');
  const node = { name: 'node-1', iqn };
  const accessPath = expectOk(await array.accessPaths.find(NAME, never), 'find');
  expectOk(await array.lunAccess.grant({ volume, node, accessPath }, never), 'grant');
  return { path, volume, node };
}

async function onePath({ accessPathSetup }: StorageArray) {
  const wanted = { name: NAME, type: 'Kubernetes', gateways: ['gw-a'], manager: 'lab' };
  expectOk(await accessPathSetup.create(wanted, never), 'create path');
  const path = expectOk(await accessPathSetup.read(NAME, never), 'read path');
  if (path === undefined) throw new Error(`${NAME} is not there`);
  return path;
}

async function diskThrough(
  agent: GuestAgent,
  gateway: 'gw-a' | 'gw-b',
  signal: AbortSignal,
): Promise<SeenDisk> {
  const disks = await seenDisks(agent, signal);
  const found = disks.find(({ targetIqn }) => targetIqn === targetOf(gateway).iqn);
  if (found === undefined) throw new Error(`no disk through ${gateway}`);
  return found;
}

/** Whether gw-a lets the node in at all does not matter: it must have nothing to show. */
async function disksAfterLogin(agent: GuestAgent, signal: AbortSignal): Promise<readonly SeenDisk[]> {
  const { iqn, portal } = targetOf('gw-a');
  const script = `iscsiadm -m node -T ${iqn} -p ${portal} --login >/dev/null 2>&1 || true; udevadm settle`;
  await agent.must(script, { deadlineMs: 60_000, signal });
  return seenDisks(agent, signal);
}

const describe = ({ lun, identity }: SeenDisk): string => `LUN ${lun} ${identity}`;
