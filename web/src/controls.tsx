/** What can be changed: regimes side by side, levers, people, work, every number, and the text. */
import { useEffect, useId, useState } from "preact/hooks";
import type { Catalogue, Checked, Mistakes, Parameter } from "./engine/types";
import type { Shown } from "./playground";
import { offer, said, useShared } from "./state";

interface Given { catalogue: Catalogue; shown: Shown; setShown: (shown: Shown) => void; checked: Checked; text: string }

const PEOPLE = [
    "start.belief", "start.belief_unit_sd", "staff.types.self_interested.share", "staff.types.conditional_cooperator.share",
    "staff.types.intrinsic.share", "staff.traits.trust_propensity.mean", "staff.traits.control_aversion.mean",
    "start.leader_trust", "start.leader_competence.mean",
];
const WORK = [
    "organisation.units", "organisation.staff", "organisation.measurability", "assurance.critical_mass", "output.complementarity",
    "task_difficulty.middle", "leader_turnover.hazard", "run.periods", "run.replicates",
];
/** As far as a slider goes where more would be slow or says nothing new; the field beside it goes further. */
const REACH: Record<string, [number, number]> = {
    "organisation.units": [1, 200], "organisation.staff": [2, 60], "run.periods": [12, 360], "run.replicates": [1, 100],
    "run.window": [1, 60], "levers.pay": [0, 2], "levers.team_pay": [0, 20], "levers.sanction": [0, 5],
};

/** Edits with one more; an earlier one of the same place is replaced. */
function withEdits(edits: string[], more: string[]): string[] {
    const place = (edit: string) => edit.slice(0, edit.indexOf("="));
    const places = more.map(place);
    return [...edits.filter((edit) => !places.includes(place(edit))), ...more];
}

export function Controls(given: Given) {
    const { w } = useShared();
    const tabs = ["levers", "people", "work", "everything", "text"] as const;
    const [tab, setTab] = useState<(typeof tabs)[number]>("levers");
    const turn = (event: KeyboardEvent) => {
        const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
        if (step === 0) return;
        const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
        setTab(next);
        document.getElementById(`tab-${next}`)?.focus();
    };
    const panels = {
        levers: () => <Levers {...given} />,
        people: () => <Sliders {...given} keys={PEOPLE} />,
        work: () => <Sliders {...given} keys={WORK} />,
        everything: () => <Everything {...given} />,
        text: () => <Editor {...given} />,
    };
    return (
        <section class="controls" aria-labelledby="controls">
            <h2 id="controls">{w.controls}</h2>
            <SideBySide {...given} />
            <Seed {...given} />
            <div role="tablist" aria-label={w.controls} onKeyDown={turn}>
                {tabs.map((name) => (
                    <button key={name} type="button" role="tab" id={`tab-${name}`} aria-selected={tab === name} aria-controls="panel"
                        tabIndex={tab === name ? 0 : -1} onClick={() => setTab(name)}>{w[name]}</button>
                ))}
            </div>
            <div role="tabpanel" id="panel" aria-labelledby={`tab-${tab}`} tabIndex={-1}>{panels[tab]()}</div>
            {!given.checked.ok && tab !== "text" && <Told mistakes={given.checked} />}
            <Links {...given} />
        </section>
    );
}

function SideBySide({ catalogue, shown, setShown, checked }: Given) {
    const { w } = useShared();
    const [chosen, setChosen] = useState(catalogue.regimes.map((regime) => regime.name));
    const compare = () => {
        const rest = shown.edits.filter((edit) => !edit.startsWith("regimes=") && !edit.split("=")[0].includes(":"));
        setShown({ ...shown, edits: [...rest, `regimes=${chosen.join(",")}`] });
    };
    return (
        <details>
            <summary>{w.sideBySide}</summary>
            <fieldset disabled={!checked.ok}>
                <legend class="unseen">{w.sideBySide}</legend>
                {catalogue.regimes.map((regime) => (
                    <label key={regime.name} class="tick">
                        <input type="checkbox" checked={chosen.includes(regime.name)} onChange={(event) => {
                            const on = event.currentTarget.checked;
                            setChosen(catalogue.regimes.map((one) => one.name).filter((name) => (name === regime.name ? on : chosen.includes(name))));
                        }} />
                        <span><strong>{regime.label}</strong>: {regime.summary}</span>
                    </label>
                ))}
                <p class="hint">{w.sideBySideHint}</p>
                <button type="button" disabled={chosen.length === 0} onClick={compare}>{w.compare}</button>
            </fieldset>
        </details>
    );
}

