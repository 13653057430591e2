import address from "sql.js/dist/sql-wasm.wasm?url";

/** Where the page finds SQLite's binary: a file of the atlas itself, as its security policy wants. */
export const sqliteAddress: string = address;
