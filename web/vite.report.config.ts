import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { viteSingleFile } from "vite-plugin-singlefile";

/** The report template: one HTML file with everything inlined and a slot for the run's data. */
export default defineConfig({
  plugins: [react(), viteSingleFile({ removeViteModuleLoader: true })],
  base: "./",
  publicDir: false,
  build: {
    outDir: "dist/report",
    emptyOutDir: true,
    reportCompressedSize: false,
    rolldownOptions: { input: "report.html" },
  },
});
