"""The commands as a shell sees them: what is printed, and the exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli import main as cli
from grader.sandbox import SandboxUnavailable
from tests.grader.result_lab import write_result_lab
from tests.grader.small_lab import FILES, GOOD, write_lab

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def labs(tmp_path: Path) -> Path:
    write_lab(tmp_path / "labs")
    return tmp_path / "labs"


@pytest.fixture
def right(tmp_path: Path) -> Path:
    path = tmp_path / "right.py"
    path.write_text(GOOD)
    return path


def test_right_file_ends_with_status_0_and_the_promised_json(
    labs: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = cli.main(["check", str(right), "--lab", "L9.1", "--labs", str(labs), "--json"])
    shown = json.loads(capsys.readouterr().out)
    assert status == 0
    assert (shown["lab"], shown["verdict"]) == ("doubling", "passed")
    assert 80 <= shown["score"] <= 100
    assert shown["correctness"]["score"] == 1
    assert shown["seconds"] > 0
    assert 0 <= shown["performance"]["score"] <= 1
    assert shown["performance"]["low"] <= shown["performance"]["ratio"]
    assert {"name", "visible", "passed", "verdict", "hint"} <= set(shown["correctness"]["cases"][0])


def test_a_lab_is_named_by_its_folder_too(
    labs: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check", str(right), "--lab", str(labs / "doubling"), "--visible"]) == 0
    assert capsys.readouterr().out.startswith("L9.1 Doubling")


def test_wrong_file_ends_with_status_1_and_says_what_failed(
    labs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(FILES["mistakes/squares.py"])
    assert cli.main(["check", str(wrong), "--lab", "doubling", "--labs", str(labs)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [
        "L9.1 Doubling",
        "Wrong values · 2 of 5 cases pass",
        "This is the square, not the double. This explains all 3 failures.",
    ]
    assert "  FAIL  drawn (hidden): Wrong values" in lines
    assert "  worst at [2]: expected 8.0, got 16.0, off by 8" in lines
    assert lines[-1].startswith("Score 40 of 100")


def test_wrong_file_as_json_has_no_performance(
    labs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text("def double(x:\n")
    arguments = ["check", str(wrong), "--lab", "doubling", "--labs", str(labs), "--json"]
    assert cli.main(arguments) == 1
    shown = json.loads(capsys.readouterr().out)
    assert (shown["verdict"], shown["score"], shown["performance"]) == ("does_not_parse", 0, None)
    assert shown["load"]["traceback"].startswith("line 1: def double(x:")


NOT_GRADED = {
    "no such lab": (["check", "{right}", "--lab", "L77.7"], 'No lab is called "L77.7"'),
    "no such file": (["check", "{right}.nowhere", "--lab", "L9.1"], "cannot be read"),
    "refused file": (["check", "{big}", "--lab", "L9.1"], "at most 262,144 are graded"),
}


@pytest.mark.parametrize(("arguments", "reason"), NOT_GRADED.values(), ids=list(NOT_GRADED))
def test_what_cannot_be_graded_ends_with_status_2_and_the_reason(
    labs: Path,
    right: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    reason: str,
) -> None:
    big = right.with_name("big.py")
    big.write_bytes(b"#" * 300_000)
    filled = [part.format(right=right, big=big) for part in arguments]
    assert cli.main([*filled, "--labs", str(labs)]) == 2
    printed = capsys.readouterr()
    assert (printed.out, reason in printed.err) == ("", True)
    assert cli.main([*filled, "--labs", str(labs), "--json"]) == 2
    assert reason in json.loads(capsys.readouterr().out)["error"]


def test_lab_with_faults_ends_with_status_2_and_all_of_them(
    tmp_path: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lab(tmp_path / "labs", statement_md=None, hints_md="")
    arguments = ["check", str(right), "--lab", "doubling", "--labs", str(tmp_path / "labs")]
    assert cli.main(arguments) == 2
    assert capsys.readouterr().err.splitlines()[-1] == ("2 faults in 2 files; nothing was loaded.")


def test_host_without_a_sandbox_ends_with_status_2_and_runs_nothing(
    labs: Path, right: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise SandboxUnavailable("User namespaces are switched off.")

    monkeypatch.setattr("grader.judging.runner.open_session", refuse)
    assert cli.main(["check", str(right), "--lab", "doubling", "--labs", str(labs)]) == 2
    assert capsys.readouterr().err == "User namespaces are switched off.\n"


def test_failure_of_the_grader_is_not_one_of_the_submission(
    labs: Path, right: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("grader.judging.runner.open_session", None)
    assert cli.main(["check", str(right), "--lab", "doubling", "--labs", str(labs)]) == 2
    assert capsys.readouterr().err.startswith("The grader failed: TypeError: ")


def test_trial_runs_the_visible_cases(
    labs: Path, right: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["check", str(right), "--lab", "doubling", "--labs", str(labs), "--visible"]
    assert cli.main(arguments) == 0
    assert "Passed · 2 of 2 cases pass" in capsys.readouterr().out


def test_output_of_a_submission_cannot_act_on_the_terminal(
    labs: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "def double(x):\n    print('\\x1b]0;title\\x07')\n    raise E('\\x1b[2J')\n\n"
        "class E(Exception):\n    pass\n\ndef root(x):\n    return double(x)\n"
    )
    for more in ([], ["--json"]):
        cli.main(["check", str(wrong), "--lab", "doubling", "--labs", str(labs), *more])
        printed = capsys.readouterr().out
        assert "title" in printed
        assert not set(printed) & {"\x1b", "\x07"}


def test_labs_are_listed_with_their_functions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["labs", "--json"]) == 0
    listed = {lab["number"]: lab for lab in json.loads(capsys.readouterr().out)}
    assert listed["L5.3"]["lab"] == "sparse_softmax_cross_entropy"
    assert [f["signature"] for f in listed["L5.3"]["functions"]] == [
        'sparse_ce(z, y, reduction="none")',
        'sparse_ce_grad(z, y, reduction="none")',
    ]
    prox = listed["L1.2"]
    assert (prox["needs"], prox["cases"]["visible"]) == (["penalties"], 5)
    assert (prox["difficulty"], prox["tags"][:1]) == ("medium", ["l1"])
    assert prox["cases"]["hidden"] >= 10
    assert prox["cases"]["made"] > 2 * prox["cases"]["hidden"]
    assert prox["speed_order"] == [["expert"], ["vectorised"], ["naive"]]
    assert {"expert", "naive"} < set(prox["solutions"]) and "doubled_shrinkage" in prox["mistakes"]
    assert cli.main(["labs"]) == 0
    shown = capsys.readouterr().out
    assert "L1.2  proximal_operators  Proximal operators (30 min; medium; 5 visible and " in shown
    assert f" hidden cases; {prox['cases']['made']} made from its arguments; after " in shown
    programs = (
        f"{len(prox['solutions'])} solutions (from fast to slow: expert, vectorised, naive), "
    )
    assert f"      {programs}{len(prox['mistakes'])} mistakes\n" in shown


def test_commands_work_from_another_folder_without_the_site(tmp_path: Path, right: Path) -> None:
    code = (
        "import sys, runpy; sys.argv = ['grader', *sys.argv[1:]]\n"
        "try:\n    runpy.run_module('grader', run_name='__main__')\n"
        "finally:\n    print(sorted({'django', 'celery', 'redis'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "check", str(right), "--lab", "l2.2", "--json"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.splitlines()[-1] == "[]"
    assert '"verdict": "no_such_function"' in done.stdout


@pytest.mark.slow
def test_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m grader labs --json | head -n 1"
    done = subprocess.run(
        command, shell=True, cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert (done.stdout, done.stderr) == ("[\n", "")


@pytest.mark.parametrize("arguments", [[], ["check"], ["check", "x.py"], ["nonsense"]])
def test_wrong_arguments_end_with_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m grader" in capsys.readouterr().err


def test_lab_without_cases_has_no_mutants(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_result_lab(tmp_path)
    assert cli.main(["mutate", "clouds", "--labs", str(tmp_path)]) == 2
    assert "python -m grader verify clouds checks its thresholds" in capsys.readouterr().err


def test_trained_model_is_checked_like_any_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_result_lab(tmp_path)
    file = folder / "mistakes" / "without_bias.py"
    assert cli.main(["check", str(file), "--lab", "clouds", "--labs", str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    assert "Below target" in shown
    assert "Held-out accuracy 0.50 on 3 seeds; 0.90 earns all points" in shown
