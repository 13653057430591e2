import { kernels } from "../domain/kernels.ts";
import { serveKernels } from "./serveKernels.ts";

/** The worker of an atlas opened from a disk, where a worker can fetch no second file: all kernels in one. */
serveKernels(kernels);
