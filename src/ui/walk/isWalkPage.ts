/** Pages of the walk that need no map, by the hash that opens them. */
export const isWalkPage = (hash: string) => /^#(console|read|remote)$/.test(hash);
