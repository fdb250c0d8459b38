import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const server = process.env.PORTAL_URL ?? "http://127.0.0.1:8080";
const proxied = Object.fromEntries(["/graphql", "/auth", "/files", "/exports", "/rejects", "/cases"].map((path) => [path, { target: server }]));

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "~": fileURLToPath(new URL("./src", import.meta.url)) } },
  server: { host: "127.0.0.1", port: 5173, proxy: proxied },
  preview: { host: "127.0.0.1", port: 4173, proxy: proxied },
  build: {
    target: "es2022",
    manifest: true,
    sourcemap: false,
    chunkSizeWarningLimit: 700,
    // Few larger files instead of a hundred small ones, which HTTP/1.1 would fetch six at a time: what many pages share
    // goes together, what one page alone needs stays with it.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler|react-i18next|i18next|@tanstack\/(react-router|router-core|history|react-store|store)|urql|@urql|wonka|@0no-co|gql\.tada)\//, priority: 3 },
            { name: "ui", test: /node_modules\/(?!echarts|zrender|@mantine\/dates|dayjs)/, minShareCount: 6, priority: 2 },
            { name: "routes", test: /src\/features\/[^/]+\/(routes|search|states|status|tiers)\.tsx?$/, priority: 2 },
            { name: "shared", test: /src\/(shared|gql)\/(?!i18n\/locales)/, minShareCount: 5, priority: 1 },
          ],
        },
      },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    setupFiles: ["src/shared/testing/setup.ts"],
    css: false,
  },
});
