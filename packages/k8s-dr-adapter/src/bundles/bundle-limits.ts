/** What a bundle may have; a file from elsewhere that has more is refused before it fills the memory. */
export const LIMITS = { files: 200_000, fileBytes: 64 * 1024 * 1024, allBytes: 1024 * 1024 * 1024 } as const;

/** Why a name of a file must not be read or written as one of a bundle; undefined: it may. */
export function unsafeName(path: string): string | undefined {
  const words = path.split('/');
  if (path === '' || path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute or empty';
  if (path.includes('\\') || path.includes('\0')) return 'has a character that no bundle writes';
  return words.some((word) => word === '' || word === '.' || word === '..')
    ? 'leads out of the bundle'
    : undefined;
}
