"""Tests that run in several processes are reported as if one had run them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CONFTEST = """
import os
from pathlib import Path
import pytest
from tests.processes import Processes, shared_folder

HERE = Path(__file__).parent

def note(line):
    with open(HERE / "notes", "a") as file:
        file.write(f"{os.getpid()} {line}\\n")

def pytest_configure(config):
    config.addinivalue_line("markers", "alone")
    config.pluginmanager.register(Processes(2, lambda: note("begins")))

@pytest.fixture(scope="session", autouse=True)
def server(tmp_path_factory, pytestconfig):
    shared = shared_folder(pytestconfig)
    assert shared == tmp_path_factory.getbasetemp().parent
    note(f"starts {shared}")
    yield
    note("stops")

@pytest.fixture(autouse=True)
def noted(request):
    note(request.node.name)
"""
Notes = dict[int, list[str]]


def run(folder: Path, *arguments: str, **files: str) -> tuple[int, str, Notes]:
    """Status and output of pytest for test files, and what each process noted."""
    (folder / "conftest.py").write_text(CONFTEST)
    for name, text in files.items():
        (folder / f"test_{name}.py").write_text(textwrap.dedent(text))
    plugins = ["no:django", "no:schemathesis", "no:hypothesispytest", "no:cacheprovider"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *(f"-p{name}" for name in plugins), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    notes: Notes = defaultdict(list)
    for line in (folder / "notes").read_text().splitlines():
        process, _, note = line.partition(" ")
        notes[int(process)].append(note)
    return done.returncode, done.stdout + done.stderr, notes


def summary(output: str) -> str:
    """The last line without colors and time."""
    return re.sub(r" in .*|=| *$", "", output.strip().splitlines()[-1]).strip()


def test_outcomes_output_and_warnings_are_those_of_all_processes(tmp_path: Path):
    status, output, _ = run(
        tmp_path,
        one="""
            import warnings
            def test_passes(): pass
            def test_fails():
                print("printed")
                assert [1, 2] == [1, 3]
        """,
        two="""
            import warnings
            import pytest
            def test_warns(): warnings.warn("mind the gap")
            @pytest.mark.skip(reason="not now")
            def test_skips(): pass
            def test_passes(): pass
        """,
    )
    assert (status, summary(output)) == (1, "1 failed, 3 passed, 1 skipped, 1 warning")
    assert "assert [1, 2] == [1, 3]" in output
    assert "test_warns" in output and "UserWarning: mind the gap" in output
    assert output.count("printed") == 2  # in the source and as what was captured


def test_a_file_runs_in_one_process_and_each_process_has_its_own_fixtures(tmp_path: Path):
    many = "import pytest\n@pytest.mark.parametrize('n', range(20))\ndef test_{0}(n): pass\n"
    status, output, notes = run(tmp_path, **{name: many.format(name) for name in "abcd"})
    assert (status, summary(output)) == (0, "80 passed")
    assert len(notes) == 2
    for lines in notes.values():
        assert lines[0] == "begins" and lines[1].startswith("starts ") and lines[-1] == "stops"
        runs = [line[:6] for line in lines[2:-1]]
        assert all(runs.count(test) in (0, 20) for test in ("test_a", "test_b", "test_c"))
    assert len({lines[1] for lines in notes.values()}) == 1  # the folder that they share


def test_what_measures_time_runs_when_everything_else_is_done(tmp_path: Path):
    status, output, notes = run(
        tmp_path,
        one="""
            import pytest
            @pytest.mark.alone
            def test_alone(): pass
            def test_first(): pass
        """,
        two="def test_second(): pass",
    )
    assert (status, summary(output)) == (0, "3 passed")
    lines = (tmp_path / "notes").read_text().split("\n")
    names = [line.partition(" ")[2] for line in lines]
    assert names.index("test_alone") > max(names.index("test_first"), names.index("test_second"))
    assert sum("test_alone" in each for each in notes.values()) == 1


def test_a_process_that_dies_fails_its_test_and_the_rest_of_the_file_runs(tmp_path: Path):
    status, output, _ = run(
        tmp_path,
        one="""
            import os
            def test_before(): pass
            def test_dies(): os.kill(os.getpid(), 9)
            def test_after(): pass
        """,
        two="def test_other(): pass",
    )
    assert (status, summary(output)) == (1, "1 failed, 3 passed")
    assert "test_one.py::test_dies ended with status -9" in output


def test_the_first_failure_ends_it_where_that_is_asked_for(tmp_path: Path):
    many = "import pytest\n@pytest.mark.parametrize('n', range(2000))\ndef test_it(n): pass\n"
    status, output, notes = run(tmp_path, "-x", one="def test_fails(): assert 0", two=many)
    assert status == 1
    assert "stopping after 1 failures" in output
    assert all(lines[-1] == "stops" for lines in notes.values())
    assert sum(map(len, notes.values())) < 2000


@pytest.mark.parametrize("text", ["import nothing_there", "def test_it(missing): pass"])
def test_what_cannot_be_collected_or_set_up_is_an_error(tmp_path: Path, text: str):
    (tmp_path / "notes").touch()
    status, output, _ = run(tmp_path, one=text)
    assert status in (1, 2)
    assert "1 error" in summary(output)
