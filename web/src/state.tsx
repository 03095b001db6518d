/** What all pages share: the language, the theme, and texts kept on this device. */
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { gameWords, words, type Code, type GameWords, type Words } from "./words";

/** Keeps a text on this device, where that is allowed. */
export function keep(name: string, text: string | null) {
    try {
        if (text === null) localStorage.removeItem(`tillit-${name}`);
        else localStorage.setItem(`tillit-${name}`, text);
    } catch {
        // Some browsers refuse to keep anything for pages from a file; then nothing is kept.
    }
}

export function kept(name: string): string | null {
    try {
        return localStorage.getItem(`tillit-${name}`);
    } catch {
        return null;
    }
}

export function firstLanguage(): Code {
    const chosen = kept("language");
    if (chosen === "en" || chosen === "sv") return chosen;
    return navigator.language.startsWith("sv") ? "sv" : "en";
}

export interface Shared { code: Code; dark: boolean; setCode: (code: Code) => void }

export const SharedContext = createContext<Shared>({ code: "en", dark: false, setCode: () => {} });

export function useShared(): Shared & { w: Words; game: Record<string, GameWords> } {
    const shared = useContext(SharedContext);
    return { ...shared, w: words[shared.code], game: gameWords[shared.code] };
}

/** A number for people: at most three digits that count. */
export function said(value: number | null | undefined, code: Code): string {
    if (value === null || value === undefined || !Number.isFinite(value)) return "–";
    return value.toLocaleString(code === "sv" ? "sv-SE" : "en-GB", { maximumSignificantDigits: 3 });
}

/** Offers a text as a file. */
export function offer(name: string, text: string, kind: string) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: kind }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
