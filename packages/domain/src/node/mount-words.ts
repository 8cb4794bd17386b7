/** They speak to fstab tools or repeat what is so anyway; mount(2) knows none of them. */
const FSTAB_ONLY = [
  '_netdev',
  'nofail',
  'auto',
  'noauto',
  'user',
  'users',
  'nouser',
  'owner',
  'group',
  'defaults',
];
/** They would make the call another one than the mount of this device. */
const OTHER_CALLS = ['bind', 'rbind', 'move', 'remount', 'loop', 'offset', 'sizelimit'];

/** One flag of a class may hold several words with commas between. */
export const optionWords = (flags: readonly string[]): readonly string[] =>
  flags.flatMap((flag) => flag.split(',')).filter((word) => word !== '');

export const isForFstab = (word: string): boolean =>
  FSTAB_ONLY.includes(word) || /^(x-|X-|comment=)/.test(word);

/** By the name of the option, without its value. */
export const isOtherCall = (name: string): boolean => OTHER_CALLS.includes(name);
