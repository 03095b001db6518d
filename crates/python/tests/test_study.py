"""Studies: what they give, and that it is what the command line gives, to the bit."""

from __future__ import annotations

import csv
import math
import multiprocessing
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

import tillit


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="") as file:
        return list(csv.DictReader(file))


def same(cell: str, value: object) -> bool:
    """Whether a cell says a value, to the last bit."""
    if value is None:
        return cell == ""
    return float(cell) == value if isinstance(value, int | float) else cell == value


def assert_same_bits(path: Path, table: tillit.Table) -> None:
    stored, rows = csv_rows(path), table.rows()
    assert len(stored) == len(rows) > 0
    assert list(stored[0]) == table.columns
    for line, row in zip(stored, rows, strict=True):
        for name, cell in line.items():
            assert same(cell, row[name]), (path.name, name, cell, row[name])


def test_the_same_bits_as_the_command_line(scenario: tillit.Scenario, tmp_path: Path) -> None:
    path = tmp_path / "small.toml"
    path.write_text(scenario.text)
    words = ["run", str(path), "--out", str(tmp_path / "out"), "--quiet", "--threads", "1"]
    subprocess.run([sys.executable, "-m", "tillit", *words], check=True)
    results = tillit.Study(scenario).run(units=True)
    for name, table in [
        ("summary", results.summary()),
        ("series", results.series()),
        ("differences", results.differences()),
    ]:
        assert_same_bits(tmp_path / "out" / f"{name}.csv", table)
    stored, rows = csv_rows(tmp_path / "out" / "units.csv"), results.units().rows()
    assert list(stored[0]) == results.units().columns and len(stored) == len(rows)
    for line, row in zip(stored, rows, strict=True):
        for name, cell in line.items():
            value = row[name]
            if isinstance(value, float):
                assert np.float32(cell) == np.float32(value), (name, cell, value)
            else:
                assert same(cell, value)
    # And the folder that is saved is that of the command line, but for when and by whom.
    saved = tillit.Study(scenario).save(tmp_path / "saved")
    for file in (tmp_path / "out").iterdir():
        if file.is_file() and file.name != "manifest.json":
            assert file.read_bytes() == (saved / file.name).read_bytes(), file.name


def test_threads_change_no_number(scenario: tillit.Scenario) -> None:
    one, three = (tillit.Study(scenario, threads=n).run() for n in (1, 3))
    assert one.outcomes().rows() == three.outcomes().rows()
    assert one.series().rows() == three.series().rows()
    for threads in (0, -1, 100_000):
        with pytest.raises((ValueError, OverflowError)):
            tillit.Study(scenario, threads=threads).run()


def test_means_and_differences_are_those_of_the_outcomes(study: tillit.Study) -> None:
    results = study.run()
    outcomes = results.outcomes()
    by = {
        name: [v for t, v in zip(outcomes["treatment"], outcomes["trust"]) if t == name]
        for name in results.treatments
    }
    found = results.mean("trust", "trust")
    assert found.mean == pytest.approx(sum(by["trust"]) / 4, rel=1e-12) and found.n == 4
    assert found.low <= found.mean <= found.high
    pairs = [a - b for a, b in zip(by["trust"], by["control"])]
    difference = results.difference("trust", "control", "trust")
    assert difference.mean == pytest.approx(sum(pairs) / 4, rel=1e-12)
    sd = math.sqrt(sum((x - sum(pairs) / 4) ** 2 for x in pairs) / 3)
    # Student's t with three degrees of freedom at 97.5 %: 3.182446.
    assert difference.high - difference.mean == pytest.approx(3.182446 * sd / 2, rel=1e-5)
    assert results.difference("control", "trust", "trust").mean == -difference.mean
    with pytest.raises(tillit.RequestError, match="did you mean `trust`"):
        results.mean("trsut", "trust")
    with pytest.raises(tillit.RequestError, match="did you mean `true_output`"):
        results.mean("trust", "true_outptu")


def test_own_metrics_of_units(study: tillit.Study) -> None:
    results = study.run(units=True)
    own = results.metric_of_units(lambda c: c["true_output"])
    for name in results.treatments:
        # Means over units are kept in single precision on the way of the engine.
        assert own[name].mean == pytest.approx(results.mean(name, "true_output").mean, rel=1e-6)
    both = results.metric_of_units(
        lambda c: [t * w for t, w in zip(c["trust"], c["true_output"], strict=True)]
    )
    assert both["trust"].n == 4 and both["trust"].low < both["trust"].mean
    with pytest.raises(ValueError, match="2 numbers for 24 units"):
        results.metric_of_units(lambda c: [1.0, 2.0])
    with pytest.raises(ValueError, match="units=True"):
        study.run().units()


