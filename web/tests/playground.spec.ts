import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { outcomes, ran, visit } from "./helpers";

const tillit = process.env.TILLIT!;
/** Small enough that each test takes seconds. */
const SMALL = "#/play/1;schools;run.replicates=3;organisation.units=20;run.periods=60";

/** The outcomes that the command line gives of a text: by treatment the mean of a metric. */
function byCommandLine(text: string, metric: string): Record<string, number> {
    const place = mkdtempSync(join(tmpdir(), "site-"));
    writeFileSync(join(place, "s.toml"), text);
    execFileSync(tillit, ["run", "s.toml", "--out", "o", "--only", "summary.csv", "--set", 'figures.kinds=["goodhart"]', "-q"], { cwd: place });
    const [head, ...rows] = readFileSync(join(place, "o/summary.csv"), "utf8").trim().split("\n").map((line) => line.split(","));
    const at = (name: string) => head.indexOf(name);
    return Object.fromEntries(rows.filter((row) => row[at("metric")] === metric).map((row) => [row[at("treatment")], Number(row[at("mean")])]));
}

test("sliders give the numbers of the command line, and the text is what it runs", async ({ page }) => {
    await visit(page, SMALL);
    await ran(page);
    const before = await outcomes(page);
    await page.getByLabel("Levers of").selectOption("trust");
    const slider = page.locator('.slider[data-key="levers.vision"] input[type="range"]');
    await slider.focus();
    await slider.press("Home");
    await expect(page).toHaveURL(/trust:levers\.vision=0/);
    await ran(page);
    await expect.poll(async () => (await outcomes(page)).trust).not.toBe(before.trust);
    const now = await outcomes(page);
    expect(now.control).toBe(before.control);
    await page.getByRole("tab", { name: "Text" }).click();
    const text = await page.getByLabel("Scenario as text").inputValue();
    expect(text).toContain("levers.vision = 0");
    const wanted = byCommandLine(text, "cooperation");
    expect(Object.keys(wanted).length).toBe(8);
    for (const [treatment, mean] of Object.entries(wanted)) expect(now[treatment]).toBe(mean);
    // What is downloaded is the same text.
    const waiting = page.waitForEvent("download");
    await page.getByRole("button", { name: "Download the scenario" }).click();
    expect(readFileSync(await (await waiting).path(), "utf8")).toBe(text);
});

test("a link opened twice gives the same picture, and is the one that the command line prints", async ({ browser }) => {
    const place = mkdtempSync(join(tmpdir(), "site-"));
    writeFileSync(join(place, "own.toml"), 'title = "Own"\nregime = "trust"\n[organisation]\nunits = 10\n[run]\nperiods = 36\nreplicates = 2\n');
    const link = execFileSync(tillit, ["run", "own.toml", "--set", "levers.pay=0.3", "--seed", "5", "--link"], { cwd: place, encoding: "utf8" }).trim();
    expect(link.length).toBeLessThan(250);
    const pictures: Buffer[] = [];
    const numbers: Record<string, number>[] = [];
    for (let time = 0; time < 2; time += 1) {
        const context = await browser.newContext({ viewport: { width: 1000, height: 800 } });
        const page = await context.newPage();
        await visit(page, link);
        await ran(page);
        numbers.push(await outcomes(page));
        pictures.push(await page.locator(".results figure").first().screenshot());
        await context.close();
    }
    expect(numbers[0]).toEqual(numbers[1]);
    expect(pictures[0].equals(pictures[1])).toBe(true);
    expect(Object.keys(numbers[0])).toEqual(["trust"]);
});

test("mistakes stand at their line, as the command line tells them", async ({ page }) => {
    await visit(page, SMALL);
    await page.getByRole("tab", { name: "Text" }).click();
    const area = page.getByLabel("Scenario as text");
    await area.fill('title = "x"\n[organisation]\nuntis = 5\nstaff = 0\n');
    const told = page.locator(".told");
    await expect(told).toContainText("line 3, column 1");
    await expect(told).toContainText("units");
    await expect(told.locator("li")).toHaveCount(2);
    await expect(page.locator(".editor li.marked")).toHaveText(["3", "4"]);
    const place = mkdtempSync(join(tmpdir(), "site-"));
    writeFileSync(join(place, "scenario.toml"), await area.inputValue());
    let said = "";
    try {
        execFileSync(tillit, ["check", "scenario.toml"], { cwd: place, encoding: "utf8", stdio: "pipe" });
    } catch (error) {
        said = (error as { stderr: string }).stderr;
    }
    await told.getByText("tillit check").click();
    expect(said.trim()).toBe((await told.locator("pre").innerText()).trim());
    await told.getByRole("button", { name: "line 4, column 9" }).click();
    expect(await area.evaluate((own: HTMLTextAreaElement) => own.value.slice(0, own.selectionStart).split("\n").length)).toBe(4);
});

test("what is typed stands as it was typed, letter by letter", async ({ page }) => {
    await visit(page, SMALL);
    await page.getByRole("tab", { name: "Text" }).click();
    const area = page.getByLabel("Scenario as text");
    await area.fill("");
    const text = 'title = "Written by hand"\n[organisation]\nunits = 7\n[run]\nperiods = 24\nreplicates = 2\n';
    await area.pressSequentially(text, { delay: 5 });
    await expect(area).toHaveValue(text);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Written by hand");
    await ran(page);
    expect((await outcomes(page))["laissez-faire"]).toBe(byCommandLine(text, "cooperation")["laissez-faire"]);
});

test("a run can be cancelled and begun again; a second seed lies beside the first", async ({ page }) => {
    await visit(page, "#/play/1;schools;run.replicates=2000;organisation.staff=40");
    const cancel = page.getByRole("button", { name: "Cancel" });
    await cancel.click();
    await expect(page.getByText("The run was cancelled.")).toBeVisible();
    const field = page.getByRole("tab", { name: "Work" });
    await field.click();
    const replicates = page.locator('.slider[data-key="run.replicates"] input[type="number"]');
    await replicates.fill("2");
    await replicates.press("Enter");
    await ran(page);
    await page.getByLabel("Show a second seed beside it").check();
    await expect(page).toHaveURL(/!second=1/);
    await ran(page);
    await expect(page.locator(".legend li")).toHaveCount(16);
});

test("regimes lie side by side on the same random numbers", async ({ page }) => {
    await visit(page, "#/play/1;social-trap;run.replicates=2;run.periods=36");
    await ran(page);
    await page.locator("summary", { hasText: "Put regimes side by side" }).click();
    await page.getByRole("button", { name: "Compare" }).click();
    await expect(page).toHaveURL(/regimes=laissez-faire,incentive,control,trust/);
    await ran(page);
    await expect.poll(async () => Object.keys(await outcomes(page))).toEqual(["laissez-faire", "incentive", "control", "trust"]);
});

test("damaged links are told and something is shown", async ({ page }) => {
    await visit(page, "#/play/1;nothing-like-it");
    await expect(page.getByRole("alert")).toContainText("nothing-like-it");
    await ran(page);
});
