import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import release from "./package.json" with { type: "json" };
import { maplibrePlugin } from "./src/build/maplibrePlugin.ts";
import { planFolderPlugin } from "./src/build/planFolder.mjs";
import { planPagePlugin } from "./src/build/planPagePlugin.ts";
import { pmtilesPlugin } from "./src/build/pmtilesPlugin.ts";
import { releasePlugin } from "./src/build/releasePlugin.ts";
import { limitMilliseconds } from "./tests/limits.ts";

export default defineConfig({
  base: "./",
  define: { "import.meta.env.ATLAS_VERSION": JSON.stringify(release.version) },
  plugins: [
    planFolderPlugin(import.meta.dirname, process.env.ATLAS_PLAN),
    planPagePlugin(import.meta.dirname),
    react(),
    maplibrePlugin(),
    pmtilesPlugin(),
    releasePlugin(),
  ],
  ...(process.env.ATLAS_PLAN ? { publicDir: process.env.ATLAS_GEODATA_OUT } : {}),
  worker: {
    format: "es",
    plugins: () => [planFolderPlugin(import.meta.dirname, process.env.ATLAS_PLAN)],
  },
  build: {
    target: "es2022",
    chunkSizeWarningLimit: 1200,
    // Every browser with the WebGL 2 the map asks for knows module preloads, or does without.
    // What the first map needs is fetched at once; for the rest the names of all that hangs on it would weigh more
    // in the page's frame than their early request is worth. Styles are always named: a part waits for its own.
    modulePreload: {
      polyfill: false,
      resolveDependencies: (file, files) =>
        /(MapView|startAtlas|createAtlasMap)-/.test(file)
          ? files
          : files.filter((name) => name.endsWith(".css")),
    },
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
    ...(process.env.VITEST
      ? { testTimeout: limitMilliseconds(60), hookTimeout: limitMilliseconds(300) }
      : {}),
    globalSetup: ["src/cli/dataPackages.mjs"],
    setupFiles: ["tests/seed.ts"],
    pool: "threads",
    // GeoTIFF brings a package that takes a thread of the test runner for one of its own; tests put a blank in its place.
    server: { deps: { inline: ["geotiff", "web-worker"] } },
    maxWorkers: 2,
  },
});
