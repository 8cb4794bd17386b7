import { done, exit, type Program, type ProgramResult } from '@twinsite/linux-host/testing';
import { keyText, type NodeRecordKey, type SimIscsid } from './sim-iscsid.js';

/** iscsiadm 2.1.8, as far as a driver may use it: static records and sessions by number. */
export function iscsiadmProgram(iscsid: SimIscsid): Program {
  return ({ args, signal }) => {
    const [dash, mode, ...rest] = args;
    if (dash !== '-m') return Promise.resolve(exit(7, 'iscsiadm: --mode is required'));
    if (mode === 'session') return Promise.resolve(sessionMode(iscsid, rest));
    return mode === 'node'
      ? nodeMode(iscsid, rest, signal)
      : Promise.resolve(exit(7, `iscsiadm: mode ${mode ?? ''}`));
  };
}

function sessionMode(iscsid: SimIscsid, args: readonly string[]): ProgramResult {
  const [option, sid, action] = args;
  if (option !== '-r' || action !== '-u') return exit(7, 'iscsiadm: session mode: invalid parameters');
  const code = iscsid.logout(Number(sid));
  return code === 0 ? done() : exit(code, `iscsiadm: could not read session targetname: 5`);
}

async function nodeMode(
  iscsid: SimIscsid,
  args: readonly string[],
  signal: AbortSignal,
): Promise<ProgramResult> {
  const [target, iqn = '', at, portal = '', ...action] = args;
  if (target !== '-T' || at !== '-p') return exit(7, 'iscsiadm: node mode: invalid parameters');
  const key = { iqn, portal };
  const text = action.join(' ');
  if (text === '-I default -o new') {
    iscsid.createRecord(key);
    return done(`New iSCSI node [tcp:[hw=,ip=,net_if=,iscsi_if=default] ${portal},-1 ${iqn}] added\n`);
  }
  const record = iscsid.records.get(keyText(key));
  if (record === undefined) return exit(21, 'iscsiadm: No records found');
  if (text === '--login') return login(iscsid, key, record, signal);
  if (text === '-o delete') {
    iscsid.records.delete(keyText(key));
    return done();
  }
  return text.startsWith('-o update ') ? update(record, action.slice(2)) : exit(7, `iscsiadm: ${text}`);
}

async function login(
  iscsid: SimIscsid,
  key: NodeRecordKey,
  record: ReadonlyMap<string, string>,
  signal: AbortSignal,
): Promise<ProgramResult> {
  const code = await iscsid.login(key, record, signal);
  if (code === 0) return done();
  return exit(
    code,
    `iscsiadm: Could not login to [iface: default, target: ${key.iqn}, portal: ${key.portal}].`,
  );
}

function update(record: Map<string, string>, pairs: readonly string[]): ProgramResult {
  for (let at = 0; at < pairs.length; at += 4) {
    const [dashName, name = '', dashValue, value = ''] = pairs.slice(at, at + 4);
    if (dashName !== '-n' || dashValue !== '-v' || !record.has(name)) {
      return exit(7, `iscsiadm: Cannot modify ${name}. Invalid param name.`);
    }
    record.set(name, value);
  }
  return done();
}
