export * from './attacher.js';
export * from './claim.js';
export * from './kubelet.js';
