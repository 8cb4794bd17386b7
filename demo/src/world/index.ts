export { serveDriver, type ServedDriver } from './drivers.js';
export { TwoSiteWorld } from './two-site-world.js';
