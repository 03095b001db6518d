import { defineConfig, type Plugin } from "vite";

/** Classic scripts run from `file://`, where modules are refused. */
function classic(): Plugin {
    return {
        name: "classic",
        enforce: "post",
        transformIndexHtml: (html) =>
            html.replace(/<script type="module" crossorigin src=/g, "<script defer src=")
                .replace(/<link rel="stylesheet" crossorigin /g, '<link rel="stylesheet" '),
    };
}

export default defineConfig({
    base: "./",
    plugins: [classic()],
    worker: { format: "iife" },
    build: {
        outDir: "dist",
        assetsDir: "",
        assetsInlineLimit: 0,
        modulePreload: false,
        target: "es2022",
        rollupOptions: {
            output: {
                format: "iife",
                entryFileNames: "site.js",
                assetFileNames: "site[extname]",
            },
        },
    },
});
