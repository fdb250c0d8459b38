import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.PORTAL_URL ?? "http://127.0.0.1:8080";
const proxied = Object.fromEntries(["/graphql", "/auth", "/files", "/exports", "/rejects"].map((path) => [path, { target: server }]));

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { host: "127.0.0.1", port: 5173, proxy: proxied },
  preview: { host: "127.0.0.1", port: 4173, proxy: proxied },
  build: { target: "es2022", manifest: true, sourcemap: false, chunkSizeWarningLimit: 700 },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    setupFiles: ["src/shared/testing/setup.ts"],
    css: false,
  },
});
