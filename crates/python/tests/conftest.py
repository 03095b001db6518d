"""What the tests share: small scenarios that run at once."""

from __future__ import annotations

import pytest

import tillit


@pytest.fixture
def scenario() -> tillit.Scenario:
    return tillit.Scenario(
        organisation={"units": 3, "staff": 6},
        run={"periods": 18, "replicates": 4, "seed": 7},
        treatments={"control": {"regime": "control"}, "trust": {"regime": "trust"}},
    )


@pytest.fixture
def study(scenario: tillit.Scenario) -> tillit.Study:
    return tillit.Study(scenario)
