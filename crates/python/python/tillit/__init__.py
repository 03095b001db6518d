"""tillit simulates how trust grows and collapses in public organisations.

A :class:`Scenario` says what an organisation is like and how it is steered; a :class:`Study` runs it,
compares regimes, sweeps what is not known and audits claims; :func:`play` plays games with the same people.

>>> import tillit
>>> scenario = tillit.Scenario(
...     organisation={"units": 4, "staff": 8},
...     run={"periods": 24, "replicates": 6},
...     treatments={"control": {"regime": "control"}, "trust": {"regime": "trust"}},
... )
>>> results = tillit.Study(scenario).run()
>>> results.treatments
['control', 'trust']
>>> results.difference("trust", "control", "true_output").n
6
"""

from tillit._errors import FailedError, Mistake, RequestError, ScenarioError, TillitError
from tillit._lab import ChoiceTurn, GiftTurn, Played, play
from tillit._study import (
    Estimate,
    Report,
    Results,
    Study,
    Swept,
    Trace,
    calibrate,
    hypotheses,
    sweep,
    validate,
)
from tillit._tillit import (
    Dilemma,
    People,
    Person,
    Scenario,
    Table,
    __version__,
    explain,
    games,
    metrics,
    parameters,
)

__all__ = [
    "ChoiceTurn",
    "Dilemma",
    "Estimate",
    "FailedError",
    "GiftTurn",
    "Mistake",
    "People",
    "Person",
    "Played",
    "Report",
    "RequestError",
    "Results",
    "Scenario",
    "ScenarioError",
    "Study",
    "Swept",
    "Table",
    "TillitError",
    "Trace",
    "__version__",
    "calibrate",
    "explain",
    "games",
    "hypotheses",
    "metrics",
    "parameters",
    "play",
    "sweep",
    "validate",
]
