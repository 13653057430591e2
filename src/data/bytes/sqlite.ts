import initSqlJs, { type SqlJsStatic } from "sql.js";

let loading: Promise<SqlJsStatic> | undefined;

/** SQLite compiled to WebAssembly; `wasm` is the address of its binary, found beside the package under Node. */
export function loadSqlite(wasm: string | undefined): Promise<SqlJsStatic> {
  loading ??= initSqlJs(wasm === undefined ? {} : { locateFile: () => wasm });
  return loading;
}
