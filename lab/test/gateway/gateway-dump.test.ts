import { describe, expect, it } from 'vitest';
import { parseDump } from '../../src/gateway/gateway-dump.js';
import { planSteps } from '../../src/gateway/plan-steps.js';
import { NODE_1, NODE_2, stateFor, TARGET } from './exports-fixture.js';

/** As a gateway printed it. */
const DUMP = `lease held
device volume-1 0 16384 linear 98:0 16384
device volume-2 0 16384 linear 98:0 32768
backstore volume-1 1 /dev/mapper/volume-1 0000000000000000000000001
backstore volume-2 1 /dev/mapper/volume-2 0000000000000000000000002
target ${TARGET} 1
portal ${TARGET} 10.77.1.1:3260
lun ${TARGET} 1 volume-1
lun ${TARGET} 2 volume-2
acl ${TARGET} ${NODE_1}
map ${TARGET} ${NODE_1} 1 1 0
map ${TARGET} ${NODE_1} 2 2 0
acl ${TARGET} ${NODE_2}
map ${TARGET} ${NODE_2} 1 1 0
`;

describe('reading a gateway back', () => {
  it('understands everything it prints', () => {
    const dump = parseDump(DUMP);
    expect(dump.leased).toBe(true);
    expect(dump.state).toEqual(stateFor({ [NODE_1]: [1, 2], [NODE_2]: [1] }));
  });

  it('knows an empty gateway that waits for its lease', () => {
    const dump = parseDump('lease waiting\n');
    expect(dump.leased).toBe(false);
    expect(dump.state.targets.size + dump.state.devices.size + dump.state.backstores.size).toBe(0);
  });

  it('joins the lines of one device', () => {
    const dump = parseDump(
      'lease held\ndevice volume-1 0 8 linear 98:0 0\ndevice volume-1 8 8 linear 98:0 80\n',
    );
    expect(dump.state.devices.get('volume-1')).toBe('0 8 linear 98:0 0;8 8 linear 98:0 80');
  });

  it.each([
    ['backstore volume-1 0 - ', 'an unfinished backstore', 'backstore'],
    [`map ${TARGET} ${NODE_1} 1 1 1`, 'a read-only map', 'map'],
  ])('`%s` counts as %s that must be made anew', (line, _, kind) => {
    const broken = DUMP.replace(new RegExp(`^${kind} .*$`, 'm'), line);
    const steps = planSteps(parseDump(broken).state, stateFor({ [NODE_1]: [1, 2], [NODE_2]: [1] }));
    expect(steps.length).toBeGreaterThan(0);
  });

  it('does not guess at a line it does not know', () => {
    expect(() => parseDump('lease held\nsnapshot x\n')).toThrow(/unknown line: snapshot x/);
  });
});
