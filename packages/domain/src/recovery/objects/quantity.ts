const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const POWERS: Readonly<Record<string, number>> = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
const NANO = 9;

/** A quantity of Kubernetes (`5Gi`, `1.5G`, `1e3`) in billionths, its finest step; undefined for other text. */
export function parseQuantity(text: string): bigint | undefined {
  const match = /^(\d{1,30})(?:\.(\d{1,30}))?(?:e([+-]?\d{1,2})|([A-Za-z]{0,2}))$/i.exec(text);
  if (match === null) return undefined;
  const [, whole = '', fraction = '', exponent, suffix = ''] = match;
  const binary = BINARY.indexOf(suffix) + 1;
  const power = binary > 0 ? 0 : exponent === undefined ? POWERS[suffix] : Number(exponent);
  if (power === undefined) return undefined;
  const digits = BigInt(whole + fraction) * 1024n ** BigInt(binary);
  const shift = power + NANO - fraction.length;
  return shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
}
