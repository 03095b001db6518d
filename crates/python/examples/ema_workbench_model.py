"""The EMA workbench explores under deep uncertainty: tillit is its model, regimes are its policies."""

import pandas as pd
from ema_workbench import (
    CategoricalParameter,
    Model,
    RealParameter,
    ScalarOutcome,
    SequentialEvaluator,
)

import tillit

UNKNOWN = {"start.belief": (0.3, 0.7), "organisation.measurability": (0.2, 0.8)}
METRICS = ["true_output", "trust"]
SCENARIO = tillit.Scenario(organisation={"units": 3, "staff": 6}, run={"periods": 24, "replicates": 3})


def run(**values: object) -> dict[str, float]:
    """The outcomes at some values; names of Python have no dots, so `__` stands for them."""
    changes = {key.replace("__", "."): value for key, value in values.items()}
    results = tillit.Study(SCENARIO.with_(changes)).run()
    return {metric: results.mean(results.treatments[0], metric).mean for metric in METRICS}


def model() -> Model:
    made = Model("tillit", function=run)
    made.uncertainties = [
        RealParameter(key.replace(".", "__"), low, high) for key, (low, high) in UNKNOWN.items()
    ]
    made.levers = [CategoricalParameter("regime", ["laissez-faire", "control", "trust"])]
    made.outcomes = [ScalarOutcome(metric) for metric in METRICS]
    return made


def main(scenarios: int = 10, policies: int = 3) -> tuple[pd.DataFrame, dict[str, object]]:
    with SequentialEvaluator(model()) as evaluator:
        return evaluator.perform_experiments(scenarios, policies)


if __name__ == "__main__":
    experiments, outcomes = main()
    print(experiments.assign(**outcomes).groupby("regime", observed=True)[METRICS].mean())
