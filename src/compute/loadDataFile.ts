import { failure, type Problem, type Result, success } from "../domain/result.ts";

/** Reads a file of the atlas in a worker: parsed where it is JSON, else as bytes. `dataUrl`: address of its folder. */
export async function loadDataFile(name: string, dataUrl: string): Promise<Result<unknown>> {
  try {
    const response = await fetch(new URL(name, dataUrl));
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return success(/\.(geo)?json$/.test(name) ? await response.json() : await response.arrayBuffer());
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "data-unavailable",
      zh: `数据文件 ${name} 读取失败（${said}）`,
      en: `Data file ${name} could not be read (${said})`,
      file: name,
    });
  }
}
