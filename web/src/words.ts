/** The words of the pages, in English and Swedish. Words of the model come from the library. */
export type Code = "en" | "sv";

const en = {
    skip: "Skip to the content",
    playground: "Playground", games: "Games", lessons: "Lessons", about: "About",
    navigation: "Pages", language: "Language", theme: "Theme", auto: "as the device", light: "light", dark: "dark",
    tagline: "How trust grows and collapses in public organisations",
    loading: "The simulation is being loaded …", failed: "Something went wrong:",
    scenario: "Scenario", question: "Question", lookFor: "What to look for", sources: "Sources",
    own: "a text of your own", sideBySide: "Put regimes side by side", sideBySideHint: "The chosen regimes replace what the scenario compares.",
    compare: "Compare", levers: "Levers", people: "People", work: "Work", everything: "All numbers", text: "Text",
    controls: "What you can change", applyTo: "Levers of", whole: "all that is compared", differs: "not the same in all that is compared", lastRight: "The pictures are those of the last text without mistakes.",
    explanation: "What it means", range: "Range", usual: "default", plausible: "plausible", unit: "unit", find: "Find a number", none: "Nothing has this name.",
    textLabel: "Scenario as text", textHint: "The same text runs with `tillit run`. Mistakes stand at their line.",
    mistakes: "mistakes", line: "line", column: "column", allowed: "allowed", help: "help", download: "Download the scenario", downloadTable: "Download the table",
    reset: "Start again from the scenario", copyLink: "Copy the link", copied: "The link is copied.", seed: "Seed",
    secondSeed: "Show a second seed beside it", running: "Running", of: "of", replicates: "replicates", cancel: "Cancel", cancelled: "The run was cancelled.", runAgain: "Run",
    done: "Done in", seconds: "s",
    metric: "What is shown", month: "month", meansTitle: "Means over all units", bandHint: "Lines are means over replicates; bands hold nine of ten replicates. All treatments have the same random numbers.",
    dashedHint: "Dashed: the second seed.",
    unitsTitle: "Each unit by itself", unitsHint: "Thin lines are the units of the first replicate; squares are the same units in the month that is chosen. The darker, the less.",
    onlyUnits: "Single units are kept for co-operation and true output; choose one of these to see them.",
    unitsAbove: (above: number, all: number) => `${above} of ${all} units lie above one half`,
    showMonth: "Month that the squares show", playMonths: "Play", pauseMonths: "Pause",
    tableTitle: "The numbers behind the pictures", treatment: "treatment", mean: "mean", interval: "95 % interval", difference: "difference from the first", first: "the first",
    tableHint: "Means over the last months, with their 95 % intervals over replicates; differences are paired by replicate.", seriesTable: "Means by month",
    tooLarge: "This run is large and may take a while on this device.",
    gamesIntro: "Take a seat among the people of the laboratory: the same people who pass the published experiments and who work in the scenarios. Or let them play among themselves.",
    withSeat: "Games with a seat for you", bySelf: "Games that play by themselves", byBenchmark: "Games of benchmark models (not the people)",
    takeSeat: "Take a seat", watch: "Let them play", variant: "Rules", start: "Start", restart: "Start again", round: "Round", roundOf: "of", decide: "Decide",
    youEarned: "You earned", othersEarned: "others earned", total: "Together", history: "What happened so far", you: "you", others: "others", earned: "earned",
    newPartner: "You meet somebody new.", yourMove: "Your decision", over: "The game is over", debrief: "What this game is about", beside: "What real people did", notPublished: "No numbers of real people that were verified lie beside this game.",
    payoffs: "Show payoffs, best replies and equilibria", payoffsHint: "Rows: what you do. Columns: what the other does, or each of the others. Each cell: what you earn; what the other earns. A star marks your best reply to the column.",
    equilibria: "Equilibria", eqPure: (own: string, other: string) => `you ${own}, each other ${other}`, eqSame: (own: string) => `all choose ${own}`,
    eqMixed: (share: string) => `both choose the second action with probability ${share}`, eqNumber: (number: number) => number === 0 ? "nobody takes part" : `exactly ${number} take part`,
    eqTurn: (own: string, other: string) => `first ${own}, then an answer of ${other} (found from the end, for selfish people)`,
    noPayoffs: "What you earn hangs on nobody else here.",
    rules: "Rules of the game", play: "Play", playing: "They are playing …", conclusion: "What came of it", tryNext: "Try next", englishOnly: "Only in English.",
    chartTable: "The numbers of this chart", published: "published", simulated: "simulated", exact: "computed", observed: "observed",
    lessonsIntro: "Ten lessons. Each asks a question, lets you predict, then play, and shows what came of it beside your prediction and what real people did.",
    minutes: "minutes", step: "Step", predictTitle: "Predict", predictDo: "Keep my prediction", predictKept: "Your prediction is kept. Now play, or go straight to the result.", predictAgain: "Predict again",
    playTitle: "Play", noSeat: "In this game there is no seat; the people play by themselves.", skipPlay: "Go to the result",
    resultTitle: "Result", showResult: "Let the people play", yourPrediction: "your prediction", result: "simulated people", realPeople: "real people", explainTitle: "Explanation", exercisesTitle: "Exercises", solution: "Solution", notesTitle: "For the teacher",
    whatWasPredicted: "what was predicted", stranger: "not measured", keepFirst: "Predict first; the result comes afterwards.",
    classData: "A class that wants to compare its predictions writes them down; this page sends nothing anywhere.",
    aboutText: [
        "tillit (Swedish for trust) simulates how trust grows and collapses in public organisations: principals and agents under incentive, control or trust steering, with reciprocity and the social trap.",
        "Everything here is computed in this browser, to the bit as the program on a computer computes it. Nothing is sent anywhere. After the first visit the pages work without a network.",
        "A link to the playground holds the scenario, all changes and the seed: who opens it sees the same picture.",
        "Most numbers of the model nobody has measured; each has a plausible range. What a picture shows is what follows from one set of numbers, not a forecast.",
    ],
    linkBroken: "The link cannot be opened:", notFound: "There is no such page.",
};

