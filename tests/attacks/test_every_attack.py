"""Each file here is a submission that cheats, attacks or looks odd, and must get its verdict.

An attack has failed when it has the verdict that its first line names, no point beyond it, shows
nothing of a hidden case, leaves nothing running, and the next submission is graded as ever.
A file that has ``submission()`` makes the bytes of what is handed in. ``PARTS`` names files in
``parts/`` that are put in front of it. The part ``slow`` is an honest solution of a ratio above 20,
which earns nothing for speed, so that whoever gains time is seen to. ``HOST_SECONDS`` is the CPU
time that the trusted side may spend on it.
"""

from __future__ import annotations

import ast
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest

import grader
from grader.judging import budget
from grader.sandbox import host
from grader.sandbox.process_tree import children

HERE = Path(__file__).parent
ATTACKS = sorted(HERE.glob("[A-Z][0-9][0-9]_*.py"))
HONEST = (HERE / "lab" / "solutions" / "vectorised.py").read_text()
LAB = grader.load_lab(HERE / "lab")
SHOWN_OF_HIDDEN = set(
    "name visible passed verdict hint sentence detail mistake hypothesis function weight".split()
)
LEAKING = [path for path in ATTACKS if path.stem.startswith("T")]
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def constants(path: Path) -> dict[str, Any]:
    """The words in capitals that a file begins with."""
    found = {}
    for node in ast.parse(path.read_bytes()).body[1:]:
        if not isinstance(node, ast.Assign) or not isinstance(node.targets[0], ast.Name):
            break
        if isinstance(node.value, ast.Constant | ast.Tuple):
            found[node.targets[0].id] = ast.literal_eval(node.value)
    return found


def handed_in(path: Path) -> bytes:
    source = path.read_bytes()
    if b"\ndef submission():" not in source:
        parts = [HERE / "parts" / f"{part}.py" for part in constants(path).get("PARTS", ())]
        return b"\n".join([*(part.read_bytes() for part in parts), source])
    names: dict[str, Any] = {}
    exec(compile(source, str(path), "exec"), names)
    return names["submission"]()


def texts(value: Any) -> list[str]:
    """Every text in a report."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    return [text for item in value for text in texts(item)] if isinstance(value, list) else []


def every_attack() -> list[Any]:
    """All of them; those that wait long are for the full suite."""
    return [
        pytest.param(
            path, id=path.stem, marks=[pytest.mark.slow] if constants(path).get("SLOW") else []
        )
        for path in ATTACKS
    ]


@pytest.mark.parametrize("path", every_attack())
def test_attack_gets_its_verdict_and_nothing_else(path: Path) -> None:
    told = constants(path)
    allowed = (told["VERDICT"],) if isinstance(told["VERDICT"], str) else told["VERDICT"]
    for _ in range(told.get("RUNS", 1)):
        began = time.process_time()
        report = grader.grade(LAB, handed_in(path)).as_dict()
        assert report["verdict"] in allowed
        assert time.process_time() - began < told.get("HOST_SECONDS", 60)
        assert report["seconds"] < budget.grading_seconds(LAB)
        assert_nothing_gained(report, told)
        assert_nothing_shown(report, told)
    assert_nothing_runs()
    assert grader.grade(LAB, HONEST, visible_only=True).verdict is grader.Verdict.passed


@pytest.mark.parametrize("path", LEAKING, ids=lambda path: path.stem)
def test_report_depends_on_hidden_inputs_through_the_verdicts_alone(path: Path) -> None:
    """Reports on other draws are equal, to the letter, where their verdicts are."""
    seen: dict[tuple[str, ...], dict[str, Any]] = {}
    compared = 0
    for seed in range(11, 17):
        report = grader.grade(LAB, handed_in(path), seed=seed).as_dict()
        verdicts = tuple(case["verdict"] for case in report["correctness"]["cases"])
        report["receipt"].pop("seed")
        report.pop("seconds")  # not shown on the site
        compared += verdicts in seen
        assert report == seen.setdefault(verdicts, report)
        if compared == 2:
            return
    raise AssertionError("no two draws had the same verdicts")


def assert_nothing_gained(report: dict[str, Any], told: dict[str, Any]) -> None:
    speed = report["performance"]
    if report["verdict"] == "passed" and speed["void"]:
        assert speed["score"] == 0
    elif report["verdict"] == "passed":
        assert report["correctness"]["score"] == 1
        assert speed["ratio"] >= told.get("RATIO", 0.6)
    else:
        assert speed is None
        assert report["score"] < LAB.weights["correctness"]


def assert_nothing_shown(report: dict[str, Any], told: dict[str, Any]) -> None:
    hidden = [case for case in report["correctness"]["cases"] if not case["visible"]]
    for case in hidden:
        assert set(case) <= SHOWN_OF_HIDDEN
        assert case["detail"] == ""
        assert "LEAK" not in json.dumps(case)
    if "passed" not in report["verdict"] and "LEAK" not in told.get("SAYS", "LEAK"):
        assert told["SAYS"] in json.dumps(report, ensure_ascii=False)
    for text in texts(report):
        assert not UNSAFE.search(text), ascii(text)


def assert_nothing_runs() -> None:
    """Below each warm parent there is the session kept ready for the next, and nobody else."""
    deadline = time.monotonic() + 60
    for warm in host.warm_parents():
        while len(children(warm.inside_pid)) > 1 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(children(warm.inside_pid)) <= 1


def test_every_attack_has_a_verdict_and_says_what_it_tries() -> None:
    for path in ATTACKS:
        assert ast.get_docstring(ast.parse(path.read_bytes())), path.name
        assert path.read_text().split('"""')[2].lstrip().startswith("VERDICT = "), path.name
