/** The playground: a scenario, what can be changed in it, and what follows. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Controls } from "./controls";
import { Cancelled, ask, cancel, run } from "./engine/client";
import type { Catalogue, Checked, Meaning, Opened, Ran, Shipped } from "./engine/types";
import { Wait, useAsked } from "./loaded";
import { Pictures } from "./pictures";
import { useShared } from "./state";

/** What the playground shows: all of it is in its link. */
export interface Shown {
    base: string;
    shipped: boolean;
    edits: string[];
    metric: string;
    second: boolean;
}

const FIRST: Shown = { base: "schools", shipped: true, edits: [], metric: "cooperation", second: false };
/** What was shown last, for who comes back from another page. */
let last: Shown = FIRST;
/** Recorded beside the metric that is shown, for single units. */
const ALWAYS = ["cooperation", "true_output"];

/** The results of a run, and of the same with the next seed. */
export interface Results { ran: Ran; second: Ran | null; whole: boolean }

export function Playground({ fragment }: { fragment: string }) {
    const { w, code, setCode } = useShared();
    const shipped = useAsked<Shipped[]>("shipped");
    const catalogue = useAsked<Catalogue>("catalogue", code);
    const [shown, setShown] = useState<Shown | null>(fragment === "" ? last : null);
    const [text, setText] = useState("");
    const [broken, setBroken] = useState("");
    const own = useRef("");

    // A link that was opened says what is shown, unless this page wrote it itself.
    useEffect(() => {
        if (fragment === "" || fragment === own.current) return;
        ask<Opened>("open", fragment).then((opened) => {
            const view = new Map(opened.view);
            const language = view.get("lang");
            if (language === "en" || language === "sv") setCode(language);
            setBroken("");
            setShown({
                base: opened.base, shipped: opened.shipped, edits: opened.edits,
                metric: view.get("metric") ?? FIRST.metric, second: view.get("second") === "1",
            });
        }, (error: Error) => {
            setBroken(error.message);
            setShown(FIRST);
        });
    }, [fragment]);

    // What is shown, as a text and as a link. What nobody has changed leaves the address as it is.
    useEffect(() => {
        if (!shown) return;
        let wanted = true;
        const view: [string, string][] = [["metric", shown.metric], ["lang", code]];
        if (shown.second) view.push(["second", "1"]);
        const follow = async () => {
            const link = await ask<string>("link", shown.base, shown.shipped, shown.edits, view);
            const opened = await ask<Opened>("open", link);
            if (!wanted) return;
            last = shown;
            setText(opened.text);
            if (shown === FIRST) return;
            own.current = link;
            history.replaceState(null, "", link);
        };
        follow().catch((error: Error) => wanted && setBroken(error.message));
        return () => { wanted = false; };
    }, [shown, code]);

    const checked = useChecked(text);
    const results = useResults(text, checked, shown ?? FIRST);
    const right = useRef<Meaning | null>(null);
    if (checked?.ok) right.current = checked;
    if (!shipped.value || !catalogue.value || !checked || !shown) return <Wait failed={shipped.failed || catalogue.failed || broken} />;
    const words = { catalogue: catalogue.value, shown, setShown, checked };
    return (
        <div class="playground">
            <div class="intro">
                <Choice shipped={shipped.value} shown={shown} setShown={setShown} />
                {broken && <p class="wrong" role="alert">{w.linkBroken} {broken}</p>}
                {checked.ok && <About checked={checked} />}
            </div>
            <section class="results" aria-labelledby="results">
                <h2 id="results" class="unseen">{w.meansTitle}</h2>
                <Status {...results} />
                {!checked.ok && <p class="hint">{w.lastRight}</p>}
                {results.results && right.current && <Pictures {...words} checked={right.current} results={results.results} text={text} />}
            </section>
            <Controls {...words} text={text} />
        </div>
    );
}

function Choice({ shipped, shown, setShown }: { shipped: Shipped[]; shown: Shown; setShown: (shown: Shown) => void }) {
    const { w } = useShared();
    return (
        <label class="choice">{w.scenario}
            <select value={shown.shipped ? shown.base : ""} onChange={(event) => setShown({ ...shown, base: event.currentTarget.value, shipped: true, edits: [] })}>
                {!shown.shipped && <option value="">{w.own}</option>}
                {shipped.map((one) => <option key={one.name} value={one.name}>{one.title}</option>)}
            </select>
        </label>
    );
}

