import type { Bilingual } from "../../domain/plan.ts";

const mebibyte = 1024 * 1024;

/** How much of the browser's room is taken, as far as it tells. */
async function sayRoom(): Promise<Bilingual> {
  const { usage, quota } = await Promise.resolve(navigator.storage?.estimate?.())
    .then((estimate) => estimate ?? {})
    .catch(() => ({}) as StorageEstimate);
  if (usage === undefined || quota === undefined) return { zh: "", en: "" };
  const [used, whole] = [usage, quota].map((bytes) => (bytes / mebibyte).toFixed(0));
  return { zh: `（已用 ${used} MB，共 ${whole} MB）`, en: ` (${used} of ${whole} MB used)` };
}

/** Why the browser kept nothing, in words: the room, the settings, or what it said itself. */
export async function sayStorageFailure(error: unknown): Promise<Bilingual> {
  const name = error instanceof Error ? error.name : "";
  if (name === "QuotaExceededError") {
    const room = await sayRoom();
    return {
      zh: `浏览器分给本页的存储空间已满${room.zh}，请移除不用的图层或清理磁盘`,
      en: `the room the browser gives this page is full${room.en}; remove layers no longer needed or free the disk`,
    };
  }
  if (name === "SecurityError" || name === "InvalidStateError" || name === "NotAllowedError")
    return {
      zh: "浏览器的设置或隐私模式不允许本页存储数据",
      en: "the browser's settings or a private window forbid this page to keep data",
    };
  if (name === "AbortError")
    return {
      zh: "浏览器中断了写入，多因磁盘已满或存储被清理",
      en: "the browser broke off the writing, mostly because the disk is full or its storage was cleared",
    };
  if (name === "UnknownError" || name === "DataError" || name === "NotFoundError")
    return {
      zh: "浏览器的本地数据库读写出错，可能已损坏",
      en: "the browser's database failed; it may be damaged",
    };
  const said = error instanceof Error ? error.message : String(error);
  return { zh: said, en: said };
}
