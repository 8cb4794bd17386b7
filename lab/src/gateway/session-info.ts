import type { GatewaySession } from '@twinsite/xms-adapter/simulator';

/** Prints `initiator<TAB>state` for every ACL of every target. */
export const SESSIONS_SCRIPT = `
shopt -s nullglob
for a in /sys/kernel/config/target/iscsi/iqn.*/tpgt_1/acls/*; do
  state=
  while read -r one two three _; do [ "$one $two" = 'Session State:' ] && state=$three; done < $a/info
  printf '%s\\t%s\\n' "\${a##*/}" "$state"
done
true`;

/** One entry per initiator with an ACL; a session that is only being re-established does not count as logged in. */
export function parseSessions(text: string): GatewaySession[] {
  const lines = text.split('\n').filter(Boolean);
  return lines.map((line) => {
    const [initiator = '', state = ''] = line.split('\t');
    return { initiator, loggedIn: state.trim() === 'TARG_SESS_STATE_LOGGED_IN' };
  });
}
