/** The library as a page calls it: one thread that always answers at once, and one for runs, which is ended
 * when its run is no longer wanted. */
import LibraryWorker from "./worker?worker&inline";
import type { Answer, Ran } from "./types";

declare global {
    // The engine as gzip in base64: engine.js sets it, which is a script so that it can be had from file://.
    var tillitEngine: string | undefined;
}

/** Loads engine.js and makes a module of it, once. */
const engine: Promise<WebAssembly.Module> = new Promise<string>((found, failed) => {
    const script = document.createElement("script");
    script.src = "./engine.js";
    script.onload = () => found(globalThis.tillitEngine ?? "");
    script.onerror = () => failed(new Error("engine.js cannot be loaded"));
    document.head.append(script);
}).then(async (text) => {
    globalThis.tillitEngine = undefined;
    const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const whole = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return WebAssembly.compile(await new Response(whole).arrayBuffer());
});

interface Waiting { done: (value: never) => void; failed: (error: Error) => void; progress?: (ended: number) => void }

/** A thread with the library. */
class Thread {
    private worker = new LibraryWorker();
    private waiting = new Map<number, Waiting>();
    private next = 0;
    private ready: Promise<unknown>;

    constructor() {
        this.worker.onmessage = (event: MessageEvent<Answer>) => {
            const { number, done, failed, progress } = event.data;
            const call = this.waiting.get(number);
            if (!call) return;
            if (progress !== undefined) return call.progress?.(progress);
            this.waiting.delete(number);
            if (failed === undefined) call.done(done as never);
            else call.failed(new Error(failed));
        };
        this.worker.onerror = (event) => this.fail(new Error(event.message));
        this.ready = engine.then((module) => this.send("start", [module]));
    }

    private send<T>(name: string, given: unknown[], progress?: (ended: number) => void): Promise<T> {
        const number = this.next++;
        return new Promise<T>((done, failed) => {
            this.waiting.set(number, { done, failed, progress });
            this.worker.postMessage({ number, name, given });
        });
    }

    async call<T>(name: string, given: unknown[], progress?: (ended: number) => void): Promise<T> {
        await this.ready;
        return this.send(name, given, progress);
    }

    private fail(error: Error) {
        this.waiting.forEach((call) => call.failed(error));
        this.waiting.clear();
    }

    end() {
        this.worker.terminate();
        this.fail(new Cancelled());
    }
}

/** A run that was no longer wanted. */
export class Cancelled extends Error {}

const quick = new Thread();

/** Calls a function of the library that answers at once. */
export function ask<T>(name: string, ...given: unknown[]): Promise<T> {
    return quick.call<T>(name, given);
}

let runner: Thread | null = null;
let busy = false;

/** Runs a scenario; an earlier run that has not ended is cancelled. */
export async function run(text: string, metrics: string[], progress?: (ended: number) => void): Promise<Ran> {
    if (busy) cancel();
    runner ??= new Thread();
    const own = runner;
    busy = true;
    try {
        return await own.call<Ran>("run", [text, metrics], progress);
    } finally {
        if (own === runner) busy = false;
    }
}

/** Ends the run that has not ended, if there is one. */
export function cancel() {
    if (!busy) return;
    runner?.end();
    runner = null;
    busy = false;
}

let player: Thread | null = null;

/** Calls a function of the library that may take long, in a thread of its own. */
export function play<T>(name: string, ...given: unknown[]): Promise<T> {
    player ??= new Thread();
    return player.call<T>(name, given);
}
