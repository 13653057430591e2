import { failure, type Problem, type Result, success } from "../domain/result.ts";

/** Reads a file that the atlas is published with, as text. `path` is relative to the page. */
export async function fetchText(path: string): Promise<Result<string>> {
  try {
    const response = await fetch(path);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return success(await response.text());
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const name = path.replace(/^data\//, "");
    return failure<Problem>({
      code: "data-unavailable",
      zh: `数据文件 ${name} 读取失败（${said}）；请检查网络后重试`,
      en: `Data file ${name} could not be read (${said}); check the connection and try again`,
      file: name,
    });
  }
}

/** Reads a file that is built and checked in this repository (`geodata/build`), so that its shape is known. */
export async function fetchBuilt<T>(path: string): Promise<Result<T>> {
  const text = await fetchText(path);
  return text.ok ? success(JSON.parse(text.value) as T) : text;
}
