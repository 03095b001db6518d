"""Scenarios run, compared, swept, audited; and the science around them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from tillit import _tillit
from tillit._progress import Progress, shown
from tillit._tillit import Scenario, Table

Folder = str | os.PathLike[str]


class Estimate(NamedTuple):
    """A mean over replicates with its 95 % interval."""

    mean: float
    """The mean."""
    low: float
    """Lower end of the interval; NaN for fewer than two replicates."""
    high: float
    """Upper end of the interval; NaN for fewer than two replicates."""
    n: int
    """Over how many replicates, or pairs of replicates, it is."""

    def __str__(self) -> str:
        return f"{self.mean:.4g} ({self.low:.4g} to {self.high:.4g}, n = {self.n})"


class Trace(NamedTuple):
    """One unit of one replicate, followed."""

    periods: Table
    """Every metric of the unit, by period."""
    agents: Table
    """The state of each of its agents, by period."""


@dataclass(frozen=True)
class Report:
    """What a task found."""

    summary: str
    """In words, as the command line says it."""
    holds: bool | None
    """Whether everything holds that was compared, where that can be said."""
    folder: Path | None
    """Where tables, figures and the manifest stand; None where no folder was named."""
    tables: Mapping[str, Table]
    """The tables by the names of their files."""

    def __str__(self) -> str:
        return self.summary


@dataclass(frozen=True)
class Swept(Report):
    """A sweep that was run."""

    @property
    def runs(self) -> Table:
        """Every run: point, treatment, replicate, factors, and the outcome of each metric."""
        return self.tables["runs"]

    def sensitivity(
        self,
        metrics: Sequence[str] = (),
        *,
        resamples: int = 200,
        threads: int | None = None,
        progress: Progress = None,
    ) -> Report:
        """Which factors move the outcomes: the analysis that belongs to the design of the sweep.

        It needs the folder of the sweep: name one. Raises RequestError for designs of which nothing can
        be told, such as grids.
        """
        if self.folder is None:
            raise ValueError("name a folder for the sweep: its analysis stands in it")
        with shown(progress) as tell:
            return Report(
                *_report(
                    _tillit.sensitivity(self.folder, list(metrics), resamples, threads, tell)
                )
            )


class Results:
    """What the treatments of a scenario gave, in memory."""

    def __init__(self, raw: _tillit.RawResults) -> None:
        self._raw = raw

    @property
    def treatments(self) -> list[str]:
        """Names of the treatments."""
        return self._raw.treatments

    @property
    def metrics(self) -> list[str]:
        """Names of the metrics that were recorded."""
        return self._raw.metrics

    def mean(self, treatment: str, metric: str) -> Estimate:
        """The mean of a metric over the outcome window, with its interval over replicates."""
        return Estimate(*self._raw.mean(treatment, metric))

    def difference(self, first: str, second: str, metric: str) -> Estimate:
        """How a metric differs between two treatments, the first less the second.

        Replicates are compared in pairs: both had the same random numbers.
        """
        return Estimate(*self._raw.difference(first, second, metric))

    def summary(self) -> Table:
        """The outcome of each metric under each treatment (the file ``summary.csv`` of ``tillit run``)."""
        return self._raw.summary()

    def series(self) -> Table:
        """Each metric by treatment and period, between replicates and between units (``series.csv``)."""
        return self._raw.series()

    def differences(self) -> Table:
        """Each treatment against the first, paired by replicate (``differences.csv``)."""
        return self._raw.differences()

    def outcomes(self) -> Table:
        """The outcome of every replicate, with a column for each metric."""
        return self._raw.outcomes()

    def units(self) -> Table:
        """The outcomes of every unit (means over the window, and ``*_end``), with a column for each metric.

        They are kept where the study was run with ``units=True``.
        """
        units = self._raw.units()
        if units is None:
            raise ValueError("units were not kept: run the study with units=True")
        return units

    def metric_of_units(
        self, measure: Callable[[Mapping[str, list[Any]]], Sequence[float]]
    ) -> dict[str, Estimate]:
        """A metric of one's own, computed from the columns of the units; its mean by treatment.

        ``measure`` is given the columns of :meth:`units`, each a list, and gives a number for each unit.
        The mean over the units of each replicate is compared over replicates, by a Student t interval.
        """
        units = self.units()
        columns = {name: units[name] for name in units.columns}
        values = [float(value) for value in measure(columns)]
        if len(values) != len(units):
            raise ValueError(f"{len(values)} numbers for {len(units)} units")
        sums: dict[str, dict[int, list[float]]] = {name: {} for name in self.treatments}
        for treatment, replicate, value in zip(
            columns["treatment"], columns["replicate"], values, strict=True
        ):
            sums[treatment].setdefault(replicate, []).append(value)
        means = {
            name: [sum(of_one) / len(of_one) for of_one in by_replicate.values()]
            for name, by_replicate in sums.items()
        }
        return {name: Estimate(*_tillit.interval(of_one)) for name, of_one in means.items()}

    def _repr_html_(self) -> str:
        return self.summary()._repr_html_()

    def __repr__(self) -> str:
        return f"<Results: {', '.join(self.treatments)}>"


class Study:
    """A scenario that is to be run, with everything that can be done with it.

    ``threads`` changes no number; None takes all cores. ``progress`` is True for a line that tells how far
    the work is, or a function that is told (steps done, steps in all, what they are). Ctrl-C ends any of it;
    what is kept in a named folder is resumed by the same call.
    """

    def __init__(
        self,
        scenario: Scenario,
        *,
        threads: int | None = None,
        progress: Progress = None,
    ) -> None:
        self.scenario = scenario
        self.threads = threads
        self.progress = progress

    def run(self, *, units: bool = False) -> Results:
        """Runs all replicates of all treatments, in memory. ``units`` keeps the outcomes of every unit."""
        return self.compare((), units=units)

    def compare(self, regimes: Sequence[str], *, units: bool = False) -> Results:
        """The same under regimes in place of the scenario's own treatments.

        >>> import tillit
        >>> scenario = tillit.Scenario(organisation={"units": 3}, run={"periods": 12, "replicates": 4})
        >>> tillit.Study(scenario).compare(["laissez-faire", "trust"]).treatments
        ['laissez-faire', 'trust']
        """
        with shown(self.progress) as tell:
            raw = _tillit.run(self.scenario, _names(regimes), units, self.threads, tell)
        return Results(raw)

    def save(
        self,
        folder: Folder | None = None,
        *,
        regimes: Sequence[str] = (),
        only: Sequence[str] = (),
        assumptions: Literal["off", "quick", "full"] = "quick",
    ) -> Path:
        """Runs into a folder as ``tillit run`` and ``tillit compare`` do: tables, figures, manifest.

        ``assumptions`` says how closely to look how far outcomes range over what is not known about people
        and work: at some hundred points, at 2,000, or not at all.

        Without a folder it stands below ``results``. ``only`` keeps files of some names or endings. What
        is in the way and was not written by tillit is never touched.
        """
        with shown(self.progress) as tell:
            return Path(
                _tillit.save(
                    self.scenario,
                    _names(regimes),
                    _path(folder),
                    _names(only),
                    assumptions,
                    self.threads,
                    tell,
                )
            )

    def trace(self, unit: int = 1, replicate: int = 1, *, treatment: str | None = None) -> Trace:
        """Follows a unit of a replicate (both counted from 1), with every agent in every period."""
        with shown(self.progress) as tell:
            return Trace(*_tillit.trace(self.scenario, unit, replicate, treatment, tell))

    def sweep(
        self, block: Mapping[str, Any] | None = None, /, *, folder: Folder | None = None
    ) -> Swept:
        """Runs the scenario at many points of a design.

        ``block`` is what would stand under ``[sweep]``; None takes that of the scenario. A sweep with a
        ``folder`` that was interrupted is resumed by the same call.

        >>> import tillit
        >>> scenario = tillit.Scenario(organisation={"units": 3}, run={"periods": 12})
        >>> swept = tillit.Study(scenario).sweep({
        ...     "design": "grid", "replicates": 2, "metrics": ["trust"],
        ...     "factors": {"levers": {"pay": [0.0, 0.2, 0.4]}},
        ... })
        >>> len(swept.runs)
        6
        """
        return _sweep(self.scenario, block, folder, self.threads, self.progress)

    def audit(
        self,
        claim: str,
        *,
        smallest: float = 0.0,
        people: Folder | None = None,
        quick: bool = True,
        points: int | None = None,
        replicates: int | None = None,
        ablation: bool = True,
        seed: int = 1,
        folder: Folder | None = None,
    ) -> Report:
        """In which share of what is not known a claim holds, such as ``"trust: trust > control"``.

        ``smallest`` is the smallest difference worth speaking of, ``people`` a sample of people (a CSV
        file, or ``"posterior"``) over which it is audited too, and ``ablation`` asks which mechanisms
        carry the claim. A full audit (``quick=False``) takes some 28 times as long as a quick one.
        """
        effort = {
            "quick": quick,
            "points": points,
            "replicates": replicates,
            "ablation": ablation,
            "seed": seed,
        }
        with shown(self.progress) as tell:
            found = _tillit.audit(
                self.scenario,
                claim,
                smallest,
                effort,
                _path(people),
                _path(folder),
                self.threads,
                tell,
            )
        return Report(*_report(found))

    def calibrate(
        self,
        targets: Folder,
        block: Mapping[str, Any] | None = None,
        /,
        **settings: Any,
    ) -> Report:
        """Estimates the factors of a sweep from published results; see :func:`calibrate`."""
        return _calibrate(self.scenario, targets, block, self.threads, self.progress, **settings)

    def __repr__(self) -> str:
        return f"<Study of {self.scenario!r}>"


def sweep(
    file: Folder,
    /,
    *,
    changes: Mapping[str, Any] | None = None,
    folder: Folder | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Swept:
    """Runs the sweep of a file, as ``tillit sweep`` does; ``changes`` are laid over it."""
    with shown(progress) as tell:
        found = _tillit.sweep(_path(file), dict(changes or {}), _path(folder), threads, tell)
    return Swept(*_report(found))


def calibrate(
    file: Folder,
    targets: Folder,
    /,
    *,
    threads: int | None = None,
    progress: Progress = None,
    **settings: Any,
) -> Report:
    """Which values of the factors of a sweep's file agree with a table of targets, by approximate
    Bayesian computation (``tillit calibrate``).

    Settings: ``population`` (particles of a generation, 200), ``keep`` (share of them that is kept,
    0.5), ``stop`` (0.05), ``generations`` (at most, 30), ``effort`` (share of an experiment's plays that
    is played, 0.1), ``likelihood`` (what errors are multiplied by where particles weigh by their
    likelihood), ``seed`` (1) and ``folder`` (in which an interrupted calibration is resumed).
    """
    return _calibrate(_path(file), targets, None, threads, progress, **settings)


def hypotheses(
    names: Sequence[str] = (),
    /,
    *,
    quick: bool = True,
    replicates: int | None = None,
    seed: int = 1,
    folder: Folder | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Report:
    """Tests hypotheses of the register, or all; ``holds`` is whether every control fails as it must."""
    with shown(progress) as tell:
        found = _tillit.hypotheses(
            _names(names), quick, replicates, seed, _path(folder), threads, tell
        )
    return Report(*_report(found))


def validate(
    experiments: Sequence[str] = (),
    /,
    *,
    people: Folder | None = None,
    seed: int = 1,
    folder: Folder | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Report:
    """Compares the simulation with published experiments, or with all; ``holds`` is whether all
    comparisons with a verified number hold. ``people`` is a scenario whose staff play, or a sample of
    people.
    """
    with shown(progress) as tell:
        found = _tillit.validate(
            _names(experiments), _path(people), seed, _path(folder), threads, tell
        )
    return Report(*_report(found))


def _sweep(
    scenario: Scenario,
    block: Mapping[str, Any] | None,
    folder: Folder | None,
    threads: int | None,
    progress: Progress,
) -> Swept:
    laid = None if block is None else {"sweep": block}
    with shown(progress) as tell:
        found = _tillit.sweep(scenario, laid, _path(folder), threads, tell)
    return Swept(*_report(found))


def _calibrate(
    swept: Scenario | Path | None,
    targets: Folder,
    block: Mapping[str, Any] | None,
    threads: int | None,
    progress: Progress,
    *,
    population: int = 200,
    keep: float = 0.5,
    stop: float = 0.05,
    generations: int = 30,
    effort: float = 0.1,
    likelihood: float | None = None,
    seed: int = 1,
    folder: Folder | None = None,
) -> Report:
    settings = {
        "population": population,
        "keep": keep,
        "stop": stop,
        "generations": generations,
        "effort": effort,
        "likelihood": likelihood,
        "seed": seed,
    }
    laid = None if block is None else {"sweep": block}
    with shown(progress) as tell:
        found = _tillit.calibrate(
            swept, _path(targets), settings, laid, _path(folder), threads, tell
        )
    return Report(*_report(found))


def _report(found: _tillit.Reported) -> tuple[str, bool | None, Path | None, Mapping[str, Table]]:
    summary, holds, folder, tables = found
    return summary, holds, None if folder is None else Path(folder), tables


def _names(names: Sequence[str]) -> list[str]:
    # A single text is a sequence of letters, which nobody means.
    return [names] if isinstance(names, str) else list(names)


def _path(path: Folder | None) -> Path | None:
    return None if path is None else Path(path)
