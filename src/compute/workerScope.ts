// The page's types say that `self` is a window; here it is the worker.
declare const self: DedicatedWorkerGlobalScope;

/** The worker that this code runs in. */
export const scope = self;
