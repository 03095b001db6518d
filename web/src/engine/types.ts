/** What the library tells a page. */

export interface Call { number: number; name: string; given: unknown[] }
export interface Answer { number: number; done?: unknown; failed?: string; progress?: number }

export interface Parameter {
    key: string; label: string; summary: string; translated: boolean; unit: string; low: number; high: number;
    whole: boolean; default: number; neutral: number | null; plausible: [number, number] | null; source: string;
}
export interface Regime { name: string; label: string; summary: string; levers: Record<string, number> }
export interface Metric {
    name: string; label: string; summary: string; unit: string; low: number | null; high: number | null; by_unit: boolean;
}
export interface Catalogue { parameters: Parameter[]; regimes: Regime[]; metrics: Metric[] }

export interface Shipped { name: string; title: string; text: string }
export interface Treatment {
    name: string; title: string; values: Record<string, number>; own: string[]; hash: string; periods: number; units: number;
    replicates: number; seed: string; agents: number;
}
export interface Meaning {
    ok: true; title: string; question: string; look_for: string[]; sources: string[]; people: string | null;
    metrics: string[]; treatments: Treatment[];
}
export interface Mistake {
    line: number | null; column: number | null; width: number | null; message: string; allowed: string; help: string;
}
export interface Mistakes { ok: false; mistakes: Mistake[]; text: string }
export type Checked = Meaning | Mistakes;

/** Five numbers a period: mean, ends of its interval, quantiles at 5 % and 95 % over replicates. */
export interface Series { means: Float64Array; units: Float64Array; differences: Float64Array }
export interface Treated { name: string; series: Record<string, Series> }
export interface SummaryRow { treatment: string; mean: number; low: number | null; high: number | null; difference: (number | null)[] }
export interface Ran { metrics: string[]; treatments: Treated[]; summaries: Record<string, SummaryRow[]> }

export interface Opened { base: string; shipped: boolean; edits: string[]; view: [string, string][]; text: string }

export interface Rule { key: string; summary: string; default: number; low: number; high: number; whole: boolean }
export interface PublishedSeries { name: string; source: string; x: string; y: string; points: [number, number][] }
export interface Game {
    name: string; label: string; title: string; introduction: string; exercise: string; by_people: boolean;
    has_seat: boolean; rules: Rule[]; published: PublishedSeries[];
}
export interface Curve { name: string; source: string; points: [number, number | null][]; intervals: [number | null, number | null][] }
export interface Played { x: string; y: string; curves: Curve[]; conclusion: string }

export interface Question {
    round: number; rounds: number | null; low: number; high: number; step: number; before: number | null; new_partner: boolean;
}
export interface Round { round: number; own: number; others: number[]; shown: number; earned: number; others_earned: number }
export interface Equilibrium { kind: "pure" | "mixed" | "number" | "in_turn"; own: number; other: number; share: number; number: number }
export interface Payoffs {
    rows: number[]; columns: number[]; own: number[][]; others: number[][]; best: number[][]; equilibria: Equilibrium[];
}
export interface Seated { question: Question | null; payoffs: Payoffs | null; round?: Round }

export interface LessonPrediction {
    label: string; play: string; curve: string; at: "first" | "last" | "mean"; low: number; high: number; step: number;
    published: [number, string] | null;
}
export interface Lesson {
    name: string; game: string; title: string; question: string; prediction: string; explanation: string; minutes: number;
    notes: string; predictions: LessonPrediction[]; exercises: { question: string; solution: string }[];
    plays: { name: string; label: string; rules: Record<string, number> }[];
}
export interface LessonResult {
    x: string; y: string; groups: { title: string; curves: { name: string; curve: Curve }[] }[];
    plays: { name: string; conclusion: string; curves: Curve[] }[];
}
