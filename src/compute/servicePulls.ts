/** The pure parts of a pull, for the page: it alone may ask other hosts. */
export { loadPatiently } from "../data/services/loadPatiently.ts";
export { readCount } from "../data/services/pages.ts";
export { type Pulled, pullFeatures } from "../data/services/pullFeatures.ts";
export type { RangePorts } from "../data/services/ranges/rangePorts.ts";
