"""`akevents bench` hands over to the folder bench/."""

import pytest
from cli.terminal import Process

from akevents.settings import ROOT

pytestmark = pytest.mark.skipif(
    not (ROOT / "bench" / "__main__.py").exists(), reason="the measurements are not part of this installation"
)


def test_bench_without_a_name_lists_what_can_be_measured(process: Process) -> None:
    result = process("bench")

    assert (result.returncode, result.stderr) == (0, "")
    assert "register-sqlite" in result.stdout.splitlines()


def test_bench_refuses_a_name_that_measures_nothing(process: Process) -> None:
    result = process("bench", "nothing")

    assert (result.returncode, result.stdout) == (2, "")
    assert "there is no measurement nothing" in result.stderr
