export interface MultipathDevice {
  /** INQUIRY strings. What the array really sends is not documented; set them from `/sys/block/sdX/device/{vendor,model}`. */
  readonly vendor: string;
  readonly product: string;
  /** How long I/O waits with no path at all, then fails; never for ever (hazard H14). */
  readonly noPathSeconds: number;
}

const POLL_SECONDS = 1;

/**
 * A multipath.conf(5) file for one array, for gateways and VIPs alike. Written on several lines: the tool ignores
 * one-line sections. `overrides` beats the built-in entries of multipath-tools. multipathd would replace the session's
 * replacement timeout by fast_io_fail_tmo (5 by default); `off` leaves every session that of its own record (hazard H15,
 * docs/adr/0016).
 */
export function multipathConfig(device: MultipathDevice): string {
  return [
    section('defaults', [
      'find_multipaths no',
      'user_friendly_names no',
      'skip_kpartx yes',
      `polling_interval ${POLL_SECONDS}`,
      `max_polling_interval ${2 * POLL_SECONDS}`,
      'uxsock_timeout 30000',
    ]),
    // With a product: multipath-tools 0.9.4 prints a blacklisted device without one as broken text.
    section('blacklist', ['device {', '  vendor ".*"', '  product ".*"', '}']),
    section('blacklist_exceptions', ['device {', `  ${match(device)}`, '}']),
    section('overrides', [
      'path_grouping_policy group_by_prio',
      'path_selector "service-time 0"',
      'path_checker tur',
      'detect_prio yes',
      'failback 15',
      'recheck_wwid yes',
      'fast_io_fail_tmo off',
      `no_path_retry ${Math.max(1, Math.ceil(device.noPathSeconds / POLL_SECONDS))}`,
    ]),
  ].join('');
}

const match = ({ vendor, product }: MultipathDevice): string =>
  `vendor "${vendor}"\n    product "${product}"`;

const section = (name: string, lines: readonly string[]): string =>
  `${name} {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`;
