"""`akevents bench` hands over to the folder bench/."""

from cli.terminal import Process


def test_bench_without_a_name_lists_what_can_be_measured(process: Process) -> None:
    result = process("bench")

    assert (result.returncode, result.stderr) == (0, "")
    assert "register-sqlite" in result.stdout.splitlines()


def test_bench_refuses_a_name_that_measures_nothing(process: Process) -> None:
    result = process("bench", "nothing")

    assert (result.returncode, result.stdout) == (2, "")
    assert "there is no measurement nothing" in result.stderr