type Words = typeof en;

const sv: Words = {
    skip: "Hoppa till innehållet",
    playground: "Lekplats", games: "Spel", lessons: "Lektioner", about: "Om",
    navigation: "Sidor", language: "Språk", theme: "Utseende", auto: "som enheten", light: "ljust", dark: "mörkt",
    tagline: "Hur tillit växer och faller i offentliga organisationer",
    loading: "Simuleringen laddas …", failed: "Något gick fel:",
    scenario: "Scenario", question: "Fråga", lookFor: "Att titta efter", sources: "Källor",
    own: "en egen text", sideBySide: "Ställ styrformer sida vid sida", sideBySideHint: "De valda styrformerna ersätter det som scenariot jämför.",
    compare: "Jämför", levers: "Spakar", people: "Människor", work: "Arbete", everything: "Alla tal", text: "Text",
    controls: "Vad du kan ändra", applyTo: "Spakar för", whole: "allt som jämförs", differs: "inte lika i allt som jämförs", lastRight: "Bilderna hör till den senaste texten utan fel.",
    explanation: "Vad det betyder", range: "Intervall", usual: "utgångsvärde", plausible: "rimligt", unit: "enhet", find: "Sök ett tal", none: "Inget har det namnet.",
    textLabel: "Scenariot som text", textHint: "Samma text körs med `tillit run`. Fel står vid sin rad.",
    mistakes: "fel", line: "rad", column: "kolumn", allowed: "tillåtet", help: "hjälp", download: "Ladda ner scenariot", downloadTable: "Ladda ner tabellen",
    reset: "Börja om från scenariot", copyLink: "Kopiera länken", copied: "Länken är kopierad.", seed: "Slumpfrö",
    secondSeed: "Visa ett andra slumpfrö bredvid", running: "Kör", of: "av", replicates: "upprepningar", cancel: "Avbryt", cancelled: "Körningen avbröts.", runAgain: "Kör",
    done: "Klart på", seconds: "s",
    metric: "Vad som visas", month: "månad", meansTitle: "Medelvärden över alla enheter", bandHint: "Linjer är medelvärden över upprepningar; banden rymmer nio av tio upprepningar. Alla jämförelser har samma slumptal.",
    dashedHint: "Streckat: det andra slumpfröet.",
    unitsTitle: "Varje enhet för sig", unitsHint: "Tunna linjer är enheterna i den första upprepningen; rutorna är samma enheter i den valda månaden. Ju mörkare, desto mindre.",
    onlyUnits: "Enskilda enheter sparas för samarbete och verkligt resultat; välj ett av dem för att se dem.",
    unitsAbove: (above: number, all: number) => `${above} av ${all} enheter ligger över en halv`,
    showMonth: "Månad som rutorna visar", playMonths: "Spela", pauseMonths: "Pausa",
    tableTitle: "Talen bakom bilderna", treatment: "jämförelse", mean: "medelvärde", interval: "95 % intervall", difference: "skillnad mot den första", first: "den första",
    tableHint: "Medelvärden över de sista månaderna, med 95 % intervall över upprepningar; skillnader är parade efter upprepning.", seriesTable: "Medelvärden per månad",
    tooLarge: "Körningen är stor och kan ta en stund på den här enheten.",
    gamesIntro: "Sätt dig bland laboratoriets människor: samma människor som klarar de publicerade experimenten och som arbetar i scenarierna. Eller låt dem spela med varandra.",
    withSeat: "Spel med en plats för dig", bySelf: "Spel som spelar sig själva", byBenchmark: "Spel av jämförelsemodeller (inte människorna)",
    takeSeat: "Ta en plats", watch: "Låt dem spela", variant: "Regler", start: "Börja", restart: "Börja om", round: "Omgång", roundOf: "av", decide: "Besluta",
    youEarned: "Du tjänade", othersEarned: "andra tjänade", total: "Sammanlagt", history: "Vad som hänt hittills", you: "du", others: "andra", earned: "tjänat",
    newPartner: "Du möter någon ny.", yourMove: "Ditt beslut", over: "Spelet är slut", debrief: "Vad spelet handlar om", beside: "Vad verkliga människor gjorde", notPublished: "Inga verifierade tal från verkliga människor ligger bredvid det här spelet.",
    payoffs: "Visa utfall, bästa svar och jämvikter", payoffsHint: "Rader: vad du gör. Kolumner: vad den andra gör, eller var och en av de andra. Varje ruta: vad du tjänar; vad den andra tjänar. En stjärna är ditt bästa svar på kolumnen.",
    equilibria: "Jämvikter", eqPure: (own: string, other: string) => `du ${own}, var och en av de andra ${other}`, eqSame: (own: string) => `alla väljer ${own}`,
    eqMixed: (share: string) => `båda väljer den andra handlingen med sannolikheten ${share}`, eqNumber: (number: number) => number === 0 ? "ingen är med" : `precis ${number} är med`,
    eqTurn: (own: string, other: string) => `först ${own}, sedan ett svar på ${other} (hittat bakifrån, för själviska människor)`,
    noPayoffs: "Vad du tjänar beror här inte på någon annan.",
    rules: "Spelets regler", play: "Spela", playing: "De spelar …", conclusion: "Vad det blev av det", tryNext: "Pröva sedan", englishOnly: "Bara på engelska.",
    chartTable: "Diagrammets tal", published: "publicerat", simulated: "simulerat", exact: "beräknat", observed: "observerat",
    lessonsIntro: "Tio lektioner. Var och en ställer en fråga, låter dig gissa, sedan spela, och visar vad det blev bredvid din gissning och vad verkliga människor gjorde.",
    minutes: "minuter", step: "Steg", predictTitle: "Gissa", predictDo: "Spara min gissning", predictKept: "Din gissning är sparad. Spela nu, eller gå direkt till resultatet.", predictAgain: "Gissa om",
    playTitle: "Spela", noSeat: "I det här spelet finns ingen plats; människorna spelar själva.", skipPlay: "Gå till resultatet",
    resultTitle: "Resultat", showResult: "Låt människorna spela", yourPrediction: "din gissning", result: "simulerade människor", realPeople: "verkliga människor", explainTitle: "Förklaring", exercisesTitle: "Övningar", solution: "Lösning", notesTitle: "För läraren",
    whatWasPredicted: "vad som gissades", stranger: "inte mätt", keepFirst: "Gissa först; resultatet kommer efteråt.",
    classData: "En klass som vill jämföra sina gissningar skriver ner dem; sidan skickar ingenting någonstans.",
    aboutText: [
        "tillit simulerar hur tillit växer och faller i offentliga organisationer: huvudmän och agenter under styrning med incitament, kontroll eller tillit, med ömsesidighet och den sociala fällan.",
        "Allt här beräknas i den här webbläsaren, till sista biten som programmet på en dator beräknar det. Inget skickas någonstans. Efter första besöket fungerar sidorna utan nätverk.",
        "En länk till lekplatsen rymmer scenariot, alla ändringar och slumpfröet: den som öppnar den ser samma bild.",
        "De flesta av modellens tal har ingen mätt; vart och ett har ett rimligt intervall. En bild visar vad som följer av en uppsättning tal, ingen prognos.",
    ],
    linkBroken: "Länken kan inte öppnas:", notFound: "Sidan finns inte.",
};

