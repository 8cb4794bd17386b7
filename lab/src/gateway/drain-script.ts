/** Makes LIO close the sessions of the ACL `$a` and wait for their commands (core_tpg_set_initiator_node_queue_depth). */
export const KICK = 'depth=$(<$a/cmdsn_depth); echo $((depth == 64 ? 63 : 64)) > $a/cmdsn_depth';

/**
 * Closes every session of an initiator and returns when its commands have ended: changing an ACL's queue depth
 * makes LIO shut its sessions down and wait for them. Unmapping alone
 * does not: a write already in the gateway lands afterwards. An initiator without an ACL has no session, because
 * removing the ACL waits in the same way.
 */
export function drainScript(initiator: string): string {
  if (!/^[a-z0-9][a-z0-9.:-]{3,222}$/.test(initiator))
    throw new RangeError(`\`${initiator}\` is not a lower-case iSCSI name`);
  return `set -e
shopt -s nullglob
for a in /sys/kernel/config/target/iscsi/iqn.*/tpgt_1/acls/${initiator}; do
  ${KICK}
done`;
}
