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
    // Every browser with the WebGL 2 the map asks for knows module preloads, or does without.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: "index.html", "service-worker": "src/serviceWorker.ts" },
      output: {
        // A service worker rules the folder it is served from, under a name that never changes.
        entryFileNames: ({ name }) =>
          name === "service-worker" ? "service-worker.js" : "assets/[name]-[hash].js",
        // The page's frame is always needed whole: one file packs tighter than the thirty it would fall into.
        codeSplitting: {
          groups: [
            { name: "preload-helper", test: /vite\/preload-helper/, priority: 2 },
            { name: "App", test: /\/src\/App\.tsx$/, priority: 1 },
            // A request each would cost more than the drawings.
            { name: "icons", test: /lucide-react\/dist\/esm\/icons\// },
          ],
        },
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
