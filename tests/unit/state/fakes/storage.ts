import { vi } from "vitest";

/** Local or session storage. */
export function createStorage(kept: Readonly<Record<string, string>> = {}) {
  const entries = new Map(Object.entries(kept));
  return {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}

/** Storage that the settings forbid. */
export function createRefusingStorage(): ReturnType<typeof createStorage> {
  const refuse = () => {
    throw new DOMException("refused", "SecurityError");
  };
  return { getItem: refuse, setItem: refuse, removeItem: refuse };
}

type Stores = Map<string, { keyPath: string | undefined; entries: Map<string, unknown> }>;

class Request {
  result: unknown;
  error: DOMException | null = null;
  onsuccess: (() => void) | null = null;
  onerror: (() => void) | null = null;
}

/** One transaction: works its requests off one by one, then is complete, or aborts where `failure` names an error. */
class Transaction {
  oncomplete: (() => void) | null = null;
  onabort: (() => void) | null = null;
  error: DOMException | null = null;
  readonly waiting: (() => void)[] = [];
  private readonly stores: Stores;
  private readonly findFailure: () => DOMException | null;
  constructor(stores: Stores, findFailure: () => DOMException | null) {
    this.stores = stores;
    this.findFailure = findFailure;
    setTimeout(() => this.run());
  }
  private run() {
    this.error = this.findFailure();
    if (this.error) return this.onabort?.();
    for (let work = this.waiting.shift(); work; work = this.waiting.shift()) work();
    this.oncomplete?.();
  }
  private ask(find: () => unknown): Request {
    const request = new Request();
    this.waiting.push(() => {
      request.result = find();
      request.onsuccess?.();
    });
    return request;
  }
  objectStore(name: string) {
    const { keyPath, entries } = this.stores.get(name)!;
    return {
      get: (key: string) => this.ask(() => entries.get(key)),
      getAll: () => this.ask(() => [...entries.values()]),
      getAllKeys: () => this.ask(() => [...entries.keys()]),
      delete: (key: string) => this.ask(() => void entries.delete(key)),
      put: (value: Record<string, unknown>, key?: string) => {
        const place = key ?? String(value[keyPath ?? ""]);
        if (this.findFailure()) return this.ask(() => undefined);
        return this.ask(() => void entries.set(place, structuredClone(value)));
      },
      openCursor: () => {
        const keys = [...entries.keys()];
        const request = new Request();
        const advance = () =>
          this.waiting.push(() => {
            const key = keys.shift();
            request.result =
              key === undefined
                ? null
                : {
                    key,
                    value: entries.get(key),
                    delete: () => void entries.delete(key),
                    continue: advance,
                  };
            request.onsuccess?.();
          });
        advance();
        return request;
      },
    };
  }
}

/** A database of the browser as the atlas uses it: one store each, keys that are texts. */
export function createDatabases() {
  const databases = new Map<string, Stores>();
  const world = {
    /** What every transaction is aborted with, while it is set. */
    failure: null as DOMException | null,
    /** The entries of a store, to look at and to damage. */
    entries: (database: string, store: string) =>
      databases.get(database)?.get(store)?.entries ?? new Map<string, unknown>(),
    factory: {
      open: (name: string) => {
        const request = new Request() as Request & { onupgradeneeded: (() => void) | null };
        setTimeout(() => {
          const isNew = !databases.has(name);
          const stores: Stores = databases.get(name) ?? new Map();
          databases.set(name, stores);
          request.result = {
            createObjectStore: (store: string, options?: { keyPath?: string }) =>
              stores.set(store, { keyPath: options?.keyPath, entries: new Map() }),
            transaction: () => new Transaction(stores, () => world.failure),
            close: () => undefined,
          };
          if (isNew) request.onupgradeneeded?.();
          request.onsuccess?.();
        });
        return request;
      },
    },
  };
  return world;
}

/** The browser's own file system: folders of files. */
export function createFiles() {
  const files = new Map<string, Blob>();
  const missing = () => {
    throw new DOMException("missing", "NotFoundError");
  };
  const folder = (path: string): unknown => ({
    getDirectoryHandle: async (name: string) => folder(`${path}${name}/`),
    getFileHandle: async (name: string, { create = false } = {}) => {
      const place = path + name;
      if (!create && !files.has(place)) missing();
      return {
        getFile: async () => files.get(place) ?? missing(),
        createWritable: async () => {
          const parts: BlobPart[] = [];
          return {
            write: async (part: BlobPart) => void parts.push(part),
            close: async () => void files.set(place, new Blob(parts)),
          };
        },
      };
    },
    removeEntry: async (name: string) => {
      if (!files.delete(path + name)) missing();
    },
  });
  return { files, getDirectory: async () => folder("") };
}

/** Puts databases, files and both storages of a browser in place; `isBare` as on a page without a secure origin. */
export function stubStorage({ isBare = false } = {}) {
  const databases = createDatabases();
  const disk = createFiles();
  vi.stubGlobal("indexedDB", databases.factory);
  vi.stubGlobal("localStorage", createStorage());
  vi.stubGlobal("sessionStorage", createStorage());
  vi.stubGlobal("navigator", isBare ? {} : { storage: { getDirectory: disk.getDirectory } });
  return { databases, files: disk.files };
}
