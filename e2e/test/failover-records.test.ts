import { describe, expect, it } from 'vitest';
import {
  keyOf,
  lateOf,
  missingOf,
  overwrittenOf,
  readSigned,
  readStretches,
  RECORD,
  type Stretch,
} from '../src/failover/records.js';

const LINE = '000000000086 node-2   1795793214552 1795793215536 2e3363db7f03b\n';

const stretch = (writer: string, started: number, first: number, next: number): Stretch => ({
  ...{ writer, started, first, next },
  ...{ firstAt: started, lastAt: started + 100 },
});

describe('records', () => {
  it('a line of the storage is read, and one that is cut is none', () => {
    expect(RECORD.line.test(LINE)).toBe(true);
    expect(RECORD.line.test(LINE.slice(1))).toBe(false);
    expect(LINE).toHaveLength(RECORD.bytes);
    expect(readSigned(LINE)).toEqual({
      ...{ number: 86, writer: 'node-2', started: 1795793214552, at: 1795793215536 },
    });
  });

  it('stretches are one per line', () => {
    const one = stretch('node-1', 1000, 0, 5);
    expect(readStretches(`${JSON.stringify(one)}\n\n`)).toEqual([one]);
  });

  it('what is torn, missing or of another writer is lost', () => {
    const acknowledged = [stretch('node-1', 1000, 0, 10), stretch('node-2', 2000, 10, 20)];
    expect(missingOf(acknowledged, acknowledged)).toBe(0);
    const torn = [stretch('node-1', 1000, 0, 4), stretch('', 0, 4, 5), stretch('node-1', 1000, 5, 10)];
    expect(missingOf(acknowledged, [...torn, stretch('node-2', 2000, 10, 19)])).toBe(2);
    expect(missingOf(acknowledged, [stretch('node-1', 1001, 0, 10), stretch('node-2', 2000, 10, 20)])).toBe(
      10,
    );
  });
});

describe('records of the former owner', () => {
  const old = { number: 9, writer: 'node-1', started: 1000, at: 1900 };
  const takeover = { from: 'node-1', fencedAt: 2000, first: 10, landed: new Set([keyOf(old)]) };

  it('that landed before the fence are as they should be, whoever else writes', () => {
    const others = { ...old, writer: 'node-2', at: 3000 };
    expect(lateOf([old, others], takeover)).toEqual([]);
  });

  it('that were written after it, or landed after it, are double writes', () => {
    const after = { ...old, number: 10, at: 2001 };
    const stranded = { ...old, number: 10 };
    expect(lateOf([old, after, stranded], takeover)).toEqual([after, stranded]);
  });

  it('are none where it is the owner again', () => {
    const again = { ...old, number: 50, started: 5000, at: 5100 };
    expect([lateOf([again], takeover), lateOf([again], takeover, 4000)]).toEqual([[again], []]);
  });

  it('at numbers of the new owner are double writes too', () => {
    const found = [stretch('node-1', 1000, 0, 12), stretch('node-2', 2100, 12, 30)];
    expect(overwrittenOf(found, takeover)).toBe(2);
    expect(overwrittenOf([stretch('node-1', 1000, 0, 10)], takeover)).toBe(0);
  });
});
