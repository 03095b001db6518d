"""SALib draws the points and tells which numbers move an outcome; tillit runs them.

The ranges are those that the catalogue documents as plausible. With `tillit sensitivity` the same is one
command; this door is for the other methods of SALib.
"""

import numpy as np
from SALib.analyze import sobol as analyse
from SALib.sample import sobol as sample

import tillit

KEYS = ["organisation.measurability", "start.belief", "levers.support"]


def problem(keys: list[str]) -> dict[str, object]:
    """The problem of SALib: plausible ranges, or all that is allowed where none is documented."""
    rows = {row["key"]: row for row in tillit.parameters().rows()}

    def bounds(key: str) -> list[float]:
        row = rows[key]
        low, high = row["plausible_low"], row["plausible_high"]
        return [row["low"], row["high"]] if low is None else [low, high]

    return {"num_vars": len(keys), "names": keys, "bounds": [bounds(key) for key in keys]}


def outcome(scenario: tillit.Scenario, keys: list[str], point: np.ndarray, metric: str) -> float:
    """The mean of a metric at a point; all points share their random numbers."""
    results = tillit.Study(scenario.with_(dict(zip(keys, point)))).run()
    return results.mean(results.treatments[0], metric).mean


def main(n: int = 64) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    scenario = tillit.Scenario(
        regime="trust", organisation={"units": 4, "staff": 8}, run={"periods": 24, "replicates": 4}
    )
    asked = problem(KEYS)
    points = sample.sample(asked, n, calc_second_order=False, seed=1)
    values = np.array([outcome(scenario, KEYS, point, "true_output") for point in points])
    return points, values, analyse.analyze(asked, values, calc_second_order=False, seed=1)


if __name__ == "__main__":
    _, _, found = main()
    for key, first, total in zip(KEYS, found["S1"], found["ST"]):
        print(f"{key:28} alone {first:.2f}, with others {total:.2f}")
