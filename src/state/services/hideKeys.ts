/** Hides what a request may carry as a secret: it goes into reports. Braces of a tile template stay as they are. */
export function hideKeys(request: string): string {
  const url = new URL(request);
  for (const key of [...url.searchParams.keys()])
    if (/^(tk|token|key|api_?key|access_?token|password|signature)$/i.test(key))
      url.searchParams.set(key, "…");
  return url.href.replace(/%7B/gi, "{").replace(/%7D/gi, "}");
}
