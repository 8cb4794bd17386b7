/** What the cluster of e2e builds on: the chart as the objects that helm makes of it. */
export { Chart, type RenderOrder } from './helm/chart.js';
export { helmProgram } from './helm/helm-program.js';
export type { RenderedObject } from './helm/rendered.js';
