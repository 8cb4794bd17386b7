export { AgeSeal } from './age-seal.js';
export { DirectoryStore } from './directory-store.js';
export { Ed25519Signature, type SigningKeys } from './ed25519-signature.js';
export { readBundleAt } from './open-bundle-path.js';
export { TarStore } from './tar-store.js';
export { S3Store, type S3Settings } from './s3-store.js';
