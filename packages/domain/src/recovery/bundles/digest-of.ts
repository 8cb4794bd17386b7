import { sha256 } from '../../shared/sha256.js';
import { utf8 } from '../../shared/utf8.js';

/** SHA-256 of the text in UTF-8, as sha256sum(1) writes it. */
export const digestOf = (text: string): string => sha256(utf8(text));
