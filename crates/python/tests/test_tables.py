"""Tables as other libraries take them."""

from __future__ import annotations

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import tillit


def test_pandas_polars_and_pyarrow_see_the_same(study: tillit.Study) -> None:
    table = study.run().summary()
    arrow, polars, pandas = table.to_arrow(), table.to_polars(), table.to_pandas()
    assert isinstance(arrow, pa.Table) and isinstance(polars, pl.DataFrame)
    assert isinstance(pandas, pd.DataFrame)
    assert arrow.column_names == polars.columns == list(pandas.columns) == table.columns
    for name in ("treatment", "mean", "replicates"):
        own = table[name]
        assert arrow[name].to_pylist() == polars[name].to_list() == own
        assert list(pandas[name]) == own or all(value is None for value in own)
    assert arrow.schema.field("replicates").type == pa.int64()
    assert arrow.schema.field("mean").type == pa.float64()


def test_nothing_is_copied_on_the_way(study: tillit.Study) -> None:
    """Two tables of Arrow that are made of one table share its memory."""
    table = study.run().outcomes()
    one, other = pa.table(table), pa.table(table)
    address = lambda found: found["true_output"].chunk(0).buffers()[1].address  # noqa: E731
    assert address(one) == address(other)
    del table
    assert sum(one["true_output"].to_pylist()) == sum(other["true_output"].to_pylist())


def test_missing_numbers_are_missing() -> None:
    scenario = tillit.Scenario(organisation={"units": 1}, run={"periods": 6, "replicates": 1})
    summary = tillit.Study(scenario).run().summary()
    assert summary["low"][0] is None
    assert summary.to_pandas()["low"].isna().iloc[0]


def test_tables_show_themselves(study: tillit.Study) -> None:
    table = study.run().summary()
    assert repr(table).startswith(f"{len(table)} rows: treatment, metric")
    assert table._repr_html_().count("<tr>") == 11
    with pytest.raises(KeyError, match="there are treatment"):
        table["men"]
    assert pa.schema(table).names == table.columns
