"""Doors to other tools, each through the package itself, as its users install it."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

import tillit

EXAMPLES = Path(__file__).parent.parent / "examples"

# Other people's packages warn of what they like.
pytestmark = pytest.mark.filterwarnings("ignore")


def example(name: str) -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(EXAMPLES / f"{name}.py")))


def test_salib_gives_indices_of_the_runs_that_a_sweep_gives() -> None:
    pytest.importorskip("SALib")
    door = example("salib_sobol")
    points, values, found = door.main(8)
    assert len(points) == 8 * 5 and set(found) >= {"S1", "ST"}
    # The same points as a sweep of tillit: the same numbers to the bit.
    scenario = tillit.Scenario(
        regime="trust", organisation={"units": 4, "staff": 8}, run={"periods": 24, "replicates": 4}
    )
    factors = {key: [float(x) for x in points[:, place]] for place, key in enumerate(door.KEYS)}
    block = {"design": "list", "replicates": 4, "metrics": ["true_output"], "figures": [], "factors": factors}
    runs = tillit.Study(scenario).sweep(block).runs
    swept = np.array(runs["true_output"]).reshape(len(points), 4)
    assert np.array_equal(values, [sum(row) / 4 for row in swept.tolist()])
    assert (found["ST"] > 0.01).any()


def test_the_ema_workbench_runs_tillit_as_its_model() -> None:
    pytest.importorskip("ema_workbench")
    experiments, outcomes = example("ema_workbench_model").main(4, 3)
    assert len(experiments) == 12 and set(outcomes) == {"true_output", "trust"}
    first = experiments.iloc[0]
    changes = {"start.belief": float(first["start__belief"]), "regime": str(first["regime"])}
    changes["organisation.measurability"] = float(first["organisation__measurability"])
    scenario = example("ema_workbench_model").SCENARIO.with_(changes)
    results = tillit.Study(scenario).run()
    assert results.mean(results.treatments[0], "trust").mean == outcomes["trust"][0]


def test_strategies_of_axelrod_play_with_the_people() -> None:
    axl = pytest.importorskip("axelrod")
    door = example("axelrod_tournament")
    # Where the future is long and co-operation pays well, who co-operates earns more than who never does.
    rules = {"sessions": 5, "matches": 10, "continuation": 0.9, "reward": 48}
    earned = door.against_people([axl.TitForTat(), axl.Defector(), axl.Grudger()], **rules)
    assert earned["Tit For Tat"] > earned["Defector"]
    # Against people who never come back, tit for tat and the grudger do the same.
    assert earned["Grudger"] == pytest.approx(earned["Tit For Tat"])
    # A strategy is that of Axelrod: it answers what it saw.
    turns: list[tuple[bool, tillit.ChoiceTurn]] = []
    inner = door.at_the_table(axl.TitForTat())

    def watched(turn: tillit.ChoiceTurn) -> bool:
        turns.append((inner(turn), turn))
        return turns[-1][0]

    tillit.play("dilemma", strategy=watched, sessions=2, matches=5)
    assert all(chose == (turn.other[-1] if turn.other else True) for chose, turn in turns)


def test_people_enter_a_tournament_of_axelrod() -> None:
    axl = pytest.importorskip("axelrod")
    door = example("axelrod_tournament")
    ranked = door.tournament(turns=20, repetitions=2)
    assert sorted(ranked) == sorted(
        ["Person of tillit", "Tit For Tat", "Defector", "Cooperator", "Grudger"]
    )
    match = axl.Match([door.TillitPerson(), axl.Defector()], turns=5, seed=3)
    first, *later = [own for own, _ in match.play()]
    assert all(action == axl.Action.D for action in later), first


def test_nashpy_finds_the_equilibria_that_theory_knows() -> None:
    pytest.importorskip("nashpy")
    found = example("nashpy_equilibria").main()
    # In a dilemma both refuse; in a stag hunt both do as the other does, or mix.
    assert found["prisoner's dilemma"] == [(0.0, 0.0)]
    assert found["stag hunt"][0] == (0.0, 0.0) and found["stag hunt"][-1] == (1.0, 1.0)
    mixed = found["stag hunt"][1][0]
    assert mixed == pytest.approx(tillit.Dilemma(temptation=30, continuation=0).critical_mass)


def test_duckdb_asks_tables_and_files(scenario: tillit.Scenario, tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    door = example("duckdb_store")
    results = tillit.Study(scenario).run()
    means = {name: results.mean(name, "trust").mean for name in results.treatments}
    highest = max(means, key=lambda name: means[name])
    assert door.highest(results, "trust") == (highest, means[highest])
    block = {
        "design": "grid", "replicates": 3, "metrics": ["true_output"], "figures": [],
        "factors": {"levers.support": [0.0, 0.5]},
    }
    runs = tillit.Study(scenario).sweep(block, folder=tmp_path / "swept").runs
    rows = door.best(tmp_path / "swept")
    assert [row[0] for row in rows] == [1, 2]
    for point, treatment, mean, ahead in rows:
        of = {
            name: [
                row["true_output"] for row in runs.rows()
                if (row["point"], row["treatment"]) == (point, name)
            ]
            for name in results.treatments
        }
        by = {name: sum(values) / len(values) for name, values in of.items()}
        assert treatment == max(by, key=lambda name: by[name])
        assert mean == pytest.approx(by[treatment]) and ahead == pytest.approx(max(by.values()) - min(by.values()))
