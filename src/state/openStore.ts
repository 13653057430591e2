/** Does one thing in a store, and answers once what it wrote is on the disk. */
type RunInStore = <T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>) => Promise<T>;

function openDatabase(
  name: string,
  storeName: string,
  options?: IDBObjectStoreParameters,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, options);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("the database is in use by an older page"));
  });
}

/** The one store of a database of the browser; opened for each piece of work, so that no page blocks another. */
export const openStore =
  (name: string, storeName: string, options?: IDBObjectStoreParameters): RunInStore =>
  async (mode, work) => {
    const database = await openDatabase(name, storeName, options);
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(storeName, mode, { durability: "strict" });
        const request = work(transaction.objectStore(storeName));
        transaction.oncomplete = () => resolve(request.result);
        // A full disk aborts the transaction without an error event on the request.
        transaction.onabort = () => reject(transaction.error ?? new Error("the transaction was aborted"));
      });
    } finally {
      database.close();
    }
  };