def test_compare_puts_regimes_in_place_of_treatments(study: tillit.Study, tmp_path: Path) -> None:
    results = study.compare(["incentive", "trust"])
    assert results.treatments == ["incentive", "trust"]
    with pytest.raises(tillit.ScenarioError):
        study.compare(["trsut"])
    folder = study.save(tmp_path / "compared", regimes=["incentive", "trust"], only=["csv"])
    assert_same_bits(folder / "summary.csv", results.summary())
    assert not list(folder.glob("*.png"))


def test_a_trace_follows_a_unit_and_its_agents(study: tillit.Study) -> None:
    trace = study.trace(2, 3, treatment="trust")
    assert trace.periods["period"] == list(range(1, 19))
    assert len(trace.agents) == 18 * 6
    assert set(trace.agents["agent"]) == set(range(1, 7))
    assert set(trace.agents["type"]) <= {"self_interested", "conditional_cooperator", "intrinsic"}
    for wrong in [(0, 1), (4, 1), (1, 5)]:
        with pytest.raises(tillit.RequestError):
            study.trace(*wrong)


def test_people_of_another_file_are_not_left_out_silently(scenario: tillit.Scenario) -> None:
    with_people = tillit.Scenario(people="posterior", organisation={"units": 2})
    with pytest.raises(tillit.RequestError, match="save"):
        tillit.Study(with_people).run()


def test_what_stands_in_the_way_is_never_touched(study: tillit.Study, tmp_path: Path) -> None:
    own = tmp_path / "mine" / "notes.txt"
    own.parent.mkdir()
    own.write_text("mine")
    (own.parent / "summary.csv").write_text("mine")
    with pytest.raises(tillit.RequestError):
        study.save(own.parent)
    assert own.read_text() == "mine" and (own.parent / "summary.csv").read_text() == "mine"


BLOCK = {
    "design": "grid",
    "replicates": 2,
    "metrics": ["trust", "true_output"],
    "factors": {"levers": {"pay": [0.0, 0.5]}, "organisation.measurability": {"from": 0.2, "to": 0.8, "levels": 2}},
}


def test_a_sweep_runs_every_point_and_is_that_of_the_file(
    scenario: tillit.Scenario, tmp_path: Path
) -> None:
    swept = tillit.Study(scenario).sweep(BLOCK, folder=tmp_path / "swept")
    assert len(swept.runs) == 4 * 2 * 2
    assert swept.folder == tmp_path / "swept" and "4 points" in swept.summary
    path = tmp_path / "sweep.toml"
    block = 'design = "grid"\nreplicates = 2\nmetrics = ["trust", "true_output"]\n[sweep.factors]\nlevers.pay = [0.0, 0.5]\norganisation.measurability = { from = 0.2, to = 0.8, levels = 2 }\n'
    path.write_text(scenario.text + "[sweep]\n" + block)
    assert tillit.sweep(path).runs.rows() == swept.runs.rows()
    # What is complete is not run again.
    assert "complete already" in tillit.Study(scenario).sweep(BLOCK, folder=tmp_path / "swept").summary
    with pytest.raises(tillit.ScenarioError) as caught:
        tillit.Study(scenario).sweep({**BLOCK, "design": "gird"})
    assert caught.value.mistakes[0].nearest == "grid"
    with pytest.raises(tillit.RequestError):
        swept.sensitivity()
    with pytest.raises(ValueError, match="name a folder"):
        tillit.Study(scenario).sweep(BLOCK).sensitivity()


def test_sensitivity_of_a_screening(scenario: tillit.Scenario, tmp_path: Path) -> None:
    block = {
        "design": "morris",
        "trajectories": 4,
        "grid_levels": 4,
        "replicates": 2,
        "metrics": ["trust"],
        "factors": {
            "levers.pay": {"from": 0, "to": 1},
            "levers.support": {"from": 0, "to": 1},
        },
    }
    swept = tillit.Study(scenario).sweep(block, folder=tmp_path / "screened")
    found = swept.sensitivity(["trust"], resamples=20)
    assert found.folder == tmp_path / "screened" / "sensitivity"
    table = next(iter(found.tables.values()))
    assert set(table["factor"]) == {"levers.pay", "levers.support"} and "trust" in found.summary
    with pytest.raises(tillit.RequestError):
        swept.sensitivity(["true_outptu"])


