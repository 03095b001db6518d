# Rapporten om en jämförelse, på svenska. Värden inom klamrar kommer från körningens tabeller.

language = sv
report-of = Rapport
question = Fråga
in-short = I korthet
alternatives = Alternativen
figures = Över tid, och vad varje alternativ ändrar
who-loses = Vem förlorar?
not-said = Vad detta inte säger
assumptions = Vad som antas
repeat = Så görs det om

best = Med scenariots egna värden ger ”{ $best }” mest verkligt resultat av { $n } alternativ: { $value } per anställd, { $difference } mer än ”{ $base }” (95 procents intervall för simuleringens slump: { $low } till { $high }).
base-is-best = Med scenariots egna värden ger inget av de { $n } alternativen mer verkligt resultat än ”{ $base }”: { $value } per anställd.
only = ”{ $base }” ger ett verkligt resultat på { $value } per anställd (95 procents intervall för simuleringens slump: { $low } till { $high }).
over-assumptions = Det som inte är känt om människor och arbete flyttar detta mycket längre: i { $points } punkter av de rimliga intervallen ger ”{ $best }” mer än ”{ $base }” i { $share } ({ $words }), och de mellersta nio tiondelarna av skillnaderna går från { $low } till { $high }.
base-over-assumptions = Det som inte är känt om människor och arbete flyttar detta: i { $share } av { $points } punkter av de rimliga intervallen ger inget alternativ mer än ”{ $base }” ({ $words }).
only-over-assumptions = Det som inte är känt om människor och arbete flyttar detta mycket längre: de mellersta nio tiondelarna av { $points } punkter av de rimliga intervallen går från { $low } till { $high }.
not-looked = Hur långt det som inte är känt om människor och arbete flyttar detta har inte undersökts: körningen gjordes med --assumptions off. Intervallen gäller bara simuleringens slump.
regret = Den som väljer ”{ $best }” får i genomsnitt { $mean } mindre än av det alternativ som är bäst i var och en av dessa punkter, som mest { $most } mindre.
robust = I dessa punkter ger ”{ $often }” oftast mest ({ $share }), och ”{ $least }” når i genomsnitt närmast det bästa ({ $mean } mindre).
measured-agrees = Det som mäts skulle leda till samma val.
measured-differs = Det som mäts skulle leda till ett annat val: det mätta resultatet är högst under ”{ $measured }”, vars verkliga resultat är { $less } lägre än för ”{ $best }”.
time-of-effect = Hälften av skillnaden mot ”{ $base }” i verkligt resultat har kommit efter { $half } månader, nio tiondelar efter { $most }.
cost = ”{ $best }” tar { $time } av arbetstiden till styrning (”{ $base }”: { $base_time }) och { $money } i månaden per anställd utöver lönen (”{ $base }”: { $base_money }).
losers = { $share } av enheterna får ett lägre verkligt resultat under ”{ $best }” än samma enheter under ”{ $base }”, med minst 0,01.
moving = Inte i vila: { $metric } ändras ännu med { $by } under de månader som räknas för ”{ $title }”. Körningen säger var det slutade, inte vart det leder.

share-almost-all = nästan överallt
share-most = i de flesta
share-more = i mer än hälften
share-half = i ungefär hälften
share-fewer = i mindre än hälften
share-few = i få
share-hardly = nästan ingenstans

alternative = Alternativ
true-output = Verkligt resultat
measured-output = Mätt resultat
difference = Skillnad mot ”{ $base }”
more-at = Mer i
most-at = Mest i
shortfall = Når inte upp med
trap = Enheter i fällan
trust = Tillit till ledaren
steering-time = Tid för styrning
spending = Utgifter
half-after = Månader till halva effekten
never = –
table-note = Hakparenteser: 95 procents intervall för simuleringens slump över { $replicates } upprepningar. Parenteser: de mellersta nio tiondelarna över det som inte är känt. ”Mer i”: andelen av dessa punkter där alternativet ger mer verkligt resultat än ”{ $base }”. ”Mest i”: andelen där inget alternativ ger mer. ”Når inte upp med”: hur mycket mindre än det bästa alternativet det ger i genomsnitt över punkterna. Utgifter: i månaden per anställd, utöver lönen.
table-note-noise = Hakparenteser: 95 procents intervall för simuleringens slump över { $replicates } upprepningar. Utgifter: i månaden per anställd, utöver lönen.

figure-outcomes = Utfall för alla alternativ, månad för månad
figure-differences = Skillnader mot det första alternativet: intervall för simuleringens slump, och hur långt de sträcker sig över det som inte är känt
figure-units = Varje enhets väg under varje alternativ

losers-note = Enheterna följs en och en: samma enhet har samma människor och samma slump under alla alternativ.
lower-units = Enheter som får lägre
lower-by = Deras förlust i genomsnitt
lowest-tenth = Verkligt resultat för den lägsta tiondelen av enheterna
group = Grupp
groups-note = Verkligt resultat för varje grupp av enheter.

not-a-forecast = Detta är en modell och ingen prognos. Den säger vad som följer av antaganden om människor, som har stöd i experiment, och om organisationer, som mest är bedömningar.
shares-not-probabilities = Andelar av punkter är andelar av dokumenterade intervall, där varje värde räknas som lika troligt. De är inga sannolikheter.
not-compared = Alternativ som inte står i tabellen är inte bedömda. Alla har den personal, de uppgifter och de medel som scenariot ger dem.
noise-small = Ett kort intervall för simuleringens slump säger att körningen upprepades tillräckligt ofta. Det säger inget om huruvida antagandena stämmer.
measured-money = Också priserna är dokumenterade intervall. Pröva dem mot den egna organisationens innan pengar får avgöra.

assumption = Värde
range = Rimligt intervall
in-scenario = I scenariot
reason = Skäl för intervallet
assumptions-note = Dessa { $n } värden varierade tillsammans. De som hölls utanför står med skäl i assumptions.csv.

repeat-note = Samma program, fil och frö ger samma tal till sista siffran, på vilken dator som helst.
program = Program
seed = Frö
specification = Specifikation
folder = Resultat
scenario-file = Scenariofilen
numbers-note = Varje tal på sidan finns i körningens tabeller och i report.xlsx.

sheet-notes = Anmärkningar
sheet-alternatives = Alternativ
sheet-summary = Utfall
sheet-differences = Skillnader
sheet-over-assumptions = Över antaganden
sheet-assumptions = Antaganden
sheet-groups = Grupper
sheet-series = Månader
