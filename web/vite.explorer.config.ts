import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

/** Builds the API explorer beside the app: built together, the two would share files, and its weight would be the app's. */
export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) } },
  publicDir: false,
  build: { target: "es2022", emptyOutDir: false, sourcemap: false, chunkSizeWarningLimit: 1500, rolldownOptions: { input: "explorer.html" } },
});
