import { create } from "zustand";
import { dataWorker } from "../../compute/askData.ts";
import { planDescription } from "../../compute/planDescription.ts";
import { failure, type Problem, type Result } from "../../domain/result.ts";
import type { PictureSource, Service, ServiceChoice } from "../../domain/services/service.ts";
import {
  addServiceLayer,
  changeServiceLayer,
  mostServiceLayers,
  removeServiceLayer,
  type ServiceLayer,
  setServicePhase,
} from "../../domain/services/serviceLayers.ts";
import { findOrigin } from "../../domain/services/settings.ts";
import { editBoard, requestCamera, tell } from "../actions.ts";
import { useAtlas } from "../store.ts";
import { buildRangePorts, loadService } from "./loadService.ts";

/** What the dialog of services shows. */
export interface ServicesState {
  isOpen: boolean;
  address: string;
  isReading: boolean;
  service: Service | null;
  problem: Problem | null;
}

const closed: ServicesState = { isOpen: false, address: "", isReading: false, service: null, problem: null };
export const useServices = create<ServicesState>()(() => closed);

let reading: AbortController | undefined;

export const openServices = () => useServices.setState({ isOpen: true });
export function closeServices() {
  reading?.abort();
  useServices.setState({ ...closed, address: useServices.getState().address });
}
export const typeAddress = (address: string) =>
  useServices.setState({ address, service: null, problem: null });

/** Follows a description that says the list stands elsewhere, once, on the same host. */
async function askDescription(url: string, signal: AbortSignal): Promise<Result<Service>> {
  let at = url;
  for (let hop = 0; hop < 2; hop += 1) {
    const loaded = await loadService(at, signal);
    if (!loaded.ok) return loaded;
    const asked = await dataWorker.ask("describeService", { bytes: loaded.value, address: at });
    if (!asked.ok) return asked;
    const described = asked.value;
    if (!described.ok) return described;
    const found = described.value;
    if (!("next" in found)) return { ok: true, value: found };
    at = found.next;
  }
  return failure<Problem>({
    code: "service-unknown",
    zh: "服务首页没有指向要素集合的清单",
    en: "the landing page leads to no list of collections",
  });
}

/** Reads what a file says of itself, by ranges; a worker of its own does it and ends with it. */
async function askFile(address: string, signal: AbortSignal): Promise<Result<Service>> {
  const { startRanges } = await import("../../compute/askRanges.ts");
  const reading = startRanges(buildRangePorts(signal));
  signal.addEventListener("abort", reading.stop, { once: true });
  try {
    return await reading.ask("describe", { address });
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return failure<Problem>({
      code: "service-lost",
      zh: `读取中断：${said}`,
      en: `reading stopped: ${said}`,
    });
  } finally {
    reading.stop();
  }
}

/** Asks an address what it offers. The host has been agreed to. */
export async function readAddress(address: string) {
  reading?.abort();
  const mine = new AbortController();
  reading = mine;
  useServices.setState({ address, isReading: true, service: null, problem: null });
  const plan = planDescription(address);
  let outcome: Result<Service> =
    "service" in plan
      ? { ok: true, value: plan.service }
      : "file" in plan
        ? await askFile(plan.file, mine.signal)
        : failure<Problem>({ code: "service-address", zh: "地址不完整", en: "the address is not complete" });
  for (const url of "urls" in plan ? plan.urls : []) {
    outcome = await askDescription(url, mine.signal);
    // A host that is not there will not be there for another question either.
    if (outcome.ok || !/^service-(unknown|status)$|^xml-/.test(outcome.error.code)) break;
  }
  if (mine.signal.aborted) return;
  useServices.setState({
    isReading: false,
    service: outcome.ok ? outcome.value : null,
    problem: outcome.ok ? null : outcome.error,
  });
}

let created = 0;

/** Lays the pictures of a service below the plan. */
export function addPictures(service: Service, choice: ServiceChoice, source: PictureSource) {
  const { board } = useAtlas.getState();
  if ((board.serviceLayers?.length ?? 0) >= mostServiceLayers) {
    tell("warning", {
      zh: `服务图层最多 ${mostServiceLayers} 个，先移除一些`,
      en: `${mostServiceLayers} service layers at most; remove some first`,
    });
    return;
  }
  created += 1;
  const layer: ServiceLayer = {
    id: `service-${Date.now().toString(36)}-${created}`,
    name: choice.title.slice(0, 200),
    kind: service.kind,
    address: service.address,
    source,
    bbox: choice.bbox,
    attribution: (
      service.attribution ||
      findOrigin(service.address)?.replace(/^https?:\/\//, "") ||
      ""
    ).slice(0, 500),
    ...(service.licence ? { licence: service.licence.slice(0, 500) } : {}),
    readAt: new Date().toISOString(),
    opacity: 1,
    visible: true,
  };
  editBoard((before) => addServiceLayer(before, layer));
}

export const showServiceLayer = (id: string, visible: boolean) =>
  editBoard((board) => changeServiceLayer(board, id, { visible }));
export const fadeServiceLayer = (id: string, opacity: number) =>
  editBoard((board) => changeServiceLayer(board, id, { opacity }), `opacity ${id}`);
export function dropServiceLayer(id: string) {
  editBoard((board) => removeServiceLayer(board, id));
}
export const sayServicePhase = (id: string, phase: string | null) =>
  editBoard((board) => setServicePhase(board, id, phase));
export const zoomToServiceLayer = ({ bbox }: ServiceLayer) => {
  if (bbox) requestCamera({ bbox, maxZoom: 13 });
};
