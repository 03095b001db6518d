// Pictures of the pages, to be looked at: node pictures.mjs ADDRESS FOLDER
import { mkdirSync } from "node:fs";
import { chromium } from "@playwright/test";

const [address, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const sizes = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } };
const pages = {
    playground: ["#/play/1;schools;run.replicates=4", ""],
    mistakes: ["#/play/1;schools;run.replicates=2", "mistakes"],
    swedish: ["#/play/1;social-trap;run.replicates=2;!lang=sv", ""],
    games: ["#/games", ""],
    game: ["#/games/public-goods", "play"],
    dilemma: ["#/games/dilemma", "play"],
    lessons: ["#/lessons", ""],
    lesson: ["#/lessons/01-public-goods", "lesson"],
};
const only = process.env.ONLY?.split(",");
for (const [size, viewport] of Object.entries(sizes)) {
    for (const colorScheme of ["light", "dark"]) {
        for (const [name, [fragment, act]] of Object.entries(pages)) {
            if (only && !only.includes(name)) continue;
            if (colorScheme === "dark" && !["playground", "game"].includes(name)) continue;
            const context = await browser.newContext({ viewport, colorScheme, locale: "en-GB" });
            const page = await context.newPage();
            await page.goto(address + fragment);
            if (fragment.includes("play/")) await page.locator('.status[data-state="done"]').waitFor({ timeout: 120_000 });
            await page.locator("h1").waitFor();
            if (act === "mistakes") {
                await page.getByRole("tab", { name: "Text" }).click();
                await page.getByLabel("Scenario as text").fill('title = "x"\n[organisation]\nuntis = 5\nstaff = 0\n');
                await page.locator(".told").waitFor();
            }
            if (act === "lesson") await page.getByRole("button", { name: "Keep my prediction" }).click();
            if (act !== "" && act !== "mistakes") {
                await page.getByRole("button", { name: "Start" }).click();
                for (let round = 1; await page.locator(".asked").count() > 0 && round < 100; round += 1) {
                    await page.locator(".asked button.main").last().click();
                    await page.waitForTimeout(60);
                }
                await page.locator(".payoffs summary").click();
            }
            if (act === "lesson") {
                await page.getByRole("button", { name: "Let the people play" }).click();
                await page.getByRole("heading", { name: /Explanation/ }).waitFor();
            }
            await page.waitForTimeout(300);
            await page.screenshot({ path: `${folder}/${name}-${size}-${colorScheme}.png`, fullPage: true });
            await context.close();
        }
    }
}
await browser.close();
