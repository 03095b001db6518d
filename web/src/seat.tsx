/** A seat at a game: question, decision, what happened, payoffs, and what it was about. */
import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { Chart, type Line } from "./chart";
import { colour } from "./colours";
import { ask } from "./engine/client";
import type { Equilibrium, Game, Payoffs, Question, Round, Seated } from "./engine/types";
import { said, useShared } from "./state";

interface Given { game: Game; rules: Record<string, number>; debrief?: boolean; done?: (rounds: Round[]) => void }

export function SeatAtGame({ game, rules, debrief, done }: Given) {
    const { w, game: words } = useShared();
    const [seed, setSeed] = useState(1);
    const [seated, setSeated] = useState<Seated | null>(null);
    const [rounds, setRounds] = useState<Round[]>([]);
    const [failed, setFailed] = useState("");
    const told = useRef<HTMLParagraphElement>(null);
    const begin = () => {
        setRounds([]);
        setFailed("");
        ask<Seated>("sit", game.name, rules, seed).then(setSeated, (error: Error) => setFailed(error.message));
    };
    const decide = (own: number) => {
        ask<Seated>("decide", own).then((next) => {
            const all = [...rounds, next.round!];
            setRounds(all);
            setSeated(next);
            if (!next.question) done?.(all);
        }, (error: Error) => setFailed(error.message));
    };
    useEffect(() => { if (rounds.length > 0) told.current?.focus({ preventScroll: false }); }, [seated?.question === null]);
    const own = words[game.name];
    if (!own) return null;
    return (
        <div class="seat">
            <div class="row">
                <label class="seed">{w.seed}
                    <input type="number" min="0" max="4294967295" step="1" value={seed} onChange={(event) => setSeed(Math.max(0, Math.round(event.currentTarget.valueAsNumber || 0)))} />
                </label>
                <button type="button" class={seated ? "" : "main"} onClick={begin}>{seated ? w.restart : w.start}</button>
            </div>
            {failed && <p class="wrong" role="alert">{w.failed} {failed}</p>}
            {seated?.question && <Asked key={rounds.length} name={game.name} question={seated.question} decide={decide} />}
            {rounds.length > 0 && <Last name={game.name} round={rounds[rounds.length - 1]} />}
            {seated && !seated.question && <p class="over" ref={told} tabIndex={-1}>{w.over}. {w.total}: <Sum rounds={rounds} /></p>}
            {rounds.length > 0 && <History name={game.name} rounds={rounds} />}
            {seated && (
                <details class="payoffs">
                    <summary>{w.payoffs}</summary>
                    {seated.payoffs ? <Table name={game.name} payoffs={seated.payoffs} /> : <p>{w.noPayoffs}</p>}
                </details>
            )}
            {debrief && seated && !seated.question && (
                <>
                    <Beside game={game} rounds={rounds} />
                    <section>
                        <h3>{w.debrief}</h3>
                        <p>{own.debrief}</p>
                    </section>
                </>
            )}
        </div>
    );
}

function Sum({ rounds }: { rounds: Round[] }) {
    const { w, code } = useShared();
    const sum = (of: (round: Round) => number) => said(rounds.reduce((all, round) => all + of(round), 0), code);
    return <>{w.you} {sum((round) => round.earned)}; {w.others} {sum((round) => round.others_earned)}</>;
}

/** How a value of a game is said. */
function useValue(name: string): (value: number) => string {
    const { code, game } = useShared();
    const two = game[name]?.two;
    return (value) => (two && (value === 0 || value === 1) ? two[value] : said(value, code));
}

/** Whether what others do is a choice of two as well. */
const SAME_CHOICE = ["dilemma"];

function Asked({ name, question, decide }: { name: string; question: Question; decide: (own: number) => void }) {
    const { w, code, game } = useShared();
    const id = useId();
    const own = game[name];
    const middle = question.low + Math.round((question.high - question.low) / question.step / 2) * question.step;
    const [value, setValue] = useState(middle);
    const first = useRef<HTMLElement>(null);
    useEffect(() => { if (question.round > 1) first.current?.focus({ preventScroll: true }); }, []);
    return (
        <form class="asked" onSubmit={(event) => { event.preventDefault(); decide(value); }}>
            <p><strong>{w.round} {question.round}{question.rounds ? ` ${w.roundOf} ${question.rounds}` : ""}</strong>{question.new_partner && question.round > 1 && ` ${w.newPartner}`}</p>
            {question.before !== null && own.before && <p>{own.before}: <strong>{said(question.before, code)}</strong></p>}
            {own.two ? (
                <fieldset>
                    <legend>{own.ask}</legend>
                    {own.two.map((label, place) => (
                        <button key={label} type="button" class="main" ref={place === 0 ? (first as never) : undefined} onClick={() => decide(place)}>{label}</button>
                    ))}
                </fieldset>
            ) : (
                <>
                    <label for={id}>{own.ask}</label>
                    <div class="row">
                        <input id={id} type="range" ref={first as never} min={question.low} max={question.high} step={question.step} value={value}
                            onInput={(event) => setValue(event.currentTarget.valueAsNumber)} />
                        <output for={id}>{said(value, code)} {own.unit}</output>
                        <button type="submit" class="main">{w.decide}</button>
                    </div>
                </>
            )}
        </form>
    );
}

