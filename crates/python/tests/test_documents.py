"""What the documents say in Python runs, block after block, as a reader would type it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", ["docs/python.md", "crates/python/README.md"])
def test_every_block_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / name).read_text()
    blocks = re.findall(r"^```python\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    assert blocks
    known: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, name, "exec"), known)


def test_examples_that_are_named_are_there() -> None:
    text = (ROOT / "docs/python.md").read_text()
    linked = re.findall(r"\.\./(crates/python/\S+?\.py)", text)
    assert len(linked) >= 7 and all((ROOT / path).exists() for path in linked)


def test_all_records_of_the_program_tell_the_same_version() -> None:
    import json

    import tillit

    codemeta = json.loads((ROOT / "codemeta.json").read_text())
    citation = (ROOT / "CITATION.cff").read_text()
    assert codemeta["version"] == tillit.__version__
    assert f"\nversion: {tillit.__version__}\n" in citation
    assert f"date-released: {codemeta['dateModified']}" in citation
    assert all(f'"{word}"' in json.dumps(codemeta) for word in codemeta["keywords"])
    assert [f"  - {word}" in citation for word in codemeta["keywords"]] == [True] * 4
