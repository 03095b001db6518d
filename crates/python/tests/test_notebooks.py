"""The notebooks run from their first cell to their last, and say what they say."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"

# Other people's packages warn of what they like.
pytestmark = pytest.mark.filterwarnings("ignore")


def run(name: str) -> dict[str, Any]:
    pytest.importorskip("marimo")
    app = runpy.run_path(str(NOTEBOOKS / f"{name}.py"))["app"]
    _, definitions = app.run()
    return dict(definitions)


def test_the_social_trap_is_one() -> None:
    found = run("social_trap")
    given = found["given"]["y"].to_list()
    assert given[0] > given[-1]
    own = dict(zip(found["table"]["strategy"], found["table"]["earns"], strict=True))
    others = dict(zip(found["table"]["strategy"], found["table"]["others earn"], strict=True))
    assert own["gives nothing"] == max(own.values())
    assert others["gives nothing"] == min(others.values())
    assert others["gives everything"] == max(others.values())
    staff = found["staff"]["co-operation five years later"].to_list()
    assert staff[0] < staff[-1]


def test_an_audit_tells_shares() -> None:
    found = run("audit_a_claim")
    assert found["difference"].n == 5
    assert "%" in found["audit"].summary and len(found["audit"].tables) > 1
