import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayUnreachable } from '@twinsite/xms-adapter/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Pool } from '../../src/gateway/pool.js';
import { SnapshotTaker, type FreezableGateways } from '../../src/gateway/snapshot-taker.js';

const MIB = 1024 ** 2;
const signal = new AbortController().signal;
const snapshot = { id: 5, volumeId: 1 };
let directory: string;
let pool: Pool;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'twinsite-taker-'));
  pool = await Pool.create(directory, BigInt(64 * MIB));
  await pool.ensure({ id: 1, sizeBytes: BigInt(4 * MIB), naa: '6001405' }, signal);
});

afterEach(() => rm(directory, { recursive: true }));

/** Two gateways that answer a freeze and a thaw as told; the words of every call in order. */
function gateways(answers: Partial<FreezableGateways> & { said?: (gateway: string) => string } = {}) {
  const calls: string[] = [];
  const own: FreezableGateways = {
    names: ['gw-a', 'gw-b'],
    exclusively: (work) => work(),
    isAbsent: () => Promise.resolve(false),
    ask: (gateway, script) => {
      const isFreeze = script.includes('dmsetup suspend');
      calls.push(`${isFreeze ? 'freeze' : 'thaw'} ${gateway}${pool.hasSnapshot(5) ? ' after the copy' : ''}`);
      return Promise.resolve(isFreeze ? '' : (answers.said?.(gateway) ?? 'held'));
    },
  };
  return { calls, parts: { ...own, ...answers } };
}

describe('taking a snapshot on the gateways', () => {
  it('copies only while every gateway holds still, and lets all go', async () => {
    const { calls, parts } = gateways();
    await new SnapshotTaker(parts, pool).take([snapshot], signal);
    expect(calls).toEqual([
      'freeze gw-a',
      'freeze gw-b',
      'thaw gw-a after the copy',
      'thaw gw-b after the copy',
    ]);
  });

  it('copies several volumes only while all of them are held still, so that they are of one moment', async () => {
    await pool.ensure({ id: 2, sizeBytes: BigInt(4 * MIB), naa: '6001406' }, signal);
    const { calls, parts } = gateways();
    await new SnapshotTaker(parts, pool).take([{ id: 6, volumeId: 2 }, snapshot], signal);
    expect(calls).toEqual([
      ...Array<string[]>(2).fill(['freeze gw-a', 'freeze gw-b']).flat(),
      ...Array<string[]>(2).fill(['thaw gw-a after the copy', 'thaw gw-b after the copy']).flat(),
    ]);
    expect([pool.hasSnapshot(5), pool.hasSnapshot(6)]).toEqual([true, true]);
  });

  it('throws a copy away when a gateway did not hold still to its end, and takes another', async () => {
    let thaws = 0;
    const { calls, parts } = gateways({ said: () => ((thaws += 1) === 1 ? 'lost' : 'held') });
    await new SnapshotTaker(parts, pool).take([snapshot], signal);
    expect(calls.filter((call) => call.startsWith('freeze'))).toEqual([
      'freeze gw-a',
      'freeze gw-b',
      'freeze gw-a',
      'freeze gw-b',
    ]);
    expect(pool.hasSnapshot(5)).toBe(true);
  });

  it('lets the others go when one is silent, and does not copy before it is known to be out', async () => {
    const asked: string[] = [];
    let looks = 0;
    const { parts } = gateways({
      ask: (gateway, script) => {
        asked.push(`${script.includes('dmsetup suspend') ? 'freeze' : 'thaw'} ${gateway}`);
        if (gateway === 'gw-b') return Promise.reject(new GatewayUnreachable(gateway, 'silent'));
        return Promise.resolve('held');
      },
      isAbsent: () => {
        if (looks < 2) expect(pool.hasSnapshot(5)).toBe(false);
        looks += 1;
        return Promise.resolve(looks > 2);
      },
    });
    await new SnapshotTaker(parts, pool).take([snapshot], signal);
    expect(asked.slice(0, 4)).toEqual(['freeze gw-a', 'freeze gw-b', 'thaw gw-a', 'thaw gw-b']);
    expect(pool.hasSnapshot(5)).toBe(true);
  });

  it('lets a volume go also when the copy fails', async () => {
    const { calls, parts } = gateways();
    await expect(new SnapshotTaker(parts, pool).take([{ id: 5, volumeId: 9 }], signal)).rejects.toThrow(
      /volume 9 has no backing/,
    );
    expect(calls).toContain('thaw gw-a');
  });
});
