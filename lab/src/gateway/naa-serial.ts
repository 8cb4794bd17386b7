/** NAA 6 (IEEE registered extended) and the company id that LIO puts first, as in 6001405… */
const LIO_PREFIX = '6001405';

/**
 * The `vpd_unit_serial` with which LIO reports exactly this identity in VPD page 0x83.
 * LIO builds it as 6 + 001405 + the first 25 hex digits of the serial (drivers/target/target_core_spc.c,
 * spc_parse_naa_6h_vendor_specific), so any other prefix is out of reach.
 */
export function serialForNaa(naa: string): string {
  if (!/^[0-9a-f]{32}$/.test(naa))
    throw new RangeError(
      `naa \`${naa}\` is not 32 lower-case hex digits: give the identity without the leading 3`,
    );
  if (!naa.startsWith(LIO_PREFIX))
    throw new RangeError(`naa \`${naa}\` does not begin with ${LIO_PREFIX}: the lab's gateways (LIO) can report no \
other; configure the simulator's identity rule with that prefix`);
  return naa.slice(LIO_PREFIX.length);
}
