/** The curves of a game: simulated, computed, and what real people did. */
import { useMemo } from "preact/hooks";
import { Chart, type Line } from "./chart";
import { colour } from "./colours";
import type { Curve, PublishedSeries } from "./engine/types";
import { useShared } from "./state";

interface Given { title: string; x: string; y: string; curves: { name?: string; source?: string; points: Curve["points"]; intervals?: Curve["intervals"] }[]; published?: PublishedSeries[] }

export function PlayedChart({ title, x, y, curves, published = [] }: Given) {
    const { dark, w } = useShared();
    const { xs, lines } = useMemo(() => {
        // Only what lies over the same axis lies beside it; what the game shows itself stands there once.
        const beside = published.filter((one) => one.x === x && one.y === y);
        const all = [
            ...curves.filter((curve) => curve.source !== "observed" || beside.length === 0).map((curve) => ({ ...curve, isReal: curve.source === "observed", isExact: curve.source === "exact" })),
            ...beside.map((one) => ({ name: `${one.name} (${one.source})`, points: one.points, intervals: undefined, isReal: true, isExact: false })),
        ];
        const xs = [...new Set(all.flatMap((curve) => curve.points.map((point) => point[0])))].sort((a, b) => a - b);
        const at = (points: [number, number | null][]) => { const map = new Map(points); return xs.map((value) => map.get(value) ?? null); };
        const lines: Line[] = all.map((curve, place) => {
            const ends = curve.intervals && curve.intervals.length === curve.points.length ? curve.intervals : null;
            const side = (end: 0 | 1) => ends ? at(curve.points.map((point, row) => [point[0], ends[row][end]])) : undefined;
            return {
                label: curve.name ?? "", colour: colour(place, dark), values: at(curve.points), low: side(0), high: side(1),
                points: curve.isReal, dash: curve.isExact ? [5, 4] : undefined,
            };
        });
        return { xs, lines };
    }, [curves, published, x, y, dark]);
    return <Chart title={title} x={x} y={y} xs={xs} lines={lines} height={280} key={w.play} />;
}
