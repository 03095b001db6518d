"""How far work has come, shown where the caller is."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

Tell = Callable[[int, int, str], object]
"""Is told how many steps are done, how many there are, and what they are called."""

Progress = bool | Tell | None
"""None or False: nothing is shown; True: a line that is written over; a function: it is told."""

_WAIT = 0.5
"""Seconds before anything is shown: short work shows nothing."""


@contextmanager
def shown(progress: Progress) -> Generator[Tell | None]:
    """A function to be told, for as long as the work lasts."""
    if progress is None or progress is False:
        yield None
    elif progress is True:
        line = _Line()
        try:
            yield line
        finally:
            line.end()
    else:
        yield progress


class _Line:
    """A line on standard error, which terminals and notebooks write over."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._width = 0

    def __call__(self, done: int, total: int, things: str) -> None:
        since = time.monotonic() - self._start
        if since < _WAIT:
            return
        left = f", {since * (total - done) / done:.0f} s left" if done else ""
        text = f"{done} of {total} {things}{left}"
        self._write(text)

    def _write(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)

    def end(self) -> None:
        """Clears the line."""
        if self._width:
            self._write("")
            sys.stderr.write("\r")
            sys.stderr.flush()
