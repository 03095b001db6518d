import { useShared } from "./state";

export function About() {
    const { w } = useShared();
    return (
        <article class="text">
            <h1>{w.about}</h1>
            {w.aboutText.map((text) => <p key={text}>{text}</p>)}
        </article>
    );
}
