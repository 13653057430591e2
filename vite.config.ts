import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { maplibrePlugin } from "./src/cli/maplibrePlugin.ts";
import { releasePlugin } from "./src/cli/releasePlugin.ts";

export default defineConfig({
  base: "./",
  plugins: [react(), maplibrePlugin(), releasePlugin()],
  worker: { format: "es" },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: "index.html", "service-worker": "src/serviceWorker.ts" },
      output: {
        // A service worker rules the folder it is served from, under a name that never changes.
        entryFileNames: ({ name }) =>
          name === "service-worker" ? "service-worker.js" : "assets/[name]-[hash].js",
        // Named for what they are, not for a file that happens to be in them.
        chunkFileNames: ({ name, moduleIds }) =>
          name !== "map-worker" && moduleIds.some((id) => id.includes("/maplibre-gl/src/"))
            ? `assets/maplibre-gl-${name === "src" ? "page" : "shared"}-[hash].js`
            : "assets/[name]-[hash].js",
      },
    },
  },
  optimizeDeps: { exclude: ["maplibre-gl"] },
  test: {
    include: ["tests/unit/**/*.test.ts", "tests/unit/**/*.test.tsx", "tests/*.test.ts"],
    testTimeout: 60_000,
    pool: "threads",
    maxWorkers: 2,
  },
});