function Seed({ shown, setShown, checked }: Given) {
    const { w } = useShared();
    const [typed, setTyped] = useState<string | null>(null);
    const change = (text: string) => {
        setTyped(null);
        if (/^\d{1,19}$/.test(text)) setShown({ ...shown, edits: withEdits(shown.edits, [`run.seed=${text}`]) });
    };
    if (!checked.ok) return null;
    return (
        <label class="seed">{w.seed}
            <input type="text" inputMode="numeric" pattern="[0-9]*" value={typed ?? checked.treatments[0].seed}
                onInput={(event) => setTyped(event.currentTarget.value)} onChange={(event) => change(event.currentTarget.value)} />
        </label>
    );
}

function Levers(given: Given) {
    const { w } = useShared();
    const [target, setTarget] = useState("");
    const { checked } = given;
    const levers = given.catalogue.parameters.filter((one) => one.key.startsWith("levers.")).map((one) => one.key);
    const many = checked.ok && checked.treatments.length > 1;
    const there = checked.ok && checked.treatments.some((one) => one.name === target) ? target : "";
    return (
        <>
            {many && (
                <label>{w.applyTo}
                    <select value={there} onChange={(event) => setTarget(event.currentTarget.value)}>
                        <option value="">{w.whole}</option>
                        {checked.treatments.map((one) => <option key={one.name} value={one.name}>{one.title || one.name}</option>)}
                    </select>
                </label>
            )}
            <Sliders {...given} keys={levers} target={there} />
        </>
    );
}

function Everything(given: Given) {
    const { w } = useShared();
    const [wanted, setWanted] = useState("");
    const has = (one: Parameter) => `${one.key} ${one.label} ${one.summary}`.toLowerCase().includes(wanted.toLowerCase());
    const found = given.catalogue.parameters.filter(has).slice(0, wanted === "" ? 12 : 40).map((one) => one.key);
    return (
        <>
            <label>{w.find}
                <input type="search" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
            </label>
            {found.length === 0 ? <p>{w.none}</p> : <Sliders {...given} keys={found} />}
        </>
    );
}

function Sliders({ catalogue, shown, setShown, checked, keys, target = "" }: Given & { keys: string[]; target?: string }) {
    if (!checked.ok) return <Told mistakes={checked} />;
    const chosen = checked.treatments.find((one) => one.name === target) ?? checked.treatments[0];
    const change = (key: string, value: number) => {
        // For all that is compared a value is set in the file, and in each treatment that sets it itself.
        const own = checked.treatments.filter((one) => one.own.includes(key)).map((one) => `${one.name}:${key}=${value}`);
        const isLone = checked.treatments.length === 1 && checked.treatments[0].own.length === 0;
        const more = target === "" || isLone ? [`${key}=${value}`, ...own] : [`${target}:${key}=${value}`];
        setShown({ ...shown, edits: withEdits(shown.edits, more) });
    };
    return (
        <div class="sliders">
            {keys.map((key) => {
                const parameter = catalogue.parameters.find((one) => one.key === key);
                if (!parameter) return null;
                const differs = target === "" && checked.treatments.some((one) => one.values[key] !== chosen.values[key]);
                return <Slider key={key} parameter={parameter} value={chosen.values[key]} differs={differs} change={(value) => change(key, value)} />;
            })}
        </div>
    );
}

/** Steps of a slider: whole numbers, or about a hundred. */
function stepOf(low: number, high: number, whole: boolean): number {
    if (whole) return 1;
    const rough = (high - low) / 100;
    return 10 ** Math.floor(Math.log10(rough) + 1e-9) * (rough / 10 ** Math.floor(Math.log10(rough) + 1e-9) >= 5 ? 5 : 1);
}

