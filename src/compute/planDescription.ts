import { findRangeFormat } from "../data/services/ranges/rangeFormats.ts";
import { readTemplate } from "../data/services/readTemplate.ts";
import { isTileTemplate, listDescriptionRequests } from "../data/services/serviceRequests.ts";
import type { Service } from "../domain/services/service.ts";

/**
 * What an address says by itself: a tile template is a service already, a file of a known kind is read where it lies, another
 * must be asked, in this order.
 */
export function planDescription(
  address: string,
): { service: Service } | { file: string } | { urls: string[] } {
  if (isTileTemplate(address)) return { service: readTemplate(address) };
  return findRangeFormat(address)
    ? { file: address }
    : { urls: listDescriptionRequests(address).map(({ url }) => url) };
}
