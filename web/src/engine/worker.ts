/** The library in a thread of its own. A message names a function and its arguments; the answer has its
 * number. */
import {
    catalogue, check, digests, edit, games, initSync, lessons, link, open, Outcome, play_game, play_lesson, shipped, Table,
} from "../../generated/tillit_web.js";
import type { Answer, Call, Series, Treated } from "./types";

let table: Table | null = null;

/** Runs a scenario; what every treatment gave, for the metrics that are asked for. */
function run(text: string, wanted: string[], progress: (ended: number) => void) {
    const outcome = Outcome.run(text, progress);
    const names = JSON.parse(outcome.names()) as { treatments: string[]; metrics: string[] };
    const metrics = names.metrics.filter((name) => wanted.length === 0 || wanted.includes(name));
    const treatments = names.treatments.map((name, place): Treated => {
        const series: Record<string, Series> = {};
        for (const metric of metrics) {
            const index = names.metrics.indexOf(metric);
            series[metric] = {
                means: outcome.series(place, index),
                units: outcome.units(place, index),
                differences: outcome.differences(place, index),
            };
        }
        return { name, series };
    });
    const summaries = Object.fromEntries(metrics.map((metric) => [metric, JSON.parse(outcome.summary(metric))]));
    outcome.free();
    return { metrics, treatments, summaries };
}

const functions: Record<string, (...given: never[]) => unknown> = {
    shipped: () => JSON.parse(shipped()),
    catalogue: (code: string) => JSON.parse(catalogue(code)),
    check: (text: string) => JSON.parse(check(text)),
    edit: (text: string, change: string) => edit(text, change),
    link: (base: string, known: boolean, edits: string[], view: [string, string][]) =>
        link(base, known, JSON.stringify(edits), JSON.stringify(view)),
    open: (fragment: string) => JSON.parse(open(fragment)),
    games: (code: string) => JSON.parse(games(code)),
    lessons: (code: string) => JSON.parse(lessons(code)),
    playGame: (name: string, rules: object, seed: number) => JSON.parse(play_game(name, JSON.stringify(rules), seed)),
    playLesson: (name: string, seed: number) => JSON.parse(play_lesson(name, seed)),
    digests: () => digests(),
    sit: (name: string, rules: object, seed: number) => {
        table?.free();
        table = Table.take(name, JSON.stringify(rules), seed);
        return { question: JSON.parse(table.question()), payoffs: JSON.parse(table.payoffs()) };
    },
    decide: (own: number) => {
        if (!table) throw "no seat was taken";
        const round = JSON.parse(table.decide(own));
        return { round, question: JSON.parse(table.question()), payoffs: JSON.parse(table.payoffs()) };
    },
};

self.onmessage = (event: MessageEvent<Call>) => {
    const { number, name, given } = event.data;
    const answer = (message: Omit<Answer, "number">) => self.postMessage({ number, ...message });
    try {
        if (name === "start") {
            initSync({ module: given[0] as WebAssembly.Module });
            answer({ done: null });
        } else if (name === "run") {
            const [text, wanted] = given as [string, string[]];
            answer({ done: run(text, wanted, (ended) => answer({ progress: ended })) });
        } else {
            answer({ done: functions[name](...(given as never[])) });
        }
    } catch (error) {
        answer({ failed: error instanceof Error ? error.message : String(error) });
    }
};
