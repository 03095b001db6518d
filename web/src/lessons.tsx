/** Lessons: question, prediction, play, result, explanation, exercises. */
import { useId, useState } from "preact/hooks";
import { play } from "./engine/client";
import type { Game, Lesson, LessonPrediction, LessonResult } from "./engine/types";
import { Wait, useAsked } from "./loaded";
import { PlayedChart } from "./played";
import { SeatAtGame } from "./seat";
import { keep, kept, said, useShared } from "./state";

export function LessonsPage() {
    const { w, code } = useShared();
    const lessons = useAsked<Lesson[]>("lessons", code);
    if (!lessons.value) return <Wait failed={lessons.failed} />;
    return (
        <article>
            <h1>{w.lessons}</h1>
            <p>{w.lessonsIntro}</p>
            <ol class="cards">
                {lessons.value.map((lesson) => (
                    <li key={lesson.name}>
                        <a href={`#/lessons/${lesson.name}`}>{lesson.title}</a>
                        <span>{lesson.minutes} {w.minutes}</span>
                    </li>
                ))}
            </ol>
        </article>
    );
}

/** The predictions that were kept for a lesson. */
function predicted(lesson: Lesson): number[] | null {
    try {
        const values: unknown = JSON.parse(kept(`prediction-${lesson.name}`) ?? "null");
        const fits = Array.isArray(values) && values.length === lesson.predictions.length && values.every((value) => typeof value === "number");
        return fits ? (values as number[]) : null;
    } catch {
        return null;
    }
}

export function LessonPage({ name }: { name: string }) {
    const { code, w } = useShared();
    const lessons = useAsked<Lesson[]>("lessons", code);
    const games = useAsked<Game[]>("games", code);
    if (!lessons.value || !games.value) return <Wait failed={lessons.failed || games.failed} />;
    const lesson = lessons.value.find((one) => one.name === name);
    const game = games.value.find((one) => one.name === lesson?.game);
    if (!lesson || !game) return <p>{w.notFound}</p>;
    return <Steps lesson={lesson} game={game} />;
}

function Steps({ lesson, game }: { lesson: Lesson; game: Game }) {
    const { w } = useShared();
    const [values, setValues] = useState(() => predicted(lesson));
    const [result, setResult] = useState<LessonResult | null>(null);
    const [state, setState] = useState("");
    const set = (values: number[] | null) => {
        keep(`prediction-${lesson.name}`, values && JSON.stringify(values));
        setValues(values);
        if (!values) setResult(null);
    };
    const show = () => {
        setState(w.playing);
        play<LessonResult>("playLesson", lesson.name, 1).then(
            (found) => { setResult(found); setState(""); },
            (error: Error) => setState(`${w.failed} ${error.message}`),
        );
    };
    return (
        <article class="lesson">
            <h1>{lesson.title}</h1>
            <p class="lead">{lesson.question}</p>
            <p>{game.introduction}</p>
            <section aria-labelledby="predict">
                <h2 id="predict">1. {w.predictTitle}</h2>
                <p>{lesson.prediction}</p>
                <Predict lesson={lesson} values={values} set={set} />
            </section>
            <section aria-labelledby="play">
                <h2 id="play">2. {w.playTitle}</h2>
                {!values ? <p>{w.keepFirst}</p> : game.has_seat ? <SeatAtGame game={game} rules={lesson.plays[0].rules} /> : <p>{w.noSeat}</p>}
            </section>
            <section aria-labelledby="result">
                <h2 id="result">3. {w.resultTitle}</h2>
                {!values && <p>{w.keepFirst}</p>}
                {values && !result && <button type="button" class="main" disabled={state === w.playing} onClick={show}>{w.showResult}</button>}
                <p role="status">{state}</p>
                {values && result && <Result lesson={lesson} values={values} result={result} game={game} />}
            </section>
            {values && result && (
                <section aria-labelledby="explain">
                    <h2 id="explain">4. {w.explainTitle}</h2>
                    <p>{lesson.explanation}</p>
                </section>
            )}
            <section aria-labelledby="exercises">
                <h2 id="exercises">5. {w.exercisesTitle}</h2>
                <ol>
                    {lesson.exercises.map((exercise) => (
                        <li key={exercise.question}>
                            <p>{exercise.question}</p>
                            <details><summary>{w.solution}</summary><p>{exercise.solution}</p></details>
                        </li>
                    ))}
                </ol>
            </section>
            <details class="notes">
                <summary>{w.notesTitle} ({lesson.minutes} {w.minutes})</summary>
                <p>{lesson.notes}</p>
                <p>{w.classData}</p>
            </details>
        </article>
    );
}

