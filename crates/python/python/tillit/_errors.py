"""What can go wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class TillitError(Exception):
    """Something could not be done; the text says why, what is allowed and what to try."""


class RequestError(TillitError, ValueError):
    """What was asked for has a mistake: a name that does not exist, a number that does not fit."""


class FailedError(TillitError, OSError):
    """What was asked for could not be carried out: a disk is full, a file cannot be read."""


class Mistake(NamedTuple):
    """A mistake of a scenario."""

    message: str
    """What was found."""
    key: str | None
    """The key at which it stands, such as ``levers.pay``."""
    allowed: str
    """What is allowed, in words; may be empty."""
    range: tuple[float, float] | None
    """The smallest and the largest value that are allowed, where the key holds a number."""
    nearest: str | None
    """The nearest name that exists, where a name does not."""
    help: str
    """What to try; may be empty."""
    line: int | None
    """Line in the text, counted from 1; None for a key that was laid over it."""
    column: int | None
    """Column in the text, counted from 1."""


class ScenarioError(TillitError, ValueError):
    """A scenario or a sweep has mistakes, all of which are told.

    >>> import tillit
    >>> try:
    ...     tillit.Scenario("[levers]\\npay = 7\\n")
    ... except tillit.ScenarioError as error:
    ...     mistake = error.mistakes[0]
    >>> mistake.key, mistake.range, (mistake.line, mistake.column)
    ('levers.pay', (0.0, 5.0), (2, 7))
    """

    mistakes: tuple[Mistake, ...]
    """All mistakes, in the order of the text."""

    def __init__(self, text: str, mistakes: Sequence[Mistake] = ()) -> None:
        super().__init__(text)
        self.mistakes = tuple(mistakes)

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[str, tuple[Mistake, ...]]]:
        return (type(self), (str(self), self.mistakes))
