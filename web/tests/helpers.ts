import { expect, type Page } from "@playwright/test";

/** A telephone, as Playwright describes one, 390 pixels wide. */
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

/** Opens a page and keeps the addresses of all its requests, and its errors. */
export async function visit(page: Page, fragment: string): Promise<{ strangers: string[]; errors: string[] }> {
    const strangers: string[] = [];
    const errors: string[] = [];
    page.on("request", (request) => {
        const own = ["http://127.0.0.1:", "data:", "blob:", "file:"].some((start) => request.url().startsWith(start));
        if (!own) strangers.push(request.url());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => { if (message.type() === "error") errors.push(message.text()); });
    await page.goto(fragment === "" ? "./" : `./${fragment}`);
    return { strangers, errors };
}

/** Waits until the run of the playground has ended. */
export async function ran(page: Page) {
    await expect(page.locator('.status[data-state="done"]')).toBeVisible({ timeout: 45_000 });
}

/** By treatment: the outcome that the playground shows, with all its digits. */
export async function outcomes(page: Page): Promise<Record<string, number>> {
    return page.locator("table.outcomes tbody tr").evaluateAll((rows) =>
        Object.fromEntries(rows.map((row) => [(row as HTMLElement).dataset.treatment, Number((row as HTMLElement).dataset.mean)])));
}