function Predict({ lesson, values, set }: { lesson: Lesson; values: number[] | null; set: (values: number[] | null) => void }) {
    const { w, code } = useShared();
    const id = useId();
    const middle = (one: LessonPrediction) => one.low + Math.round((one.high - one.low) / one.step / 2) * one.step;
    const [own, setOwn] = useState(() => values ?? lesson.predictions.map(middle));
    return (
        <form onSubmit={(event) => { event.preventDefault(); set(own); }}>
            {lesson.predictions.map((one, place) => (
                <div class="predict" key={one.label}>
                    <label for={`${id}-${place}`}>{one.label}</label>
                    <div class="row">
                        <input id={`${id}-${place}`} type="range" min={one.low} max={one.high} step={one.step} value={own[place]} disabled={values !== null}
                            onInput={(event) => setOwn(own.map((value, at) => (at === place ? event.currentTarget.valueAsNumber : value)))} />
                        <output>{said(own[place], code)}</output>
                    </div>
                </div>
            ))}
            {values === null
                ? <button type="submit" class="main">{w.predictDo}</button>
                : <p role="status">{w.predictKept} <button type="button" onClick={() => set(null)}>{w.predictAgain}</button></p>}
        </form>
    );
}

function Result({ lesson, values, result, game }: { lesson: Lesson; values: number[]; result: LessonResult; game: Game }) {
    const { w, code } = useShared();
    const found = (one: LessonPrediction): number | null => {
        const curve = result.plays.find((own) => own.name === one.play)?.curves.find((own) => own.name === one.curve);
        const heights = (curve?.points ?? []).map((point) => point[1]).filter((value): value is number => value !== null);
        if (heights.length === 0) return null;
        if (one.at === "first") return heights[0];
        return one.at === "last" ? heights[heights.length - 1] : heights.reduce((sum, value) => sum + value, 0) / heights.length;
    };
    const label = (name: string) => lesson.plays.find((own) => own.name === name)?.label ?? name;
    return (
        <>
            <div class="scroll" role="region" aria-label={w.resultTitle} tabIndex={0}>
                <table>
                    <thead><tr><th scope="col">{w.whatWasPredicted}</th><th scope="col">{w.yourPrediction}</th><th scope="col">{w.result}</th><th scope="col">{w.realPeople}</th></tr></thead>
                    <tbody>
                        {lesson.predictions.map((one, place) => (
                            <tr key={one.label}>
                                <th scope="row">{one.label}</th>
                                <td>{said(values[place], code)}</td>
                                <td>{said(found(one), code)}</td>
                                <td>{one.published ? <>{said(one.published[0], code)} <small lang="en">({one.published[1]})</small></> : w.stranger}</td>
                            </tr>
                        ))}
                    </tbody>
                </table>
            </div>
            {result.groups.map((group) => (
                <PlayedChart key={group.title} title={label(group.title)} x={result.x} y={result.y}
                    curves={group.curves.map((one) => ({ ...one.curve, name: label(one.name) }))} published={lesson.game === "fine" ? [] : game.published.filter(() => group.title === "given")} />
            ))}
            {result.plays.map((one) => <p key={one.name} lang="en"><strong lang={code}>{label(one.name)}:</strong> {one.conclusion}</p>)}
        </>
    );
}
