export { serveDriver, type ServedDriver } from './drivers.js';
export { FileSide } from './file-side.js';
export { TwoSiteWorld } from './two-site-world.js';
