"""Games of the laboratory."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tillit import _tillit
from tillit._progress import Progress, shown


class GiftTurn(NamedTuple):
    """What a strategy sees before it gives in a period of a public goods game."""

    session: int
    """Session, counted from 1; the people are others in each."""
    period: int
    """Period, counted from 1."""
    periods: int
    """How many there are."""
    endowment: float
    """Tokens that can be given."""
    group_size: int
    """Members of the group, the strategy included."""
    own: list[float]
    """Tokens that it gave in earlier periods of this session."""
    others: list[float]
    """Tokens that the others of its group gave on average in each of them; empty without information."""


class ChoiceTurn(NamedTuple):
    """What a strategy sees before it chooses in a round of a dilemma."""

    session: int
    """Session, counted from 1; the people are others in each."""
    match: int
    """Match, counted from 1; the partner is another in each."""
    round: int
    """Round of the match, counted from 1."""
    own: list[bool]
    """Whether it co-operated in earlier rounds of this match."""
    other: list[bool]
    """Whether the partner did."""


class Played(NamedTuple):
    """What came of a game."""

    curves: _tillit.Table
    """Means with their 95 % intervals over plays: curve, x, y, low, high, sd, plays, source."""
    conclusion: str
    """What came of it, in words."""
    x: str
    """What x is."""
    y: str
    """What y is."""
    decisions: _tillit.Table | None
    """Every decision of every person, where it was kept."""


Strategy = Callable[[GiftTurn], float] | Callable[[ChoiceTurn], bool]


def play(
    game: str,
    /,
    *,
    strategy: Strategy | None = None,
    decisions: bool = False,
    people: _tillit.Scenario | None = None,
    seed: int = 1,
    progress: Progress = None,
    **rules: float,
) -> Played:
    """Plays a game of the laboratory, as ``tillit lab`` does; :func:`games` lists games and rules.

    With a ``strategy`` a function of the caller sits in the first seat of every session of
    ``public-goods`` or ``dilemma``, in the place of a person; the others decide and learn as ever, and
    begin the same whoever sits there. It gets a :class:`GiftTurn` and answers with tokens, or a
    :class:`ChoiceTurn` and answers whether it co-operates. ``decisions`` keeps what everybody did, also
    without a strategy. ``people`` are the staff of a scenario instead of the people of the laboratory.

    >>> import tillit
    >>> played = tillit.play("public-goods", strategy=lambda turn: turn.endowment, sessions=5)
    >>> [row["y"] for row in played.curves.rows() if row["curve"] == "strategy"][:2]
    [20.0, 20.0]

    Raises RequestError when there is no such game or rule, or no strategy can play it.
    """
    with shown(progress) as tell:
        return Played(
            *_tillit.play(game, dict(rules), strategy, decisions, people, seed, tell)
        )
