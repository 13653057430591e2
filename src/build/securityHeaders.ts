import { listHosts, type Settings, shippedSettings } from "../domain/services/settings.ts";

/**
 * Headers the app is served with, from what its settings allow: other hosts that may be asked, and pages that may
 * show it in a frame. As shipped, none of either; `public/headers.sample` says the same for other servers.
 */
export function buildSecurityHeaders(settings: Settings): Record<string, string> {
  const { origins } = settings.embedding;
  return {
    "content-security-policy": [
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      ["connect-src 'self' blob:", ...listHosts(settings)].join(" "),
      "worker-src 'self'",
      "manifest-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      origins.length > 0 ? `frame-ancestors ${origins.join(" ")}` : "frame-ancestors 'none'",
      "object-src 'none'",
      "require-trusted-types-for 'script'",
      "trusted-types default",
    ].join("; "),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
  };
}

export const securityHeaders: Record<string, string> = buildSecurityHeaders(shippedSettings);

export const headerForms = ["headers", "nginx", "caddy"] as const;
export type HeaderForm = (typeof headerForms)[number];

/** The headers as lines for a server's configuration. */
export function writeHeaders(headers: Readonly<Record<string, string>>, form: HeaderForm): string {
  const lines = Object.entries(headers).map(([name, value]) =>
    form === "nginx"
      ? `add_header ${name} "${value}" always;`
      : form === "caddy"
        ? `\t${name} "${value}"`
        : `${name}: ${value}`,
  );
  return form === "caddy" ? ["header {", ...lines, "}"].join("\n") : lines.join("\n");
}
