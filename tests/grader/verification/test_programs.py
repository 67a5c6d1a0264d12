from __future__ import annotations

import pytest

import grader
from grader.lab import Lab
from grader.results.verdicts import Verdict
from grader.verification import QUICK, Effort
from grader.verification.programs import describe_load, find_right, trials_of, try_programs
from tests.grader.small_lab import FILES, GOOD


def test_trial_is_what_a_grading_with_that_seed_finds(doubling: Lab) -> None:
    programs = {"good": GOOD, "squares": FILES["mistakes/squares.py"]}
    tried = dict(try_programs(doubling, programs, 3))
    assert [trial.right for trial in tried["good"]] == [True] * 3
    for seed, trial in enumerate(tried["squares"]):
        report = grader.grade(doubling, programs["squares"], seed=seed)
        assert trial.correctness == pytest.approx(report.correctness)
        assert [j.case.name for j in trial.failing] == [
            c.name for c in report.cases if not c.passed
        ]


def test_program_that_ends_the_sandbox_is_wrong_everywhere_it_does(doubling: Lab) -> None:
    ending = "import os\n" + GOOD.replace("    return 2.0 * x", "    os._exit(3)")
    ((_, (trial,)),) = try_programs(doubling, {"ending": ending}, 1)
    assert {j.verdict for j in trial.failing} == {Verdict.ended_early}
    assert not trial.right


def test_program_that_does_not_load_has_no_cases(doubling: Lab) -> None:
    ((_, (trial,)),) = try_programs(doubling, {"broken": "def double(x:\n"}, 1)
    assert (trial.loads, trial.right, trial.correctness) == (False, False, 0.0)
    assert describe_load(trial.load).startswith("SyntaxError")


def test_quick_trial_stops_at_the_first_failure_and_goes_on_with_the_next(doubling: Lab) -> None:
    ending = "import os\n" + GOOD.replace("    return 2.0 * x", "    os._exit(3)")
    squares = FILES["mistakes/squares.py"]
    programs = {"squares": squares, "ending": ending, "good": GOOD, "broken": "x = (", "more": GOOD}
    found = dict(find_right(doubling, programs))
    right = {name: trial.right for name, trial in found.items()}
    assert right == {
        "squares": False, "ending": False, "good": True, "broken": False, "more": True,
    }  # fmt: skip
    assert [len(found[name].failing) for name in ("squares", "ending")] == [1, 1]
    assert len(found["good"].judgments) == 5


def test_function_that_has_passed_in_one_program_is_not_run_in_another(doubling: Lab) -> None:
    wrong = GOOD.replace("    return 2.0 * x", "    return 3.0 * x")
    tried = dict(try_programs(doubling, {"good": GOOD, "wrong": wrong, "again": GOOD}, 2))
    for first, second, third in zip(*tried.values(), strict=True):
        roots = [n for n, j in enumerate(first.judgments) if j.function == "root"]
        assert roots
        assert all(first.judgments[n] is second.judgments[n] for n in roots)
        assert (first.right, second.right) == (True, False)
        assert third.judgments == first.judgments


def test_effort_decides_how_programs_are_tried(doubling: Lab) -> None:
    def tried(effort: Effort) -> list[int]:
        ((_, trials),) = trials_of(doubling, {"squares": FILES["mistakes/squares.py"]}, effort)
        return [len(trial.judgments) for trial in trials]

    assert tried(QUICK) == [1]
    assert tried(Effort(seeds=2)) == [5, 5]
