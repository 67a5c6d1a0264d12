"""Each file here is a submission that cheats, attacks or looks odd, and must get its verdict.

An attack has failed when it has the verdict that its first line names, no point beyond it, shows
nothing of a hidden case, leaves nothing running, and the next submission is graded as ever.
The part ``slow`` is an honest solution of a ratio above 20, which earns nothing for speed, so that
any gain of time shows. What a file declares: `attack_file`.

`make test` has one of each kind, and measures speed for a shorter time and only where an attack
could gain by it; `make test-full` grades every attack as the site does.
"""

from __future__ import annotations

import ast
import dataclasses
import importlib
import json
import re
import time
from typing import Any

import pytest

import grader
from grader.judging import budget
from grader.measuring import series
from grader.sandbox import host
from grader.sandbox.process_tree import children
from tests.attacks.attack_file import ATTACKS, HERE, Attack
from tests.selection import some_of_each

HONEST = (HERE / "lab" / "solutions" / "vectorised.py").read_text()
LAB = grader.load_lab(HERE / "lab")
UNTIMED_LAB = dataclasses.replace(LAB, weights={"correctness": 100.0, "performance": 0.0})
IMPATIENT_LAB = dataclasses.replace(
    UNTIMED_LAB, limits=dataclasses.replace(LAB.limits, call_seconds=0.25, load_seconds=1.0)
)
SHOWN_OF_HIDDEN = set(
    "name visible passed verdict hint hint_message sentence detail mistake hypothesis source "
    "hypothesis_message function weight".split()
)
SCENARIO_LAB = grader.load_lab(HERE / "scenario_lab")
LEAKING = [attack for attack in ATTACKS if attack.name.startswith("T")]
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def quick_lab(attack: Attack) -> grader.Lab:
    """The lab on which an attack shows what it can do in the least time."""
    if attack.lab == "scenario_lab":
        return SCENARIO_LAB
    if attack.runs_endlessly:
        return IMPATIENT_LAB
    return LAB if attack.is_timed else UNTIMED_LAB


ALWAYS = 1
"""Attacks of each kind in `make test`; `make test-full` has them all."""


def by_kind(attacks: list[Attack]) -> list[Any]:
    """As parameters. A name begins with a letter and a number for the kind of attack."""
    quick = [attack for attack in attacks if not attack.slow]
    waiting = [pytest.param(a, id=a.name, marks=pytest.mark.slow) for a in attacks if a.slow]
    return waiting + some_of_each(
        quick,
        kind=lambda attack: attack.name.partition("_")[0],
        values=lambda attack: (attack,),
        name=lambda attack: attack.name,
        always=ALWAYS,
    )


