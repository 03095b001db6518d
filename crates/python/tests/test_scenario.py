"""Scenarios from texts, files and keywords, their changes and their mistakes."""

from __future__ import annotations

import math
import pickle
from pathlib import Path

import numpy as np
import pytest

import tillit

TEXT = '[levers]\npay = 0.25\n[treatments.one]\nregime = "trust"\n[treatments."v1.2"]\nlevers.support = 1\n'


def test_text_file_and_keywords_say_the_same(tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(TEXT)
    of_text = tillit.Scenario(TEXT)
    of_file = tillit.Scenario.from_file(path)
    of_keywords = tillit.Scenario(
        levers={"pay": 0.25},
        treatments={"one": {"regime": "trust"}, "v1.2": {"levers.support": 1}},
    )
    for scenario in (of_text, of_file, of_keywords):
        assert scenario.treatments == ["one", "v1.2"]
        assert scenario.value("levers.support", "v1.2") == 1.0
        assert scenario.value("levers.pay", treatment="v1.2") == 0.25
    found = [
        tillit.Study(s.with_(run={"periods": 6, "replicates": 2})).run().summary().rows()
        for s in (of_text, of_file, of_keywords)
    ]
    assert found[0] == found[1] == found[2]


def test_changes_are_laid_over_and_leave_the_first_scenario_alone() -> None:
    first = tillit.Scenario(regime="trust")
    second = first.with_({"levers.pay": 0.5}, run={"periods": 24})
    assert first.changes == []
    assert (second.value("levers.pay"), second.value("run.periods")) == (0.5, 24.0)
    assert second.changes == ["levers.pay=0.5", "run.periods=24"]
    # Numbers of other libraries are numbers.
    third = first.with_(levers={"pay": np.float32(0.5)}, run={"seed": np.int64(3)})
    assert (third.value("levers.pay"), third.value("run.periods")) == (0.5, first.value("run.periods"))
    schedule = first.with_(schedule=[{"period": 3, "set": {"pay": 0.25}}])
    assert schedule.treatments == ["trust"]


def test_a_seed_is_exact() -> None:
    largest = 2**64 - 1
    found = tillit.Scenario(run={"seed": largest, "periods": 6, "replicates": 2})
    assert f"run.seed = {largest}" in found.text
    with pytest.raises(tillit.ScenarioError):
        tillit.Scenario(run={"seed": largest + 1})


def test_mistakes_tell_key_range_nearest_name_and_place() -> None:
    with pytest.raises(tillit.ScenarioError) as caught:
        tillit.Scenario("[levers]\npay = 7\nmonitring = 0.2\n")
    far, odd = caught.value.mistakes
    assert (far.key, far.range, far.line, far.column) == ("levers.pay", (0.0, 5.0), 2, 7)
    assert (odd.key, odd.nearest, odd.line) == ("levers.monitring", "levers.monitoring", 3)
    assert "2 mistakes" in str(caught.value) and "allowed: 0 to 5" in str(caught.value)
    assert isinstance(caught.value, ValueError) and isinstance(caught.value, tillit.TillitError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.mistakes == caught.value.mistakes


def test_mistakes_of_changes_have_keys_and_no_place() -> None:
    scenario = tillit.Scenario(regime="trust")
    with pytest.raises(tillit.ScenarioError) as caught:
        scenario.with_({"levers.pay": -1, "regime": "trsut", "run.periods": True})
    mistakes = {mistake.key: mistake for mistake in caught.value.mistakes}
    assert set(mistakes) == {"levers.pay", "regime", "run.periods"}
    assert mistakes["regime"].nearest == "trust"
    assert mistakes["levers.pay"].line is None
    assert mistakes["run.periods"].message == "run.periods is true, but a number is needed"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, 10**400, "0.5", [0.5], {}, None])
def test_what_is_no_share_is_refused(value: object) -> None:
    with pytest.raises((tillit.ScenarioError, TypeError)):
        tillit.Scenario(levers={"pay": value})


def test_a_file_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "schools.toml").write_text('regime = "trust"\n')
    with pytest.raises(tillit.RequestError, match="did you mean .*schools.toml"):
        tillit.Scenario.from_file(tmp_path / "scools.toml")
    (tmp_path / "odd.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(tillit.ScenarioError) as caught:
        tillit.Scenario.from_file(tmp_path / "odd.toml")
    assert caught.value.mistakes[0].line == 1


def test_copies_are_the_same(scenario: tillit.Scenario) -> None:
    changed = scenario.with_(levers={"pay": 0.1 + 0.2})
    again = pickle.loads(pickle.dumps(changed))
    assert (again.text, again.changes) == (changed.text, changed.changes)
    assert again.value("levers.pay") == 0.1 + 0.2
    assert repr(again) == repr(changed)


def test_names_are_explained() -> None:
    assert "levers.pay" in tillit.explain("levers.pay")
    with pytest.raises(tillit.RequestError, match="did you mean"):
        tillit.explain("monitring")
    keys = tillit.parameters()
    row = dict(zip(keys.columns, (keys[c][keys["key"].index("levers.pay")] for c in keys.columns)))
    assert (row["low"], row["high"]) == (0.0, 5.0)
    assert "true_output" in tillit.metrics()["name"]
    with pytest.raises(KeyError, match="no number stands at"):
        tillit.Scenario(regime="trust").value("levers.pya")
