import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import described from "../plan/atlas.json" with { type: "json" };
import { outputFolder } from "./dataset.ts";

const icon = (src: string, sizes: string, more: Record<string, string>) => ({ src, sizes, ...more });

/** What a device is told when the atlas is installed on it. */
const manifest = {
  name: described.title.zh,
  short_name: described.shortTitle,
  description: described.description,
  lang: "zh-CN",
  id: "./",
  start_url: "./",
  scope: "./",
  display: "standalone",
  background_color: "#f7f5ef",
  theme_color: "#1f5a7a",
  icons: [
    icon("icon.svg", "any", { type: "image/svg+xml" }),
    icon("icons/icon-192.png", "192x192", { type: "image/png" }),
    icon("icons/icon-512.png", "512x512", { type: "image/png" }),
    icon("icons/icon-maskable-512.png", "512x512", { type: "image/png", purpose: "maskable" }),
  ],
};

/** Writes `manifest.webmanifest`, the name of this atlas on a device. */
export function build() {
  mkdirSync(outputFolder, { recursive: true });
  writeFileSync(join(outputFolder, "manifest.webmanifest"), `${JSON.stringify(manifest, null, 2)}\n`);
}