function Last({ name, round }: { name: string; round: Round }) {
    const { w, code, game } = useShared();
    const value = useValue(name);
    const shown = SAME_CHOICE.includes(name) ? value(round.shown) : said(round.shown, code);
    return (
        <p role="status" class="last">
            {w.round} {round.round}: {w.you} {value(round.own)}; {game[name].shown} {shown}. {w.youEarned} {said(round.earned, code)}; {w.othersEarned} {said(round.others_earned, code)}.
        </p>
    );
}

function History({ name, rounds }: { name: string; rounds: Round[] }) {
    const { w, code, game } = useShared();
    const value = useValue(name);
    const shown = (round: Round) => (SAME_CHOICE.includes(name) ? value(round.shown) : said(round.shown, code));
    const rows = [...rounds].reverse();
    return (
        <div class="scroll history" role="region" aria-label={w.history} tabIndex={0}>
            <table>
                <caption>{w.history}</caption>
                <thead><tr><th scope="col">{w.round}</th><th scope="col">{w.you}</th><th scope="col">{game[name].shown}</th><th scope="col">{w.earned}: {w.you}</th><th scope="col">{w.earned}: {w.others}</th></tr></thead>
                <tbody>
                    {rows.map((round) => (
                        <tr key={round.round}>
                            <th scope="row">{round.round}</th><td>{value(round.own)}</td><td>{shown(round)}</td><td>{said(round.earned, code)}</td><td>{said(round.others_earned, code)}</td>
                        </tr>
                    ))}
                </tbody>
            </table>
        </div>
    );
}

function Table({ name, payoffs }: { name: string; payoffs: Payoffs }) {
    const { w, code } = useShared();
    const value = useValue(name);
    const column = (of: number) => (SAME_CHOICE.includes(name) || name === "critical-mass" ? value(of) : said(of, code));
    const told = (one: Equilibrium) => {
        if (one.kind === "mixed") return w.eqMixed(said(one.share, code));
        if (one.kind === "number") return w.eqNumber(one.number);
        if (one.kind === "in_turn") return w.eqTurn(value(one.own), column(one.other));
        return one.own === one.other ? w.eqSame(value(one.own)) : w.eqPure(value(one.own), column(one.other));
    };
    return (
        <>
            <p class="hint">{w.payoffsHint}</p>
            <div class="scroll" role="region" aria-label={w.payoffs} tabIndex={0}>
                <table>
                    <thead><tr><td />{payoffs.columns.map((one) => <th scope="col" key={one}>{column(one)}</th>)}</tr></thead>
                    <tbody>
                        {payoffs.rows.map((own, row) => (
                            <tr key={own}>
                                <th scope="row">{value(own)}</th>
                                {payoffs.columns.map((one, place) => {
                                    const best = payoffs.best[place].includes(row);
                                    return <td key={one} class={best ? "best" : ""}>{best && <span aria-hidden="true">★ </span>}{said(payoffs.own[row][place], code)}; {said(payoffs.others[row][place], code)}</td>;
                                })}
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            <h3>{w.equilibria}</h3>
            <ul>{payoffs.equilibria.map((one) => <li key={JSON.stringify(one)}>{told(one)}</li>)}</ul>
        </>
    );
}

/** One's own path beside the others', and real people's where they lie over the same axis. */
function Beside({ game, rounds }: { game: Game; rounds: Round[] }) {
    const { w, dark, game: words, code } = useShared();
    const own = words[game.name];
    const { xs, lines, apart } = useMemo(() => {
        const beside = game.published.filter((one) => one.x === "period");
        const apart = game.published.filter((one) => one.x !== "period");
        const xs = rounds.map((round) => round.round);
        const at = (points: [number, number][]) => { const map = new Map(points); return xs.map((x) => map.get(x) ?? null); };
        const lines: Line[] = [
            { label: w.you, colour: colour(0, dark), values: rounds.map((round) => round.own) },
            ...(own.two && !SAME_CHOICE.includes(game.name) ? [] : [{ label: own.shown, colour: colour(1, dark), values: rounds.map((round) => round.shown) }]),
            ...beside.map((one, place): Line => ({ label: `${one.name} (${one.source})`, colour: colour(2 + place, dark), values: at(one.points), points: true })),
        ];
        return { xs, lines, apart };
    }, [game, rounds, dark, w]);
    return (
        <section>
            <h3>{w.beside}</h3>
            {game.published.length === 0 && <p>{w.notPublished}</p>}
            <Chart title={game.label} x={w.round} y={own.unit || w.you} xs={xs} lines={lines} height={240} />
            {apart.map((one) => (
                <p key={one.name} lang="en">
                    {one.name} ({one.source}): {one.points.length === 1 ? said(one.points[0][1], code)
                        : `${one.y} by ${one.x}: ${one.points.map((point) => `${said(point[0], code)}: ${said(point[1], code)}`).join(", ")}`}
                </p>
            ))}
        </section>
    );
}
