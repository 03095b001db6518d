// What Vite does not do: the engine as a classic script, the list of files for use without a network, and
// how large everything is.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const wasm = readFileSync("generated/tillit_web_bg.wasm");
const packed = gzipSync(wasm, { level: 9 });
writeFileSync("dist/engine.js", `self.tillitEngine="${packed.toString("base64")}";\n`);

const files = readdirSync("dist").filter((name) => name !== "sw.js").sort();
const hash = createHash("sha256");
for (const name of files) hash.update(name).update(readFileSync(`dist/${name}`));
const worker = readFileSync("src/offline.js", "utf8")
    .replace("VERSION", hash.digest("hex").slice(0, 16))
    .replace("[/* FILES */]", JSON.stringify(["./", ...files]));
writeFileSync("dist/sw.js", worker);

let all = 0;
for (const name of [...files, "sw.js"]) {
    const size = gzipSync(readFileSync(`dist/${name}`), { level: 9 }).length;
    all += size;
    console.log(`${name.padEnd(12)} ${(size / 1024).toFixed(0).padStart(6)} kB compressed`);
}
console.log(`web/dist     ${(all / 1024).toFixed(0).padStart(6)} kB compressed`);
