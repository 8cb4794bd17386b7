import type { QuotaTree } from './quota-tree.js';

/** Something that works and that somebody should know of. */
export type FileNotice =
  | { readonly kind: 'public-folder'; readonly array: string; readonly folder: string }
  | { readonly kind: 'soft-mount'; readonly volume: string };

export type NoteFileNotice = (notice: FileNotice) => void;

/** Each notice once in the life of this process. */
export function onceEach(note: NoteFileNotice): NoteFileNotice {
  const said = new Set<string>();
  return (notice) => {
    const text = describeNotice(notice);
    if (said.has(text)) return;
    said.add(text);
    note(notice);
  };
}

export function describeNotice(notice: FileNotice): string {
  switch (notice.kind) {
    case 'public-folder':
      return `volumes in folder ${notice.folder} of array ${notice.array} have access "public": whoever may mount the folder may mount them, and no node can be fenced from them; access "node" can`;
    case 'soft-mount':
      return `volume ${notice.volume} is mounted soft: when its server is away too long, writes are lost and programs see errors; leave "soft" out of mountOptions to wait instead`;
  }
}

export const publicFolder = ({ array, folder }: QuotaTree): FileNotice => ({
  kind: 'public-folder',
  array,
  folder: folder.name,
});
