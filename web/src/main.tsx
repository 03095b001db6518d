import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { About } from "./about";
import { play, run } from "./engine/client";
import { GamePage, GamesPage } from "./games";
import { LessonPage, LessonsPage } from "./lessons";
import { Playground } from "./playground";
import { SharedContext, firstLanguage, keep, kept, useShared } from "./state";
import { type Code } from "./words";
import "./site.css";

const DARK = matchMedia("(prefers-color-scheme: dark)");
type Theme = "auto" | "light" | "dark";

function Site() {
    const [code, setCode] = useState<Code>(firstLanguage);
    const [theme, setTheme] = useState<Theme>((kept("theme") as Theme | null) ?? "auto");
    const [device, setDevice] = useState(DARK.matches);
    const [page, setPage] = useState(location.hash);
    useEffect(() => {
        const turn = () => setPage(location.hash);
        const change = () => setDevice(DARK.matches);
        addEventListener("hashchange", turn);
        DARK.addEventListener("change", change);
        return () => {
            removeEventListener("hashchange", turn);
            DARK.removeEventListener("change", change);
        };
    }, []);
    const dark = theme === "auto" ? device : theme === "dark";
    useEffect(() => {
        document.documentElement.lang = code;
        document.documentElement.dataset.theme = dark ? "dark" : "light";
        keep("language", code);
        keep("theme", theme);
    }, [code, dark, theme]);
    return (
        <SharedContext.Provider value={{ code, dark, setCode }}>
            <Head page={page} theme={theme} setTheme={setTheme} />
            <Page page={page} />
        </SharedContext.Provider>
    );
}

function Head({ page, theme, setTheme }: { page: string; theme: Theme; setTheme: (theme: Theme) => void }) {
    const { w, code, setCode } = useShared();
    const links: [string, string][] = [["#/play", w.playground], ["#/games", w.games], ["#/lessons", w.lessons], ["#/about", w.about]];
    const here = (to: string) => (page.startsWith(to) || (to === "#/play" && page.length < 3) ? "page" : undefined);
    return (
        <header>
            <a class="skip" href="#content" onClick={(event) => { event.preventDefault(); document.getElementById("content")?.focus(); }}>{w.skip}</a>
            <p class="brand"><a href="#/play">tillit</a> <span>{w.tagline}</span></p>
            <nav aria-label={w.navigation}>
                {links.map(([to, label]) => <a key={to} href={to} aria-current={here(to)}>{label}</a>)}
            </nav>
            <div class="settings">
                <label><span class="unseen">{w.language}</span>
                    <select value={code} onChange={(event) => setCode(event.currentTarget.value as Code)}>
                        <option value="en" lang="en">English</option>
                        <option value="sv" lang="sv">Svenska</option>
                    </select>
                </label>
                <label><span class="unseen">{w.theme}</span>
                    <select value={theme} onChange={(event) => setTheme(event.currentTarget.value as Theme)}>
                        <option value="auto">{w.theme}: {w.auto}</option>
                        <option value="light">{w.light}</option>
                        <option value="dark">{w.dark}</option>
                    </select>
                </label>
            </div>
        </header>
    );
}

function Page({ page }: { page: string }) {
    const { w, code } = useShared();
    const content = useRef<HTMLElement>(null);
    const [, name = "", inner = ""] = /^#\/(\w*)\/?(.*)$/.exec(page) ?? [];
    useEffect(() => {
        const titles: Record<string, string> = { games: w.games, lessons: w.lessons, about: w.about };
        document.title = `tillit: ${titles[name] ?? w.playground}`;
        if (name !== "" && name !== "play") scrollTo(0, 0);
    }, [name, inner, code]);
    const pages: Record<string, () => preact.JSX.Element> = {
        "": () => <Playground fragment="" />,
        play: () => <Playground fragment={inner === "" ? "" : page} />,
        games: () => (inner ? <GamePage key={inner} name={inner} /> : <GamesPage />),
        lessons: () => (inner ? <LessonPage key={inner} name={inner} /> : <LessonsPage />),
        about: () => <About />,
    };
    const shown = pages[name] ?? (() => <p>{w.notFound}</p>);
    return <main id="content" tabIndex={-1} ref={content}>{shown()}</main>;
}

render(<Site />, document.getElementById("site")!);


// Keeps the pages for use without a network; pages from a file have them anyway.
if ("serviceWorker" in navigator && location.protocol !== "file:") {
    navigator.serviceWorker.register("./sw.js").catch(() => {});
}

/** For tests in a browser: what is to be compared with this machine, and how long a usual run takes. */
Object.assign(globalThis, {
    tillit: {
        play,
        time: async () => {
            const text = "[organisation]\nunits = 50\nstaff = 20\n[run]\nperiods = 120\nreplicates = 1\n[record]\nmetrics = [\"cooperation\", \"true_output\"]\n";
            await run(text, []);
            const begun = performance.now();
            await run(text, []);
            return performance.now() - begun;
        },
    },
});