export const words: Record<Code, Words> = { en, sv };
export type { Words };

/** How a game asks and tells: what one does, how its values are said, and what it teaches. */
export interface GameWords {
    ask: string; before?: string; shown: string; unit: string;
    /** Names of a choice of two: 0, then 1. */
    two?: [string, string];
    debrief: string;
}

const gamesEn: Record<string, GameWords> = {
    "public-goods": { ask: "How many tokens do you give to the group?", shown: "others gave on average", unit: "tokens", debrief: "A social dilemma: all are best off if all give, and each is best off giving nothing. Most people give as long as they believe that others do (conditional co-operation), and a little less than they believe: that is why gifts fade." },
    "weak-link": { ask: "Which effort do you choose? (0 none, 1 the largest)", shown: "smallest effort of the others", unit: "effort", debrief: "A game of co-ordination: every common effort is an equilibrium, and the best one is also the riskiest. What one expects of the weakest decides." },
    dilemma: { ask: "Do you co-operate?", shown: "the other", unit: "", two: ["refuse", "co-operate"], debrief: "Played once, to refuse is best whatever the other does. Where the match is likely to go on, co-operation can pay, for those who believe that the other goes along: the shadow of the future." },
    control: { ask: "Do you force the minimum?", before: "The minimum that you may force", shown: "the agent gave", unit: "tokens", two: ["leave free", "force"], debrief: "Force takes something from the selfish and tells all others that they are not trusted: the hidden costs of control. Which is larger depends on how much can be forced, and on who the agents are." },
    trust: { ask: "How many tokens do you send?", shown: "answer, as a share of the way to equal earnings", unit: "tokens", debrief: "Nothing forces an answer, and yet many answer: whoever is trusted gives back (reciprocity). Selfish people would send nothing, and both would have less." },
    "gift-exchange": { ask: "How much above the lowest wage do you offer?", shown: "answer, as a share of the way to the fair effort", unit: "tokens", debrief: "Effort that cannot be written into a contract is a gift, and a generous wage is answered by it. That is why firms may pay more than they must." },
    honesty: { ask: "Which number do you report?", before: "You rolled", shown: "others reported on average", unit: "points", debrief: "Nobody can tell who lies, but many reports together can: a fair die gives 3.5 on average. Most people lie a little, and few as much as would pay." },
    "shared-pool": { ask: "How many tokens do you put into the pool?", shown: "others put in on average", unit: "tokens", debrief: "A commons: each token in the pool lowers what all others get. Selfish users put in nearly twice what is best for all. Talk helps, though it binds nobody." },
    "critical-mass": { ask: "Do you take part?", shown: "others who took part", unit: "", two: ["stay away", "take part"], debrief: "Pointless unless enough take part: nobody, or just enough, are the equilibria. What moves people from one to the other is what they expect of each other." },
};

