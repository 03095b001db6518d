"""Whatever is handed in, an exception comes out that a program can handle: never a crash of the process."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import tillit

SCENARIO = tillit.Scenario(organisation={"units": 2, "staff": 4}, run={"periods": 6, "replicates": 2})
RESULTS = tillit.Study(SCENARIO).run()
KEYS = tillit.parameters()["key"]
EXPECTED = (tillit.TillitError, TypeError, ValueError, OverflowError, LookupError, RecursionError, MemoryError)

texts = st.text(max_size=30)
numbers = st.floats(allow_nan=True, allow_infinity=True) | st.integers(-(2**70), 2**70)
atoms = texts | numbers | st.booleans() | st.none() | st.binary(max_size=5)
anything: st.SearchStrategy[Any] = st.recursive(
    atoms, lambda inside: st.lists(inside, max_size=3) | st.dictionaries(texts, inside, max_size=3), max_leaves=8
)
tables = st.dictionaries(st.sampled_from(KEYS) | texts, anything, max_size=4)
fuzzed = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@fuzzed
@given(text=texts | st.none() | anything, table=tables)
def test_scenarios(text: Any, table: dict[str, Any]) -> None:
    try:
        tillit.Scenario(text, **table)
    except EXPECTED:
        pass


@fuzzed
@given(table=anything | tables, more=tables)
def test_changes(table: Any, more: dict[str, Any]) -> None:
    try:
        changed = SCENARIO.with_(table, **more)
    except EXPECTED as error:
        for mistake in getattr(error, "mistakes", ()):
            assert mistake.message
    else:
        assert changed.treatments


@fuzzed
@given(
    call=st.sampled_from(["mean", "difference", "value", "trace", "compare", "audit", "sweep", "sensitivity"]),
    given_arguments=st.lists(anything, max_size=3),
)
def test_everything_else(call: str, given_arguments: list[Any]) -> None:
    study = tillit.Study(SCENARIO)
    methods: dict[str, Any] = {
        "mean": RESULTS.mean,
        "difference": RESULTS.difference,
        "value": SCENARIO.value,
        "trace": study.trace,
        "compare": study.compare,
        "audit": study.audit,
        "sweep": study.sweep,
        "sensitivity": tillit.Swept("", None, None, {}).sensitivity,
    }
    try:
        methods[call](*given_arguments)
    except EXPECTED:
        pass


@fuzzed
@given(name=texts | st.sampled_from(["public-goods", "dilemma", "trust"]), rules=st.dictionaries(
    st.sampled_from(sorted(set(tillit.games()["rule"]) - {"sessions"})) | texts, numbers | anything, max_size=3
))
def test_games(name: str, rules: dict[str, Any]) -> None:
    small = {"sessions": 1}
    try:
        tillit.play(name, decisions=True, **{**rules, **small})
    except EXPECTED:
        pass


@fuzzed
@given(answer=anything)
def test_strategies(answer: Any) -> None:
    for game in ("public-goods", "dilemma"):
        try:
            tillit.play(game, strategy=lambda turn: answer, sessions=1)
        except EXPECTED:
            pass


def test_tables_that_hold_themselves() -> None:
    loop: list[Any] = []
    loop.append(loop)
    ring: dict[str, Any] = {}
    ring["levers"] = ring
    for odd in ({"figures.kinds": loop}, ring):
        try:
            SCENARIO.with_(odd)
        except RecursionError:
            continue
        raise AssertionError("nothing was raised")
