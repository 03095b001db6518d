// Prints the report of a WebAssembly module: node run.mjs MODULE
import { readFileSync } from "node:fs";

const module = await WebAssembly.instantiate(readFileSync(process.argv[2]));
const bytes = [];
for (let byte; (byte = module.instance.exports.byte_of_report(bytes.length)) >= 0;) {
    bytes.push(byte);
}
process.stdout.write(Buffer.from(bytes));
