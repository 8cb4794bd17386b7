/** A door to the parser for who loads it only when it is needed: a bundle in parts loses names of a CommonJS package otherwise. */
export { parseDocument } from 'yaml';
