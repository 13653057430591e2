import { failure, type Problem, type Result, success } from "../../domain/result.ts";
import type { Service } from "../../domain/services/service.ts";
import { Refusal } from "../importReport.ts";
import { childOf, parseDescription, textOf } from "./markupTree.ts";
import { readJsonService } from "./readJsonService.ts";
import { readWfs } from "./readWfs.ts";
import { readWms } from "./readWms.ts";
import { readWmts } from "./readWmts.ts";

const refuse = (code: string, zh: string, en: string): Result<never> => failure<Problem>({ code, zh, en });

function readMarkup(bytes: Uint8Array, address: string): Result<Service> {
  const root = parseDescription(bytes, new URL(address).host);
  switch (root.localName) {
    case "WMS_Capabilities":
    case "WMT_MS_Capabilities":
      return success(readWms(root, address));
    case "Capabilities":
      return success(readWmts(root, address));
    case "WFS_Capabilities":
      return success(readWfs(root, address));
    default: {
      const said = (
        textOf(childOf(root, "Exception"), "ExceptionText") || textOf(root, "ServiceException")
      ).slice(0, 200);
      return refuse(
        "service-unknown",
        said === "" ? `服务回答的 XML（${root.localName}）不是能力文档` : `服务拒绝了请求：${said}`,
        said === ""
          ? `the service answered XML (${root.localName}) that is no capabilities document`
          : `the service refused the request: ${said}`,
      );
    }
  }
}

/**
 * Reads what a service says of itself.
 * @param bytes of the answer; XML or JSON, recognised by what it is.
 * @param address the answer came from; relative addresses in it start there.
 * @returns the service; `next` where the list stands at another address; or why it cannot be used.
 */
export function readService(bytes: Uint8Array, address: string): Result<Service | { next: string }> {
  const start = new TextDecoder()
    .decode(bytes.subarray(0, 200))
    .replace(/^\uFEFF/, "")
    .trimStart();
  try {
    if (start.startsWith("<") && !/^<(!doctype html|html)/i.test(start)) return readMarkup(bytes, address);
    if (start.startsWith("{")) {
      const service = readJsonService(JSON.parse(new TextDecoder().decode(bytes)), address);
      if (service) return success(service);
    }
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.code, error.bilingual.zh, error.bilingual.en);
    if (!(error instanceof SyntaxError)) throw error;
  }
  return refuse(
    "service-unknown",
    "这个地址的回答不是 WMS、WMTS、WFS、OGC API、ArcGIS 或 TileJSON 的说明；请检查地址",
    "what this address answers describes no WMS, WMTS, WFS, OGC API, ArcGIS service or TileJSON; check the address",
  );
}