function Slider({ parameter, value, differs, change }: { parameter: Parameter; value: number; differs: boolean; change: (value: number) => void }) {
    const { w, code } = useShared();
    const id = useId();
    const { low, high, whole, plausible } = parameter;
    const wide = high - low > 20 && plausible ? [Math.max(low, 0 * plausible[0]), 2 * plausible[1]] : [low, high];
    const [from, reach] = REACH[parameter.key] ?? wide;
    const [min, max] = [Math.min(from, value), Math.max(reach, value)];
    // Where the slider stands until the library has answered.
    const [moved, setMoved] = useState<number | null>(null);
    useEffect(() => setMoved(null), [value]);
    const stands = moved ?? value;
    const set = (typed: number) => {
        if (!Number.isFinite(typed)) return;
        const inside = Math.min(high, Math.max(low, whole ? Math.round(typed) : Number(typed.toPrecision(12))));
        setMoved(inside);
        change(inside);
    };
    return (
        <div class="slider" data-key={parameter.key}>
            <label for={id}>{parameter.label}</label>
            <input id={id} type="range" min={min} max={max} step={stepOf(min, max, whole)} value={stands}
                onInput={(event) => set(event.currentTarget.valueAsNumber)} aria-describedby={`${id}-about`} />
            <input type="number" min={low} max={high} step={whole ? 1 : "any"} value={stands} aria-label={parameter.label}
                onChange={(event) => set(event.currentTarget.valueAsNumber)} />
            <details id={`${id}-about`}>
                <summary><span aria-hidden="true">?</span><span class="unseen">{w.explanation}: {parameter.label}</span></summary>
                <p lang={parameter.translated ? undefined : "en"}>{parameter.summary}</p>
                <p class="hint">
                    <code>{parameter.key}</code>. {w.range}: {said(low, code)} – {said(high, code)}
                    {parameter.unit && <> (<span lang="en">{parameter.unit}</span>)</>}; {w.usual}: {said(parameter.default, code)}
                    {plausible && <>; {w.plausible}: {said(plausible[0], code)} – {said(plausible[1], code)}</>}.
                </p>
            </details>
            {differs && <p class="hint">{w.differs}</p>}
        </div>
    );
}

function Editor({ text: answered, checked, shown, setShown }: Given) {
    const { w } = useShared();
    const id = useId();
    // What is typed stands at once, before the library has answered.
    const text = !shown.shipped && shown.edits.length === 0 ? shown.base : answered;
    const lines = text.split("\n");
    const marked = new Map<number, string>();
    if (!checked.ok) for (const one of checked.mistakes) if (one.line) marked.set(one.line, one.message);
    return (
        <>
            <label for={id}>{w.textLabel}</label>
            <p class="hint">{w.textHint}</p>
            <div class="editor">
                <ol aria-hidden="true">
                    {lines.map((_, line) => <li key={line} class={marked.has(line + 1) ? "marked" : ""} title={marked.get(line + 1)}>{line + 1}</li>)}
                </ol>
                <textarea id={id} value={text} rows={lines.length + 1} wrap="off" spellcheck={false} autocapitalize="off" autocomplete="off" lang="en"
                    aria-invalid={!checked.ok} aria-describedby={checked.ok ? undefined : "told"}
                    onInput={(event) => setShown({ ...shown, base: event.currentTarget.value, shipped: false, edits: [] })} />
            </div>
            {!checked.ok && <Told mistakes={checked} />}
        </>
    );
}

/** The messages of the command line; each leads to its line. */
function Told({ mistakes }: { mistakes: Mistakes }) {
    const { w } = useShared();
    const show = (line: number, column: number) => {
        const area = document.querySelector<HTMLTextAreaElement>(".editor textarea");
        if (!area) return;
        const before = area.value.split("\n").slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
        area.focus();
        area.setSelectionRange(before + column - 1, before + column - 1);
    };
    return (
        <div class="told" id="told" role="alert">
            <p><strong>{mistakes.mistakes.length} {w.mistakes}</strong></p>
            <ul>
                {mistakes.mistakes.map((one) => (
                    <li key={`${one.line} ${one.message}`} data-line={one.line ?? ""}>
                        {one.line && one.column && (
                            <button type="button" class="plain" onClick={() => show(one.line!, one.column!)}>{w.line} {one.line}, {w.column} {one.column}</button>
                        )}
                        {" "}<span lang="en">{one.message}</span>
                        {one.allowed && <><br />{w.allowed}: <span lang="en">{one.allowed}</span></>}
                        {one.help && <><br />{w.help}: <span lang="en">{one.help}</span></>}
                    </li>
                ))}
            </ul>
            <details><summary>tillit check</summary><pre lang="en" tabIndex={0}>{mistakes.text}</pre></details>
        </div>
    );
}

function Links({ text, shown, setShown }: Given) {
    const { w } = useShared();
    const [said, setSaid] = useState("");
    const copy = async () => {
        try {
            await navigator.clipboard.writeText(location.href);
            setSaid(w.copied);
        } catch {
            setSaid(location.href);
        }
    };
    return (
        <div class="row">
            <button type="button" onClick={copy}>{w.copyLink}</button>
            <button type="button" onClick={() => offer("scenario.toml", text, "application/toml")}>{w.download}</button>
            {shown.shipped && shown.edits.length > 0 && <button type="button" onClick={() => setShown({ ...shown, edits: [] })}>{w.reset}</button>}
            <span role="status" class="link">{said}</span>
        </div>
    );
}
