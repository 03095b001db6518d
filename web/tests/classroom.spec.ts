import { expect, test } from "@playwright/test";
import { PHONE, ran, visit } from "./helpers";

test.describe("on a telephone", () => {
    test.use(PHONE);

    test("a student predicts, plays, and sees the result beside both", async ({ page }) => {
        const seen = await visit(page, "#/lessons/01-public-goods");
        await expect(page.getByRole("heading", { level: 1 })).toContainText("co-operation fade");
        await expect(page.getByText("Predict first")).toHaveCount(2);
        const first = page.getByLabel("Mean gift of strangers in the first round");
        await first.focus();
        await first.press("End");
        await page.getByRole("button", { name: "Keep my prediction" }).tap();
        await page.reload();
        await expect(page.getByText("Your prediction is kept")).toBeVisible();
        await page.getByRole("button", { name: "Start" }).tap();
        for (let round = 1; round <= 10; round += 1) {
            await expect(page.locator(".asked")).toContainText(`Round ${round} of 10`);
            await page.getByRole("button", { name: "Decide" }).tap();
        }
        await expect(page.locator(".over")).toContainText("The game is over");
        await page.getByText("Show payoffs").tap();
        await expect(page.locator(".payoffs")).toContainText("all choose 0");
        await page.getByRole("button", { name: "Let the people play" }).tap();
        const row = page.getByRole("row", { name: /first round/ });
        // One's own prediction, the simulated people, and the 140 strangers of 2010.
        await expect(row.locator("td").nth(0)).toHaveText("20");
        await expect(row.locator("td").nth(2)).toContainText("7.89");
        await expect(page.getByRole("heading", { name: /Explanation/ })).toBeVisible();
        await page.getByText("Solution").first().tap();
        await expect(page.getByText("Each token that you give costs you 0.6")).toBeVisible();
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
        expect(seen).toEqual({ strangers: [], errors: [] });
    });

    test("no page is wider than the screen", async ({ page }) => {
        for (const fragment of ["#/play/1;schools;run.replicates=2", "#/games", "#/games/dilemma", "#/lessons", "#/lessons/09-tipping", "#/about"]) {
            await page.goto("about:blank");
            await visit(page, fragment);
            await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
            if (fragment.includes("play")) await ran(page);
            expect(await page.evaluate(() => document.documentElement.scrollWidth), fragment).toBeLessThanOrEqual(390);
        }
    });
});

/** As src/lab/seat has them. */
const SEATS = ["public-goods", "weak-link", "dilemma", "control", "trust", "gift-exchange", "honesty", "shared-pool", "critical-mass"];

test("there are nineteen games, and those with a seat are known", async ({ page }) => {
    await visit(page, "#/games");
    await expect(page.locator(".cards a")).toHaveCount(19);
    const seats = await page.locator("section").first().locator(".cards a").evaluateAll((all) => all.map((link) => link.getAttribute("href")!.split("/").pop()));
    expect(seats).toEqual(SEATS);
});

for (const name of SEATS) {
    test(`${name} is played to its end`, async ({ page }) => {
        test.slow();
        await visit(page, `#/games/${name}`);
        await page.getByRole("button", { name: "Start" }).click();
        for (let round = 1; round <= 150; round += 1) {
            const asked = page.locator(".asked");
            await expect(asked.or(page.locator(".over"))).toBeVisible();
            if (await asked.count() === 0) break;
            await asked.locator("button.main").last().click();
            await expect(page.locator(".last")).toContainText(`Round ${round}:`);
        }
        await expect(page.locator(".over")).toBeVisible();
        await expect(page.getByRole("heading", { name: "What this game is about" })).toBeVisible();
        await page.locator(".payoffs summary").click();
        await expect(page.locator(".payoffs")).toContainText(name === "honesty" ? "hangs on nobody else" : "Equilibria");
    });
}

test("a game without a seat plays by itself", async ({ page }) => {
    await visit(page, "#/games/pay-it-forward");
    await page.getByRole("button", { name: "Play" }).click();
    await expect(page.locator("figure.chart")).toContainText("after a generous start");
});

test("both languages have words of their own, and the choice stays", async ({ page }) => {
    await visit(page, "#/lessons/03-dilemma");
    await page.getByLabel("Language").selectOption("sv");
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Hur lång måste framtiden vara för att främlingar ska lita på varandra?");
    await expect(page.locator("html")).toHaveAttribute("lang", "sv");
    await page.goto("./#/play");
    await expect(page.getByText("Vad du kan ändra")).toBeVisible();
    await expect(page.locator('.slider[data-key="levers.vision"] label')).toHaveText("Vision");
});
