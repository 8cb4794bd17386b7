import type { FsType } from '../node/filesystems.port.js';

export type MkfsOption =
  | { readonly kind: 'flag' }
  /** `pattern` judges the whole value, or of a list each entry; `shape` says it to a human. */
  | { readonly kind: 'value' | 'list'; readonly pattern: RegExp; readonly shape: string };

const value = (pattern: RegExp, shape: string): MkfsOption => ({ kind: 'value', pattern, shape });
const list = (pattern: RegExp, shape: string): MkfsOption => ({ kind: 'list', pattern, shape });

/** mke2fs(8). */
const ext = (features: string): ReadonlyMap<string, MkfsOption> =>
  new Map([
    ['-b', value(/^(1024|2048|4096)$/, 'a block size of 1024, 2048 or 4096')],
    ['-i', value(/^[1-9]\d{3,8}$/, 'bytes per inode')],
    ['-I', value(/^(128|256|512|1024)$/, 'an inode size of 128, 256, 512 or 1024')],
    ['-m', value(/^([0-9]|[1-4][0-9]|50)(\.\d)?$/, 'a percentage from 0 to 50')],
    ['-N', value(/^[1-9]\d{0,9}$/, 'a number of inodes')],
    ['-T', value(/^(default|news|largefile4?|small|big|huge)$/, 'one usage type of mke2fs.conf')],
    [
      '-E',
      list(
        /^((lazy_itable_init|lazy_journal_init|packed_meta_blocks)=[01]|(stride|stripe_width)=[1-9]\d{0,6}|nodiscard|discard)$/,
        'lazy_itable_init, lazy_journal_init, packed_meta_blocks, stride, stripe_width, discard or nodiscard',
      ),
    ],
    ['-J', list(/^size=[1-9]\d{0,4}$/, 'size=<MiB>')],
    ['-O', list(new RegExp(`^\\^?(${features})$`), `features out of ${features.split('|').join(', ')}`)],
  ]);

const EXT3_FEATURES = 'dir_index|ext_attr|filetype|large_file|resize_inode|sparse_super';
const EXT4_FEATURES = `${EXT3_FEATURES}|64bit|dir_nlink|extra_isize|flex_bg|huge_file|large_dir|metadata_csum|metadata_csum_seed|orphan_file|uninit_bg`;

/** mkfs.xfs(8). */
const xfs: ReadonlyMap<string, MkfsOption> = new Map([
  ['-b', list(/^size=(1024|2048|4096)$/, 'size=1024, 2048 or 4096')],
  [
    '-d',
    list(
      /^((su|agsize)=[1-9]\d{0,9}[kmg]?|(sw|sunit|swidth|agcount)=[1-9]\d{0,6}|noalign)$/,
      'su, sw, sunit, swidth, agcount, agsize or noalign',
    ),
  ],
  [
    '-i',
    list(
      /^(size=(256|512|1024|2048)|maxpct=\d{1,2}|(sparse|nrext64)=[01])$/,
      'size, maxpct, sparse or nrext64',
    ),
  ],
  [
    '-l',
    list(
      /^((size|su)=[1-9]\d{0,9}[kmg]?|sunit=[1-9]\d{0,6}|lazy-count=[01])$/,
      'size, su, sunit or lazy-count',
    ),
  ],
  [
    '-m',
    list(
      /^(crc|finobt|inobtcount|reflink|rmapbt|bigtime)=[01]$/,
      'crc, finobt, inobtcount, reflink, rmapbt or bigtime, each 0 or 1',
    ),
  ],
  ['-n', list(/^size=(4096|8192|16384|32768|65536)$/, 'size=<bytes>')],
  ['-s', list(/^size=(512|4096)$/, 'size=512 or 4096')],
  ['-K', { kind: 'flag' }],
]);

/** What a class may ask of mkfs, by file system. */
export const MKFS_OPTIONS: Readonly<Record<FsType, ReadonlyMap<string, MkfsOption>>> = {
  ext4: ext(EXT4_FEATURES),
  ext3: ext(EXT3_FEATURES),
  xfs,
};
