# The report of a comparison, in English. Values in braces come from the tables of the run.

language = en
report-of = Report
question = Question
in-short = In short
alternatives = The alternatives
figures = Over time, and what each alternative changes
who-loses = Who loses?
not-said = What this does not say
assumptions = What was assumed
repeat = How to repeat it

# Sentences. $words is one of the share-... below.
best = With the scenario's own numbers “{ $best }” gives most true output of { $n } alternatives: { $value } per agent, { $difference } more than “{ $base }” (95 % interval of simulation noise: { $low } to { $high }).
base-is-best = With the scenario's own numbers none of the { $n } alternatives gives more true output than “{ $base }”: { $value } per agent.
only = “{ $base }” gives a true output of { $value } per agent (95 % interval of simulation noise: { $low } to { $high }).
over-assumptions = What is not known about people and work moves this much further: at { $points } points of the plausible ranges “{ $best }” gives more than “{ $base }” at { $share } ({ $words }), and the middle nine tenths of the differences reach from { $low } to { $high }.
base-over-assumptions = What is not known about people and work moves this: at { $share } of { $points } points of the plausible ranges no alternative gives more than “{ $base }” ({ $words }).
only-over-assumptions = What is not known about people and work moves this much further: the middle nine tenths of { $points } points of the plausible ranges reach from { $low } to { $high }.
not-looked = How far what is not known about people and work moves this was not looked at: the run was made with --assumptions off. Intervals are those of simulation noise alone.
regret = Whoever chooses “{ $best }” gets on average { $mean } less than from the alternative that is best at each of these points, at worst { $most } less.
robust = At these points “{ $often }” gives most most often ({ $share }), and “{ $least }” falls short of the best by least on average ({ $mean }).
measured-agrees = What is measured would lead to the same choice.
measured-differs = What is measured would lead to another choice: measured output is highest under “{ $measured }”, whose true output is { $less } lower than that of “{ $best }”.
time-of-effect = Half of the difference from “{ $base }” in true output has come after { $half } months, nine tenths after { $most }.
cost = “{ $best }” takes { $time } of working time for steering (“{ $base }”: { $base_time }) and { $money } a month for each agent beside wages (“{ $base }”: { $base_money }).
losers = { $share } of units end lower in true output under “{ $best }” than the same units under “{ $base }”, by 0.01 or more.
moving = Not settled: { $metric } still moves by { $by } within the months that count under “{ $title }”. The run tells where it ended, not where it leads.

share-almost-all = almost everywhere
share-most = at most of them
share-more = at more than half of them
share-half = at about half of them
share-fewer = at fewer than half of them
share-few = at few of them
share-hardly = hardly anywhere

# The table of alternatives.
alternative = Alternative
true-output = True output
measured-output = Measured output
difference = Difference from “{ $base }”
more-at = More at
most-at = Most at
shortfall = Falls short by
trap = Units in the trap
trust = Trust in the leader
steering-time = Steering time
spending = Spending
half-after = Months to half of the effect
never = –
table-note = Brackets: 95 % interval of simulation noise over { $replicates } replicates. Parentheses: middle nine tenths over what is not known. “More at”: share of these points at which it gives more true output than “{ $base }”. “Most at”: share at which no alternative gives more. “Falls short by”: how much less than the best alternative it gives on average over the points. Spending: a month for each agent, beside wages.
table-note-noise = Brackets: 95 % interval of simulation noise over { $replicates } replicates. Spending: a month for each agent, beside wages.

figure-outcomes = Outcomes of all alternatives, month by month
figure-differences = Differences from the first alternative: intervals of simulation noise, and how far they range over what is not known
figure-units = Every unit's way under each alternative

losers-note = Units are followed one by one: the same unit has the same people and the same luck under all alternatives.
lower-units = Units that end lower
lower-by = Their mean loss
lowest-tenth = True output of the lowest tenth of units
group = Group
groups-note = True output by group of units.

not-a-forecast = This is a model, not a forecast. It tells what follows from assumptions about people that laboratory experiments support, and about organisations that are mostly judgement.
shares-not-probabilities = Shares of points are shares of documented ranges in which every value counts as likely as any other. They are not probabilities.
not-compared = Alternatives that are not in the table are not judged. All have the staff, the tasks and the means that the scenario gives them.
noise-small = A short interval of simulation noise says that enough replicates were run. It says nothing about whether the assumptions hold.
measured-money = Prices are documented ranges too; check those of your own organisation before money decides.

assumption = Number
range = Plausible range
in-scenario = In the scenario
reason = Reason for the range
assumptions-note = These { $n } numbers varied together. Those that were left out, with the reason, are in assumptions.csv.

repeat-note = The same program, file and seed give the same numbers to the last digit, on any computer.
program = Program
seed = Seed
specification = Specification
folder = Results
scenario-file = The scenario file
numbers-note = Every number of this page is in the tables of the run and in report.xlsx.

# The workbook.
sheet-notes = Notes
sheet-alternatives = Alternatives
sheet-summary = Outcomes
sheet-differences = Differences
sheet-over-assumptions = Over assumptions
sheet-assumptions = Assumptions
sheet-groups = Groups
sheet-series = Months
