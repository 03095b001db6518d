import { defineConfig } from "@playwright/test";

/** The site as `tillit play` serves it, in the Chromium of the system. `.ci/web` sets both. */
const address = process.env.SITE ?? "http://127.0.0.1:8123/";

export default defineConfig({
    testDir: "tests",
    timeout: 60_000,
    workers: 2,
    fullyParallel: true,
    reporter: [["list"]],
    outputDir: "test-results",
    use: {
        baseURL: address,
        locale: "en-GB",
        launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] },
    },
});
