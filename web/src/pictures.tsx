/** What followed: means with bands, each unit by itself, and the tables. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Chart, type Line } from "./chart";
import { colour, pale, places, shade } from "./colours";
import type { Catalogue, Meaning, Metric, Ran, Series } from "./engine/types";
import type { Results, Shown } from "./playground";
import { offer, said, useShared } from "./state";

interface Given { catalogue: Catalogue; shown: Shown; setShown: (shown: Shown) => void; checked: Meaning; results: Results; text: string }

const QUIET = matchMedia("(prefers-reduced-motion: reduce)");

/** Every fifth number of a series of five a period. */
const part = (series: Series, from: number) => Array.from({ length: series.means.length / 5 }, (_, period) => series.means[5 * period + from]);

export function Pictures(given: Given) {
    const { w } = useShared();
    const { catalogue, shown, setShown, checked, results } = given;
    const metric = catalogue.metrics.find((one) => one.name === shown.metric) ?? catalogue.metrics[0];
    return (
        <>
            <div class="row">
                <label>{w.metric}
                    <select value={metric.name} onChange={(event) => setShown({ ...shown, metric: event.currentTarget.value })}>
                        {catalogue.metrics.map((one) => <option key={one.name} value={one.name}>{one.label}</option>)}
                    </select>
                </label>
                <label class="tick">
                    <input type="checkbox" checked={shown.second} onChange={(event) => setShown({ ...shown, second: event.currentTarget.checked })} />
                    {w.secondSeed}
                </label>
            </div>
            <p class="hint">{metric.summary}</p>
            <Means results={results} metric={metric} checked={checked} />
            <Units results={results} metric={metric} checked={checked} />
            <Outcomes results={results} metric={metric} checked={checked} />
        </>
    );
}

const titleOf = (checked: Meaning, name: string) => checked.treatments.find((one) => one.name === name)?.title || name;

const axisOf = (metric: Metric) => (metric.unit ? `${metric.label} (${metric.unit})` : metric.label);

/** Shares have a common axis, so that runs can be compared. */
const rangeOf = (metric: Metric): [number, number] | null => (metric.low === 0 && metric.high === 1 ? [0, 1] : null);

function Means({ results, metric, checked }: { results: Results; metric: Metric; checked: Meaning }) {
    const { w, dark } = useShared();
    const { xs, lines } = useMemo(() => {
        const hue = places(results.ran.treatments.map((one) => one.name));
        const lines: Line[] = [];
        const add = (ran: Ran, isSecond: boolean) => ran.treatments.forEach((one, place) => {
            const series = one.series[metric.name];
            if (!series) return;
            const many = results.whole;
            lines.push({
                label: titleOf(checked, one.name) + (isSecond ? " ②" : ""),
                colour: colour(hue[place], dark),
                values: part(series, 0),
                ...(many && !isSecond ? { low: part(series, 3), high: part(series, 4) } : {}),
                ...(isSecond ? { dash: [6, 4], width: 1.5 } : {}),
            });
        });
        add(results.ran, false);
        if (results.second) add(results.second, true);
        const longest = Math.max(0, ...lines.map((line) => line.values.length));
        return { lines, xs: Array.from({ length: longest }, (_, period) => period + 1) };
    }, [results, metric, dark, checked]);
    const range = useMemo(() => rangeOf(metric), [metric]);
    return (
        <>
            <Chart title={`${w.meansTitle}: ${metric.label}`} x={w.month} y={axisOf(metric)} xs={xs} lines={lines} range={range} height={320} every={12} />
            <p class="hint">{w.bandHint} {results.second && w.dashedHint}</p>
        </>
    );
}

function Units({ results, metric, checked }: { results: Results; metric: Metric; checked: Meaning }) {
    const { w } = useShared();
    const periods = Math.max(1, ...results.ran.treatments.map((one) => (one.series[metric.name]?.means.length ?? 0) / 5));
    const [month, setMonth] = useState(periods);
    const [plays, setPlays] = useState(false);
    useEffect(() => { setMonth((old) => Math.min(old, periods)); }, [periods]);
    useEffect(() => {
        if (!plays) return;
        const timer = setInterval(() => setMonth((old) => {
            if (old >= periods) { setPlays(false); return periods; }
            return old + 1;
        }), 60);
        return () => clearInterval(timer);
    }, [plays, periods]);
    const start = () => {
        if (plays) return setPlays(false);
        // Who wants little motion sees the last month at once.
        if (QUIET.matches) return setMonth(month >= periods ? 1 : periods);
        setMonth(1);
        setPlays(true);
    };
    if (!metric.by_unit) return <p class="hint">{w.onlyUnits}</p>;
    return (
        <section aria-labelledby="units">
            <h3 id="units">{w.unitsTitle}</h3>
            <p class="hint">{w.unitsHint}</p>
            <div class="row">
                <label class="wide">{w.showMonth}: <output>{month}</output>
                    <input type="range" min="1" max={periods} value={month} onInput={(event) => { setPlays(false); setMonth(event.currentTarget.valueAsNumber); }} />
                </label>
                <button type="button" onClick={start}>{plays ? w.pauseMonths : w.playMonths}</button>
            </div>
            <div class="multiples">
                {results.ran.treatments.map((one, place) => (
                    <One key={one.name} title={titleOf(checked, one.name)} place={places(results.ran.treatments.map((all) => all.name))[place]}
                        series={one.series[metric.name]} metric={metric} month={month} />
                ))}
            </div>
        </section>
    );
}