def test_an_audit_tells_in_which_share_a_claim_holds(study: tillit.Study) -> None:
    found = study.audit(
        "trust: trust > control", smallest=0.01, points=20, replicates=2, ablation=False
    )
    assert found.folder is None and found.tables and "%" in found.summary
    with pytest.raises(tillit.RequestError, match="did you mean `trust`"):
        study.audit("trust: trsut > control")
    with pytest.raises(ValueError, match="points = 3"):
        study.audit("trust: trust > control", points=3)


def test_a_calibration_keeps_what_is_near_its_targets(study: tillit.Study, tmp_path: Path) -> None:
    targets = tmp_path / "targets.csv"
    targets.write_text("from,what,observed,error,held_out\ntreatment:trust,trust,0.5,0.05,no\n")
    block = {"design": "random", "points": 8, "replicates": 1, "metrics": ["trust"],
             "factors": {"levers.support": {"from": 0, "to": 1}}}
    found = study.calibrate(targets, block, population=6, generations=1, keep=1.0)
    assert "posterior" in found.tables and len(found.tables["posterior"]) == 6


def test_hypotheses_and_experiments_by_name() -> None:
    found = tillit.validate(["crowd"])
    assert found.holds is True and "validation" in found.tables
    with pytest.raises(tillit.RequestError, match="did you mean"):
        tillit.validate(["crwod"])
    with pytest.raises(tillit.RequestError, match="no hypothesis"):
        tillit.hypotheses(["H99"])


@pytest.mark.slow
def test_a_hypothesis_is_tested() -> None:
    found = tillit.hypotheses(["H1"], replicates=4)
    assert found.holds is not None and len(found.tables["register"]) > 0


LONG = {"organisation": {"units": 64}, "run": {"periods": 240, "replicates": 4000}}


def test_progress_is_told_and_may_end_the_work(scenario: tillit.Scenario) -> None:
    seen: list[tuple[int, int, str]] = []

    def tell(done: int, total: int, things: str) -> None:
        seen.append((done, total, things))
        if len(seen) > 2:
            raise RuntimeError("enough")

    before = time.monotonic()
    with pytest.raises(RuntimeError, match="enough"):
        tillit.Study(scenario.with_(**LONG), progress=tell).run()
    assert time.monotonic() - before < 20
    done = [one[0] for one in seen]
    assert done == sorted(done) and seen[0][1:] == (8000, "replicates")


def test_other_threads_run_meanwhile(scenario: tillit.Scenario) -> None:
    """The lock of the interpreter is released: another thread counts on while the engine works."""
    counted = [0]
    ended = threading.Event()

    def count() -> None:
        while not ended.is_set():
            counted[0] += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    before = time.monotonic()
    tillit.Study(scenario.with_(organisation={"units": 64}, run={"replicates": 100}), threads=1).run()
    took, seen = time.monotonic() - before, counted[0]
    ended.set()
    thread.join()
    assert seen > min(50.0, 100 * took), (seen, took)


def outcome_of_child(scenario: tillit.Scenario) -> list[dict[str, object]]:
    return tillit.Study(scenario).run().outcomes().rows()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing forks there")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_forked_process_runs_too(scenario: tillit.Scenario) -> None:
    own = outcome_of_child(scenario)
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply_async(outcome_of_child, (scenario,)).get(timeout=60) == own


INTERRUPTED = """
import os, signal, sys, threading, time
import tillit
scenario = tillit.Scenario(organisation={"units": 64}, run={"periods": 240, "replicates": 20000})
threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
before = time.monotonic()
try:
    FOLDER
except KeyboardInterrupt:
    sys.exit(0 if time.monotonic() - before < 20 else 3)
sys.exit(4)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
@pytest.mark.parametrize("call", ["tillit.Study(scenario).run()", "tillit.Study(scenario).save('out')"])
def test_ctrl_c_ends_a_run_and_leaves_nothing(call: str, tmp_path: Path) -> None:
    code = INTERRUPTED.replace("FOLDER", call)
    found = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert found.returncode == 0, found.stderr
    assert list(tmp_path.iterdir()) == []