function About({ checked }: { checked: Extract<Checked, { ok: true }> }) {
    const { w, code } = useShared();
    const lang = code === "en" ? undefined : "en";
    return (
        <>
            <h1 lang={lang}>{checked.title || w.own}</h1>
            {checked.question && <p lang={lang}>{checked.question}</p>}
            {(checked.look_for.length > 0 || checked.sources.length > 0) && (
                <details>
                    <summary>{w.lookFor}; {w.sources}</summary>
                    <ul lang={lang}>{checked.look_for.map((one) => <li key={one}>{one}</li>)}</ul>
                    <ul lang={lang}>{checked.sources.map((one) => <li key={one}>{one}</li>)}</ul>
                </details>
            )}
        </>
    );
}

function useChecked(text: string): Checked | null {
    const [checked, setChecked] = useState<Checked | null>(null);
    useEffect(() => {
        if (text === "") return;
        let wanted = true;
        ask<Checked>("check", text).then((found) => wanted && setChecked(found), () => {});
        return () => { wanted = false; };
    }, [text]);
    return checked;
}

interface Running { results: Results | null; ended: number; all: number; state: "idle" | "running" | "done" | "cancelled"; failed: string; seconds: number; large: boolean; again: () => void; stop: () => void }

/** Runs a text when it is right: one replicate for a first picture, then all, then the second seed. */
function useResults(text: string, checked: Checked | null, shown: Shown): Running {
    const [results, setResults] = useState<Results | null>(null);
    const [turn, setTurn] = useState(0);
    const [now, setNow] = useState({ ended: 0, all: 0, state: "idle" as Running["state"], failed: "", seconds: 0 });
    const large = checked?.ok ? checked.treatments.reduce((sum, one) => sum + one.agents * one.periods * one.replicates, 0) > 1e9 : false;
    // Results of a text with mistakes stay those of the last right one.
    const wanted = checked?.ok ? text : "";
    useEffect(() => {
        if (!checked?.ok || wanted === "") return;
        let mine = true;
        const { treatments } = checked;
        const seed = treatments[0].seed;
        const metrics = [...new Set([shown.metric, ...ALWAYS])];
        const recorded = `record.metrics=[${metrics.map((name) => `"${name}"`).join(", ")}]`;
        const follow = async () => {
            const begun = performance.now();
            const all = treatments.reduce((sum, one) => sum + one.replicates, 0) * (shown.second ? 2 : 1);
            let ended = 0;
            const progress = (more: number) => { ended += more; if (mine) setNow((old) => ({ ...old, ended: Math.min(ended, all) })); };
            setNow({ ended: 0, all, state: "running", failed: "", seconds: 0 });
            const small = await ask<string>("edit", wanted, recorded);
            if (treatments.some((one) => one.replicates > 1)) {
                const first = await ask<string>("edit", small, "run.replicates=1");
                const ran = await run(first, metrics);
                if (mine) setResults({ ran, second: null, whole: false });
            }
            const ran = await run(small, metrics, progress);
            if (mine) setResults({ ran, second: null, whole: true });
            if (shown.second && mine) {
                const next = (BigInt(seed) + 1n).toString();
                const second = await run(await ask<string>("edit", small, `run.seed=${next}`), metrics, progress);
                if (mine) setResults({ ran, second, whole: true });
            }
            if (mine) setNow((old) => ({ ...old, ended: all, state: "done", seconds: (performance.now() - begun) / 1000 }));
        };
        // A slider that is being moved asks for many runs, of which the last is wanted.
        const timer = setTimeout(() => follow().catch((error: Error) => {
            if (mine) setNow((old) => ({ ...old, state: error instanceof Cancelled ? "cancelled" : "idle", failed: error instanceof Cancelled ? "" : error.message }));
        }), 120);
        return () => {
            mine = false;
            clearTimeout(timer);
            cancel();
        };
    }, [wanted, checked?.ok, shown.metric, shown.second, turn]);
    return { results, ...now, large, again: () => setTurn(turn + 1), stop: cancel };
}

function Status({ ended, all, state, failed, seconds, large, again, stop }: Running) {
    const { w } = useShared();
    const time = useMemo(() => seconds.toFixed(1), [seconds]);
    return (
        <div class="status" data-state={state}>
            {state === "running" && (
                <>
                    <progress value={ended} max={all} aria-label={w.running} />
                    <span>{w.running}: {ended} {w.of} {all} {w.replicates}</span>
                    <button type="button" onClick={stop}>{w.cancel}</button>
                    {large && <span>{w.tooLarge}</span>}
                </>
            )}
            <span role="status">
                {state === "done" && `${w.done} ${time} ${w.seconds}`}
                {state === "cancelled" && w.cancelled}
            </span>
            {state === "cancelled" && <button type="button" onClick={again}>{w.runAgain}</button>}
            {failed && <span class="wrong" role="alert">{w.failed} {failed}</span>}
        </div>
    );
}
