import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** The application: files under dist/app, served by the platform from its class path. */
export default defineConfig({
  plugins: [react()],
  base: "/",
  resolve: {
    alias: {
      // RJSF mentions this one in its test support; it generates code, which the policy forbids.
      "@rjsf/validator-ajv8": fileURLToPath(
        new URL("src/features/backtests/validator.ts", import.meta.url),
      ),
    },
  },
  build: {
    outDir: "dist/app",
    emptyOutDir: true,
    // The content security policy allows no inline script and no data: font or script.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
  test: { include: ["src/**/*.test.ts"] },
});
