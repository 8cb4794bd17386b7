import { Crash, crashAt, type CrashCounter } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { valueOf } from './support/outcome.js';
import { nodeOn } from './support/staging.js';
import { twoSites } from './support/two-sites.js';

const when = ['before', 'after'] as const;

/** More calls than any stage or unstage makes; a point that is never reached ends the loop. */
const MOST_CALLS = 60;

async function killed(run: Promise<unknown>): Promise<boolean> {
  try {
    await run;
    return false;
  } catch (error) {
    if (error instanceof Crash) return true;
    throw error;
  }
}

describe.each(when)('a driver killed %s any call it makes', (moment) => {
  test('while staging: the next one finishes, and unstaging leaves nothing', {
    timeout: 60_000,
  }, async () => {
    let points = 0;
    for (let call = 1; call <= MOST_CALLS; call += 1) {
      const sites = twoSites();
      const node = nodeOn(sites, 'node-1');
      const counter: CrashCounter = { calls: 0 };
      const dying = crashAt(node.ports, { call, when: moment }, counter);
      if (!(await killed(node.stage(sites.attachment, dying)))) break;
      points += 1;
      valueOf(await node.stage());
      valueOf(await node.unstage());
      expect(node.host.leftovers(), `killed ${moment} call ${call}`).toEqual([]);
    }
    expect(points).toBeGreaterThan(12);
  });

  test('while unstaging: the next one finishes', { timeout: 60_000 }, async () => {
    let points = 0;
    for (let call = 1; call <= MOST_CALLS; call += 1) {
      const sites = twoSites();
      const node = nodeOn(sites, 'node-1');
      valueOf(await node.stage());
      if (!(await killed(node.unstage(crashAt(node.ports, { call, when: moment }))))) break;
      points += 1;
      valueOf(await node.unstage());
      expect(node.host.leftovers(), `killed ${moment} call ${call}`).toEqual([]);
    }
    expect(points).toBeGreaterThan(8);
  });
});
