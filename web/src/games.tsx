/** Games: a seat among the people of the laboratory, or the people by themselves. */
import { useState } from "preact/hooks";
import { PlayedChart } from "./played";
import { play } from "./engine/client";
import type { Game, Played, Rule } from "./engine/types";
import { Wait, useAsked } from "./loaded";
import { SeatAtGame } from "./seat";
import { useShared } from "./state";

/** Changes of rules that make another game of the same kind. */
const VARIANTS: Record<string, [string, Record<string, number>][]> = {
    "public-goods": [["strangers", {}], ["partners", { partners: 1 }]],
    "weak-link": [["15", {}], ["8", { group_size: 8 }], ["2", { group_size: 2 }]],
    dilemma: [["dilemma", {}], ["stag hunt", { temptation: 30 }], ["short future", { continuation: 0.5 }]],
    control: [["10 of 120", {}], ["20 of 120", { largest_minimum: 60 }]],
    trust: [["strangers", {}], ["partners", { partners: 1 }], ["reputation", { reputation: 1 }]],
    "gift-exchange": [["strangers", {}], ["partners", { partners: 1 }], ["reputation", { reputation: 1 }]],
    honesty: [["die", {}], ["coin", { outcomes: 2 }]],
    "shared-pool": [["8", {}], ["4", { users: 4 }]],
    "critical-mass": [["10 of 15", {}], ["6 of 15", { needed: 6 }]],
};

export function GamesPage() {
    const { w, code } = useShared();
    const games = useAsked<Game[]>("games", code);
    if (!games.value) return <Wait failed={games.failed} />;
    const groups: [string, Game[]][] = [
        [w.withSeat, games.value.filter((game) => game.has_seat)],
        [w.bySelf, games.value.filter((game) => !game.has_seat && game.by_people)],
        [w.byBenchmark, games.value.filter((game) => !game.has_seat && !game.by_people)],
    ];
    return (
        <article>
            <h1>{w.games}</h1>
            <p>{w.gamesIntro}</p>
            {groups.map(([title, all]) => (
                <section key={title}>
                    <h2>{title}</h2>
                    <ul class="cards">
                        {all.map((game) => (
                            <li key={game.name}>
                                <a href={`#/games/${game.name}`}>{game.label}</a>
                                <span lang="en">{game.title}</span>
                            </li>
                        ))}
                    </ul>
                </section>
            ))}
        </article>
    );
}

export function GamePage({ name }: { name: string }) {
    const { w, code, game: words } = useShared();
    const games = useAsked<Game[]>("games", code);
    const variants = VARIANTS[name] ?? [["", {}]];
    const [variant, setVariant] = useState(0);
    if (!games.value) return <Wait failed={games.failed} />;
    const game = games.value.find((one) => one.name === name);
    if (!game) return <p>{w.notFound}</p>;
    return (
        <article>
            <h1>{game.label}</h1>
            <p class="lead" lang="en">{game.title}</p>
            <p>{game.introduction}</p>
            {game.has_seat && words[name] && (
                <section aria-labelledby="seat">
                    <h2 id="seat">{w.takeSeat}</h2>
                    {variants.length > 1 && (
                        <label>{w.variant}
                            <select value={variant} onChange={(event) => setVariant(Number(event.currentTarget.value))}>
                                {variants.map(([label], place) => <option key={label} value={place}>{label}</option>)}
                            </select>
                        </label>
                    )}
                    <SeatAtGame key={variant} game={game} rules={variants[variant][1]} debrief />
                </section>
            )}
            <Watch game={game} />
        </article>
    );
}

/** The people by themselves, under rules that can be changed. */
function Watch({ game }: { game: Game }) {
    const { w, code } = useShared();
    const [rules, setRules] = useState<Record<string, number>>({});
    const [seed, setSeed] = useState(1);
    const [played, setPlayed] = useState<Played | null>(null);
    const [state, setState] = useState<"idle" | "playing" | string>("idle");
    const start = () => {
        setState("playing");
        play<Played>("playGame", game.name, rules, seed).then(
            (found) => { setPlayed(found); setState("idle"); },
            (error: Error) => setState(error.message),
        );
    };
    const set = (rule: Rule, value: number) => {
        if (Number.isFinite(value)) setRules({ ...rules, [rule.key]: Math.min(rule.high, Math.max(rule.low, rule.whole ? Math.round(value) : value)) });
    };
    return (
        <section aria-labelledby="watch">
            <h2 id="watch">{w.watch}</h2>
            <details>
                <summary>{w.rules}</summary>
                <div class="rules" lang="en">
                    {game.rules.map((rule) => (
                        <label key={rule.key}><span><code>{rule.key}</code> {rule.summary}</span>
                            <input type="number" min={rule.low} max={rule.high} step={rule.whole ? 1 : "any"} value={rules[rule.key] ?? rule.default}
                                onChange={(event) => set(rule, event.currentTarget.valueAsNumber)} />
                        </label>
                    ))}
                </div>
            </details>
            <div class="row">
                <label class="seed">{w.seed}
                    <input type="number" min="0" max="4294967295" step="1" value={seed} onChange={(event) => setSeed(Math.max(0, Math.round(event.currentTarget.valueAsNumber || 0)))} />
                </label>
                <button type="button" disabled={state === "playing"} onClick={start}>{w.play}</button>
                <span role="status">{state === "playing" && w.playing}</span>
            </div>
            {state !== "idle" && state !== "playing" && <p class="wrong" role="alert">{w.failed} {state}</p>}
            {played && (
                <>
                    <PlayedChart title={game.label} x={played.x} y={played.y} curves={played.curves} published={game.published} />
                    <p lang="en"><strong lang={code}>{w.conclusion}:</strong> {played.conclusion}</p>
                    <p lang="en"><strong lang={code}>{w.tryNext}:</strong> {game.exercise}</p>
                </>
            )}
        </section>
    );
}
