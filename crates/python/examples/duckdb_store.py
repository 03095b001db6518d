"""DuckDB asks tables in memory, and the Parquet files of a sweep, in SQL."""

from pathlib import Path

import duckdb

import tillit


def best(folder: Path) -> list[tuple[object, ...]]:
    """By point of a sweep: which treatment has the highest output, and by how much, from its files."""
    return duckdb.sql(
        f"""
        select point, treatment, mean, mean - lead(mean) over (partition by point order by mean desc) as ahead
        from (select point, treatment, avg(true_output) as mean from '{folder}/runs.parquet'
              group by point, treatment)
        qualify row_number() over (partition by point order by mean desc) = 1
        order by point
        """
    ).fetchall()


def highest(results: tillit.Results, metric: str) -> tuple[object, ...]:
    """The treatment with the highest mean of a metric, from a table in memory."""
    summary = results.summary()  # noqa: F841 (DuckDB finds it by its name)
    found = duckdb.execute(
        "select treatment, mean from summary where metric = ? order by mean desc limit 1", [metric]
    )
    return found.fetchall()[0]


if __name__ == "__main__":
    scenario = tillit.Scenario(
        organisation={"units": 5},
        run={"periods": 36, "replicates": 5},
        treatments={"control": {"regime": "control"}, "trust": {"regime": "trust"}},
    )
    print(highest(tillit.Study(scenario).run(), "true_output"))
