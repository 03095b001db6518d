/** Charts: lines with bands and points, a legend, and a table of their numbers behind each. */
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { pale } from "./colours";
import { said, useShared } from "./state";

type Values = (number | null)[];

export interface Line {
    label: string;
    colour: string;
    values: Values;
    /** Ends of a band around the line. */
    low?: Values;
    high?: Values;
    dash?: number[];
    width?: number;
    /** Points without a line, as for what real people did. */
    points?: boolean;
    /** Neither in the legend nor in the table. */
    quiet?: boolean;
}

interface Given {
    title: string;
    x: string;
    y: string;
    xs: number[];
    lines: Line[];
    range?: [number, number] | null;
    height?: number;
    /** Every how many rows the table has one. */
    every?: number;
    /** A vertical mark. */
    mark?: number;
    bare?: boolean;
}

/** Distances between the numbers of an axis of months or rounds. */
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

const finite = (value: number | null | undefined) => (value !== undefined && value !== null && Number.isFinite(value) ? value : null);

/** Series and bands as uPlot takes them. */
function series(lines: Line[]): { data: Values[]; series: uPlot.Series[]; bands: uPlot.Band[] } {
    const data: Values[] = [];
    const all: uPlot.Series[] = [{}];
    const bands: uPlot.Band[] = [];
    for (const line of lines) {
        if (line.low && line.high) {
            const none = { stroke: "transparent", points: { show: false }, spanGaps: false };
            data.push(line.low.map(finite), line.high.map(finite));
            all.push(none, { ...none });
            bands.push({ series: [all.length - 1, all.length - 2], fill: pale(line.colour, 0.16) });
        }
        data.push(line.values.map(finite));
        all.push({
            label: line.label,
            stroke: line.colour,
            width: line.width ?? 2,
            dash: line.dash,
            spanGaps: true,
            points: line.points ? { show: true, size: 9, width: 2, stroke: line.colour, fill: "transparent" } : { show: line.values.length === 1 },
            ...(line.points ? { paths: () => null } : {}),
        });
    }
    return { data, series: all, bands };
}

export function Chart(given: Given) {
    const { dark, code, w } = useShared();
    const place = useRef<HTMLDivElement>(null);
    useEffect(() => {
        const element = place.current;
        if (!element || given.xs.length === 0) return;
        const ink = dark ? "#d6dbe1" : "#30363d";
        const grid = { stroke: dark ? "#39414a" : "#e3e6ea", width: 1 };
        const font = "13px system-ui, sans-serif";
        const axis = { stroke: ink, grid, ticks: grid, font, labelFont: font, labelGap: 0 };
        const made = series(given.lines);
        const chart = new uPlot(
            {
                width: Math.max(200, element.clientWidth),
                height: given.height ?? 300,
                padding: [8, 12, 0, 0],
                legend: { show: false },
                cursor: { show: !given.bare, points: { show: false }, drag: { x: false, y: false } },
                scales: { x: { time: false }, y: { range: given.range ? () => given.range! : (_, low, high) => uPlot.rangeNum(low, high, 0.08, true) as uPlot.Range.MinMax } },
                axes: [
                    { ...axis, label: given.x, labelSize: 20, size: 32, ...(given.xs.every(Number.isInteger) ? { incrs: WHOLE } : {}) },
                    { ...axis, label: given.y, labelSize: 20, size: 50, values: (_, all) => all.map((value) => said(value, code)) },
                ],
                series: made.series,
                bands: made.bands,
                hooks: given.mark === undefined ? {} : { draw: [(own) => drawMark(own, given.mark!, ink)] },
            },
            [given.xs, ...made.data] as uPlot.AlignedData,
            element,
        );
        const watch = new ResizeObserver(() => chart.setSize({ width: Math.max(200, element.clientWidth), height: given.height ?? 300 }));
        watch.observe(element);
        return () => {
            watch.disconnect();
            chart.destroy();
        };
    }, [given.lines, given.xs, given.range, given.x, given.y, given.mark, given.height, dark, code]);
    const shown = given.lines.filter((line) => !line.quiet);
    return (
        <figure class="chart">
            <figcaption>{given.title}</figcaption>
            {shown.length > 0 && !given.bare && <Legend lines={shown} />}
            <div ref={place} role="img" aria-label={`${given.title}. ${given.x}; ${given.y}. ${w.chartTable}: ↓`} />
            {shown.length > 0 && (
                <details>
                    <summary>{w.chartTable}<span class="unseen">: {given.title}</span></summary>
                    <Numbers {...given} lines={shown} />
                </details>
            )}
        </figure>
    );
}

function drawMark(chart: uPlot, at: number, ink: string) {
    const x = Math.round(chart.valToPos(at, "x", true));
    chart.ctx.save();
    chart.ctx.strokeStyle = ink;
    chart.ctx.setLineDash([4, 4]);
    chart.ctx.beginPath();
    chart.ctx.moveTo(x, chart.bbox.top);
    chart.ctx.lineTo(x, chart.bbox.top + chart.bbox.height);
    chart.ctx.stroke();
    chart.ctx.restore();
}

function Legend({ lines }: { lines: Line[] }) {
    return (
        <ul class="legend">
            {lines.map((line) => (
                <li key={line.label}>
                    <svg width="26" height="12" aria-hidden="true">
                        {line.points
                            ? <circle cx="13" cy="6" r="4" fill="none" stroke={line.colour} stroke-width="2" />
                            : <line x1="1" x2="25" y1="6" y2="6" stroke={line.colour} stroke-width="3" stroke-dasharray={line.dash?.join(" ")} />}
                    </svg>
                    {line.label}
                </li>
            ))}
        </ul>
    );
}

function Numbers(given: Given) {
    const { code } = useShared();
    const every = given.every ?? 1;
    const rows = given.xs.map((_, row) => row).filter((row) => row % every === 0 || row === given.xs.length - 1);
    return (
        <div class="scroll" role="region" aria-label={given.title} tabIndex={0}>
            <table>
                <caption>{given.y}</caption>
                <thead>
                    <tr><th scope="col">{given.x}</th>{given.lines.map((line) => <th scope="col" key={line.label}>{line.label}</th>)}</tr>
                </thead>
                <tbody>
                    {rows.map((row) => (
                        <tr key={row}>
                            <th scope="row">{said(given.xs[row], code)}</th>
                            {given.lines.map((line) => <td key={line.label}>{said(line.values[row], code)}</td>)}
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}
