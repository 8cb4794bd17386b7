import { FieldReader, type ConfigProblems } from '@twinsite/domain';
import type { MultipathDevice } from '@twinsite/iscsi-adapter';

/**
 * What the array answers to INQUIRY is not documented: the vendor is a guess, and any product of it is taken. 60 s without
 * any path: longer than the array's arbitration and the move of a VIP, shorter than what applications wait for.
 */
const DEFAULTS = { vendor: 'XSKY', product: '.*', noPathSeconds: 60 };

/** Both strings are regular expressions of multipath.conf(5) between double quotes. */
const IN_QUOTES = /^[^"\n]{1,64}$/;

export function readMultipath(input: unknown, where: string, problems: ConfigProblems): MultipathDevice {
  const fields = new FieldReader(input, where, problems);
  const read = (key: 'vendor' | 'product'): string => {
    const text = fields.text(key) ?? DEFAULTS[key];
    if (!IN_QUOTES.test(text)) {
      problems.add(fields.path(key), text, 'give a regular expression of at most 64 characters without "');
    }
    return text;
  };
  const device = {
    vendor: read('vendor'),
    product: read('product'),
    noPathSeconds: fields.count('noPathSeconds', DEFAULTS.noPathSeconds, [5, 3600]),
  };
  fields.rejectUnknown();
  return device;
}
