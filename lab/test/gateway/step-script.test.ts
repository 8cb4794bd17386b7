import { expect, it } from 'vitest';
import { drainScript } from '../../src/gateway/drain-script.js';
import { planSteps } from '../../src/gateway/plan-steps.js';
import { parseSessions } from '../../src/gateway/session-info.js';
import { linesOf } from '../../src/gateway/step-script.js';
import { EMPTY, NODE_1, stateFor, TARGET } from './exports-fixture.js';

it('writes what LIO expects, in order', () => {
  const core = '/sys/kernel/config/target/core/iblock_0/volume-1';
  const tpg = `/sys/kernel/config/target/iscsi/${TARGET}/tpgt_1`;
  expect(planSteps(EMPTY, stateFor({ [NODE_1]: [1] })).flatMap(linesOf)).toEqual([
    `dmsetup create volume-1 <<< '0 16384 linear 98:0 16384'`,
    `mkdir -p ${core}`,
    `echo udev_path=/dev/mapper/volume-1 > ${core}/control`,
    `echo /dev/mapper/volume-1 > ${core}/udev_path`,
    `echo 0000000000000000000000001 > ${core}/wwn/vpd_unit_serial`,
    `echo 1 > ${core}/enable`,
    `mkdir -p ${tpg}`,
    `mkdir -p ${tpg}/lun/lun_1`,
    `ln -s ${core} ${tpg}/lun/lun_1/volume-1`,
    `mkdir -p ${tpg}/acls/${NODE_1}`,
    `echo 3 > ${tpg}/acls/${NODE_1}/attrib/nopin_timeout`,
    `echo 3 > ${tpg}/acls/${NODE_1}/attrib/nopin_response_timeout`,
    `mkdir -p ${tpg}/acls/${NODE_1}/lun_1`,
    `ln -s ${tpg}/lun/lun_1 ${tpg}/acls/${NODE_1}/lun_1/lun_1`,
    `echo 0 > ${tpg}/acls/${NODE_1}/lun_1/write_protect`,
    `echo 0 > ${tpg}/attrib/generate_node_acls`,
    `echo 0 > ${tpg}/attrib/authentication`,
    `echo 1 > ${tpg}/enable`,
    `mkdir ${tpg}/np/10.77.1.1:3260`,
  ]);
});

it('drains only by a name that is one', () => {
  expect(drainScript(NODE_1)).toContain(`acls/${NODE_1}; do`);
  expect(() => drainScript('*')).toThrow(/not a lower-case iSCSI name/);
});

it('counts a session as logged in only in that very state', () => {
  const text = `${NODE_1}\tTARG_SESS_STATE_LOGGED_IN\niqn.b\tTARG_SESS_STATE_FAILED\niqn.c\t\n`;
  expect(parseSessions(text)).toEqual([
    { initiator: NODE_1, loggedIn: true },
    { initiator: 'iqn.b', loggedIn: false },
    { initiator: 'iqn.c', loggedIn: false },
  ]);
});
