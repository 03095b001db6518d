"""The command of the wheel is the program."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import tillit

COMMAND = [sys.executable, "-m", "tillit"]


def run(*words: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *words], capture_output=True, text=True, cwd=cwd)


def test_version_help_and_exit_codes(tmp_path: Path) -> None:
    assert run("--version").stdout.strip().startswith(f"tillit {tillit.__version__}")
    assert "Usage: tillit" in run("--help").stdout
    found = run("run", str(tmp_path / "nothing.toml"))
    assert found.returncode == 2 and "nothing.toml" in found.stderr
    (tmp_path / "bad.toml").write_text("[levers]\npay = 7\n")
    found = run("check", "bad.toml", cwd=tmp_path)
    assert found.returncode == 2 and "bad.toml:2:7" in found.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="signals differ")
def test_ctrl_c_ends_it_with_130(tmp_path: Path) -> None:
    (tmp_path / "long.toml").write_text("[organisation]\nunits = 500\n[run]\nperiods = 240\nreplicates = 9000\n")
    process = subprocess.Popen(
        [*COMMAND, "run", "long.toml", "-q"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    time.sleep(1.0)
    os.kill(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130 and "interrupted" in said
