import { readTemplate } from "../data/services/readTemplate.ts";
import { isTileArchive, isTileTemplate, listDescriptionRequests } from "../data/services/serviceRequests.ts";
import type { Service } from "../domain/services/service.ts";

/**
 * What an address says by itself: a tile template is a service already, an archive of tiles is read by ranges, another
 * must be asked, in this order.
 */
export function planDescription(
  address: string,
): { service: Service } | { archive: string } | { urls: string[] } {
  if (isTileTemplate(address)) return { service: readTemplate(address) };
  return isTileArchive(address)
    ? { archive: address }
    : { urls: listDescriptionRequests(address).map(({ url }) => url) };
}
