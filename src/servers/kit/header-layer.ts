export {
  actualHeaders,
  isAllowed,
  type LayerSettings,
  layerSettings,
  preflightHeaders,
} from './cors-layer.ts';
export { isPreflight } from './is-preflight.ts';
export { replaced, varied } from './response-headers.ts';
