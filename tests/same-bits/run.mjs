// Prints the report of a WebAssembly module: node run.mjs MODULE
import { readFileSync } from "node:fs";

const module = await WebAssembly.compile(readFileSync(process.argv[2]));
// Libraries that can also speak to a browser import functions of it. Nothing here may call them.
const imports = {};
for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    imports[from][name] = () => {
        throw new Error(`${from}.${name} was called, which only a browser has`);
    };
}
const instance = await WebAssembly.instantiate(module, imports);
const bytes = [];
for (let byte; (byte = instance.exports.byte_of_report(bytes.length)) >= 0;) {
    bytes.push(byte);
}
process.stdout.write(Buffer.from(bytes));