/** The units of a treatment: thin lines, and squares that change colour as units tip. */
function One({ title, place, series, metric, month }: { title: string; place: number; series?: Series; metric: Metric; month: number }) {
    const { w, dark } = useShared();
    const periods = (series?.means.length ?? 0) / 5;
    const units = periods > 0 ? (series?.units.length ?? 0) / periods : 0;
    const { xs, lines } = useMemo(() => {
        const thin = pale(colour(place, dark), 0.55);
        const lines: Line[] = Array.from({ length: units }, (_, unit) => ({
            label: `${unit + 1}`, colour: thin, width: 0.8, quiet: true,
            values: Array.from(series!.units.subarray(unit * periods, (unit + 1) * periods)),
        }));
        return { lines, xs: Array.from({ length: periods }, (_, period) => period + 1) };
    }, [series, place, dark, units, periods]);
    const range = useMemo(() => rangeOf(metric), [metric]);
    if (units === 0) return null;
    const now = Array.from({ length: units }, (_, unit) => series!.units[unit * periods + Math.min(month, periods) - 1]);
    const above = now.filter((value) => value > 0.5).length;
    const told = w.unitsAbove(above, units);
    return (
        <div class="one">
            <Chart title={title} x={w.month} y={metric.label} xs={xs} lines={lines} range={range} height={170} mark={month} bare />
            <Squares values={now} label={`${title}: ${told}`} />
            <p class="hint">{told}</p>
        </div>
    );
}

/** Squares of units, discs for those above one half; the darker, the less. */
function Squares({ values, label }: { values: number[]; label: string }) {
    const { dark } = useShared();
    const place = useRef<HTMLCanvasElement>(null);
    const [width, setWidth] = useState(0);
    useEffect(() => {
        const watch = new ResizeObserver(([entry]) => setWidth(Math.floor(entry.contentRect.width)));
        watch.observe(place.current!);
        return () => watch.disconnect();
    }, []);
    const [side, gap] = [13, 3];
    const columns = Math.max(1, Math.floor((width + gap) / (side + gap)));
    const height = Math.ceil(values.length / columns) * (side + gap);
    useEffect(() => {
        const canvas = place.current!;
        const pen = canvas.getContext("2d");
        if (!pen || width === 0) return;
        canvas.width = width * devicePixelRatio;
        canvas.height = height * devicePixelRatio;
        pen.scale(devicePixelRatio, devicePixelRatio);
        pen.strokeStyle = dark ? "#b0b9c2" : "#515a64";
        values.forEach((value, unit) => {
            const [x, y] = [(unit % columns) * (side + gap) + 0.5, Math.floor(unit / columns) * (side + gap) + 0.5];
            pen.beginPath();
            if (value > 0.5) pen.arc(x + side / 2, y + side / 2, side / 2, 0, 2 * Math.PI);
            else pen.rect(x, y, side, side);
            pen.fillStyle = shade(value);
            pen.fill();
            pen.stroke();
        });
    }, [values, width, height, columns, dark]);
    return <canvas ref={place} class="squares" style={{ height: `${height}px` }} role="img" aria-label={label} />;
}

function Outcomes({ results, metric, checked }: { results: Results; metric: Metric; checked: Meaning }) {
    const { w, code } = useShared();
    const rows = results.ran.summaries[metric.name] ?? [];
    const save = () => {
        const head = "treatment,period,mean,low,high\n";
        const lines = results.ran.treatments.flatMap((one) => {
            const { means } = one.series[metric.name];
            return Array.from({ length: means.length / 5 }, (_, period) => [one.name, period + 1, ...means.subarray(5 * period, 5 * period + 3)].join(","));
        });
        offer(`${metric.name}.csv`, `${head}${lines.join("\n")}\n`, "text/csv");
    };
    return (
        <section aria-labelledby="numbers">
            <h3 id="numbers">{w.tableTitle}</h3>
            <div class="scroll" role="region" aria-label={`${w.tableTitle}: ${metric.label}`} tabIndex={0}>
                <table class="outcomes">
                    <caption>{metric.label}</caption>
                    <thead>
                        <tr><th scope="col">{w.treatment}</th><th scope="col">{w.mean}</th><th scope="col">{w.interval}</th><th scope="col">{w.difference}</th></tr>
                    </thead>
                    <tbody>
                        {rows.map((row, place) => (
                            <tr key={row.treatment} data-treatment={row.treatment} data-mean={row.mean}>
                                <th scope="row">{titleOf(checked, row.treatment)}</th>
                                <td>{said(row.mean, code)}</td>
                                <td>{said(row.low, code)} … {said(row.high, code)}</td>
                                <td>{place === 0 ? w.first : `${said(row.difference[0], code)} (${said(row.difference[1], code)} … ${said(row.difference[2], code)})`}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            <p class="hint">{w.tableHint}</p>
            <button type="button" onClick={save}>{w.downloadTable}</button>
        </section>
    );
}
