/**
 * Everything that can be computed, by name. The worker exposes this table, the command line calls the
 * same functions. A kernel is a pure function: plain input and datasets in, plain value out.
 */
export const kernels = {};
export type KernelName = keyof typeof kernels;
