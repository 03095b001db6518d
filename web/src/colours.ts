/** Colours that can be told apart, also by the colour-blind and in grey. */

/** Those of the figures of the command line (src/report/palette.rs), in their order; a test compares. */
export const COLOURS = ["#155B9B", "#BC4305", "#188F5A", "#ECAA14", "#B77EA4", "#4A1224", "#52A9ED", "#2928AB"];

/** Their counterparts on a dark ground, moved apart in the same way: as near in hue as could be told apart. */
const ON_DARK = ["#5E98E7", "#FFAD15", "#4CC38A", "#FFFF92", "#89FFDC", "#866C26", "#B5D2FF", "#6275FF"];

/** Regimes have the same colour wherever they are. */
const REGIMES = ["laissez-faire", "incentive", "control", "trust"];

/** By treatment: the place of its colour. Where no treatment has the name of a regime, the order decides, as
 * in the figures of the command line. */
export function places(names: string[]): number[] {
    if (!names.some((name) => REGIMES.includes(name))) return names.map((_, place) => place % COLOURS.length);
    let next = REGIMES.length;
    return names.map((name) => {
        const regime = REGIMES.indexOf(name);
        return regime >= 0 ? regime : next++ % COLOURS.length;
    });
}

export function colour(place: number, dark: boolean): string {
    return (dark ? ON_DARK : COLOURS)[place % COLOURS.length];
}

export function pale(hex: string, alpha: number): string {
    const part = (from: number) => parseInt(hex.slice(from, from + 2), 16);
    return `rgba(${part(1)}, ${part(3)}, ${part(5)}, ${alpha})`;
}

/** Dark blue to yellow (after cividis, Nuñez, Anderton & Renslow 2018), for shares from 0 to 1. */
const SCALE = [[0, 32, 76], [60, 77, 110], [124, 123, 120], [188, 175, 111], [255, 234, 70]];

export function shade(share: number): string {
    const at = Math.min(0.9999, Math.max(0, share)) * (SCALE.length - 1);
    const below = Math.floor(at);
    const mixed = SCALE[below].map((low, part) => Math.round(low + (at - below) * (SCALE[below + 1][part] - low)));
    return `rgb(${mixed.join(", ")})`;
}