const gamesSv: Record<string, GameWords> = {
    "public-goods": { ask: "Hur många poletter ger du till gruppen?", shown: "andra gav i medeltal", unit: "poletter", debrief: "Ett socialt dilemma: alla har det bäst om alla ger, och var och en har det bäst om den inte ger något. De flesta ger så länge de tror att andra gör det (villkorligt samarbete), och lite mindre än de tror: därför dör gåvorna ut." },
    "weak-link": { ask: "Vilken ansträngning väljer du? (0 ingen, 1 den största)", shown: "de andras minsta ansträngning", unit: "ansträngning", debrief: "Ett samordningsspel: varje gemensam ansträngning är en jämvikt, och den bästa är också den mest riskabla. Vad man väntar sig av den svagaste avgör." },
    dilemma: { ask: "Samarbetar du?", shown: "den andra", unit: "", two: ["vägra", "samarbeta"], debrief: "Spelat en gång är det bäst att vägra vad den andra än gör. Där mötet troligen fortsätter kan samarbete löna sig, för dem som tror att den andra är med: framtidens skugga." },
    control: { ask: "Tvingar du fram minimum?", before: "Det minimum du kan tvinga fram", shown: "agenten gav", unit: "poletter", two: ["lämna fri", "tvinga"], debrief: "Tvång tar något från de själviska och säger till alla andra att de inte är betrodda: kontrollens dolda kostnader. Vilket som väger tyngst beror på hur mycket som kan tvingas fram, och på vilka agenterna är." },
    trust: { ask: "Hur många poletter skickar du?", shown: "svar, som andel av vägen till lika inkomst", unit: "poletter", debrief: "Inget tvingar fram ett svar, och ändå svarar många: den som blir betrodd ger tillbaka (ömsesidighet). Själviska människor skulle inte skicka något, och båda skulle ha mindre." },
    "gift-exchange": { ask: "Hur mycket över den lägsta lönen erbjuder du?", shown: "svar, som andel av vägen till den rättvisa ansträngningen", unit: "poletter", debrief: "Ansträngning som inte kan skrivas in i ett kontrakt är en gåva, och en generös lön besvaras med den. Därför kan företag betala mer än de måste." },
    honesty: { ask: "Vilket tal rapporterar du?", before: "Du slog", shown: "andra rapporterade i medeltal", unit: "poäng", debrief: "Ingen kan se vem som ljuger, men många rapporter tillsammans kan det: en rättvis tärning ger 3,5 i medeltal. De flesta ljuger lite, och få så mycket som skulle löna sig." },
    "shared-pool": { ask: "Hur många poletter lägger du i resursen?", shown: "andra lade in i medeltal", unit: "poletter", debrief: "En allmänning: varje polett i resursen sänker vad alla andra får. Själviska användare lägger in nästan dubbelt så mycket som är bäst för alla. Prat hjälper, fast det inte binder någon." },
    "critical-mass": { ask: "Är du med?", shown: "andra som var med", unit: "", two: ["stanna hemma", "vara med"], debrief: "Meningslöst om inte tillräckligt många är med: ingen, eller precis tillräckligt många, är jämvikterna. Det som flyttar människor från den ena till den andra är vad de väntar sig av varandra." },
};

export const gameWords: Record<Code, Record<string, GameWords>> = { en: gamesEn, sv: gamesSv };