@pytest.mark.parametrize("attack", by_kind(ATTACKS))
def test_attack_gets_its_verdict_and_nothing_else(
    attack: Attack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(series, "TARGET_SECONDS", 0.2)
    monkeypatch.setattr(series, "MAX_SECONDS", 0.6)
    assert_withstood(attack, quick_lab(attack))


@pytest.mark.slow
@pytest.mark.parametrize(
    "attack", [a for a in ATTACKS if a.differs_in_full], ids=lambda attack: attack.name
)
def test_attack_gets_its_verdict_where_speed_is_measured_in_full(attack: Attack) -> None:
    assert_withstood(attack, quick_lab(attack) if attack.lab == "scenario_lab" else LAB)


@pytest.mark.parametrize("comparisons", [1, pytest.param(2, marks=pytest.mark.slow)])
@pytest.mark.parametrize("attack", by_kind(LEAKING))
def test_report_depends_on_hidden_inputs_through_the_verdicts_alone(
    attack: Attack, comparisons: int
) -> None:
    """Reports on other draws are equal, to the letter, where their verdicts are."""
    reports: dict[tuple[str, ...], dict[str, Any]] = {}
    compared = 0
    for seed in range(11, 17):
        report = grader.grade(UNTIMED_LAB, attack.submission(), seed=seed).as_dict()
        verdicts = tuple(case["verdict"] for case in report["correctness"]["cases"])
        report["receipt"].pop("seed")
        report.pop("seconds")  # not shown on the site
        compared += verdicts in reports
        assert report == reports.setdefault(verdicts, report)
        if compared == comparisons:
            return
    raise AssertionError("no two draws had the same verdicts")


def assert_withstood(attack: Attack, lab: grader.Lab) -> None:
    for _ in range(attack.runs):
        began = time.process_time()
        report = grader.grade(lab, attack.submission()).as_dict()
        verdict = report["verdict"]
        assert verdict in attack.verdicts, f"{verdict}: {what_happened(report)}"
        assert time.process_time() - began < attack.host_seconds
        assert report["seconds"] < budget.grading_seconds(lab)
        assert_nothing_gained(report, attack, lab)
        assert_nothing_shown(report, attack)
    assert_nothing_runs()
    assert grader.grade(LAB, HONEST, visible_only=True).verdict is grader.Verdict.passed


def what_happened(report: dict[str, Any]) -> str:
    """The verdicts and details of a report, for the message of a test that failed."""
    cases = [
        f"{case['name']} {case['verdict']} {case['detail']}".strip()
        for case in report["correctness"]["cases"]
    ]
    return "; ".join([*cases, f"load {report['load']}", f"speed {report['performance']}"])


def assert_nothing_gained(report: dict[str, Any], attack: Attack, lab: grader.Lab) -> None:
    speed, verdict = report["performance"], report["verdict"]
    if verdict != "passed":
        assert speed is None, f"{verdict}: {speed}"
        assert report["score"] < lab.weights["correctness"]
        return
    assert report["correctness"]["score"] == 1
    if speed is None:
        assert not lab.weights["performance"]
    elif speed["void"]:
        assert speed["score"] == 0
    else:
        assert speed["ratio"] >= attack.least_ratio


def assert_nothing_shown(report: dict[str, Any], attack: Attack) -> None:
    hidden = [case for case in report["correctness"]["cases"] if not case["visible"]]
    for case in hidden:
        assert set(case) <= SHOWN_OF_HIDDEN
        assert case["detail"] == ""
        assert "LEAK" not in json.dumps(case)
    if report["verdict"] != "passed":
        assert attack.says in json.dumps(report, ensure_ascii=False)
    for text in texts(report):
        assert not UNSAFE.search(text), ascii(text)


def texts(value: Any) -> list[str]:
    """Every text in a report."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    return [text for item in value for text in texts(item)] if isinstance(value, list) else []


def assert_nothing_runs() -> None:
    """Below each warm parent there is the session kept ready for the next, and nobody else."""
    deadline = time.monotonic() + 60
    for warm in host.warm_parents().values():
        while len(children(warm.inside_pid)) > 1 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(children(warm.inside_pid)) <= 1


def test_every_attack_says_what_it_tries_and_then_its_verdict() -> None:
    for attack in ATTACKS:
        assert ast.get_docstring(ast.parse(attack.path.read_bytes())), attack.name
        after_docstring = attack.path.read_text().split('"""')[2]
        assert after_docstring.lstrip().startswith("VERDICT = "), attack.name


def test_what_an_attack_replaces_in_the_guest_is_there() -> None:
    """An attack that replaces what nobody calls any more withstands nothing."""
    files = [attack.path for attack in ATTACKS] + sorted((HERE / "parts").glob("*.py"))
    replaced = re.compile(
        r"^\s*(?:guest\.)?(loop|messages|scenario|submission|values)\.([\w.]+) = ", re.M
    )
    found = 0
    for path in files:
        for module, names in replaced.findall(path.read_text()):
            target: Any = importlib.import_module(f"grader.sandbox.guest.{module}")
            *owners, last = names.split(".")
            for name in owners:
                target = getattr(target, name)
            # what an attack keeps for itself in one of our modules need not be there
            assert hasattr(target, last) or not owners, f"{path.name}: {module}.{names}"
            found += 1
    assert found > 20
