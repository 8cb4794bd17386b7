/** After this many seconds a gateway that hears nothing any more lets a frozen volume go by itself. */
export const FREEZE_SECONDS = 30;

const guardFile = (device: string): string => `/run/freeze-${device}`;

/**
 * Holds back every command of one volume on a gateway and returns when those under way have ended (dmsetup(8): a
 * plain suspend waits for them). A gateway that does not export it has nothing to hold back. The guard is there before
 * the suspend and outlives a caller that hangs up, so that no volume stays frozen.
 */
export function freezeScript(device: string): string {
  return `set -e
[ -e /dev/mapper/${device} ] || exit 0
setsid bash -c 'sleep ${FREEZE_SECONDS}; dmsetup resume ${device}' >/dev/null 2>&1 </dev/null &
echo $! > ${guardFile(device)}
dmsetup suspend ${device}`;
}

/** Lets the volume go and prints whether it was frozen until now: `held`, `absent` (not exported here) or `lost`. */
export function thawScript(device: string): string {
  const guard = guardFile(device);
  return `[ -e ${guard} ] || { echo absent; exit 0; }
kill -- -$(<${guard}) 2>/dev/null || kill $(<${guard}) 2>/dev/null
rm -f ${guard}
state=$(dmsetup info -c --noheadings -o suspended ${device})
[ "$state" = Active ] || dmsetup resume ${device}
[ "$state" = Suspended ] && echo held || echo lost`;
}
