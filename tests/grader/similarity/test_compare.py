"""The whole comparison on small classes."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from grader.similarity import Result, Settings, Submission, compare
from tests.grader.similarity.disguising import disguised

HERE = Path(__file__).parent
CATALOGUE = HERE.parents[2] / "labs" / "catalogue"


def made(seed: int, statements: int = 14) -> str:
    """A program that shares nothing with those of other seeds but its kind."""
    rng = random.Random(seed)
    calls = ("exp", "log", "sqrt", "tanh", "abs", "sin", "cos", "floor", "sort", "cumsum")
    lines = ["import numpy as np", "def f(x, y):", "    a = b = x"]
    for _ in range(statements):
        one, two = rng.sample(calls, 2)
        lines.append(
            f"    {rng.choice('ab')} = np.{one}(a * {rng.randrange(2, 99)}) "
            f"{rng.choice('+-*/')} np.{two}(b {rng.choice('+-')} {rng.randrange(2, 99)})"
        )
    return "\n".join([*lines, "    return a @ b", ""])


def others(count: int = 20) -> list[Submission]:
    return [Submission(f"own {seed}", made(seed)) for seed in range(count)]


def first(result: Result) -> set[str]:
    return {result.pairs[0].left, result.pairs[0].right}


def test_a_disguised_copy_is_the_first_pair_and_stands_out() -> None:
    code = made(99)
    copy = disguised(code, "seed", frozenset({"f"}))
    result = compare([*others(), Submission("a", code), Submission("b", copy)])
    pair = result.pairs[0]
    assert first(result) == {"a", "b"} and pair.stands_out
    assert pair.percentile > 99 and pair.rare >= 5 and pair.matches
    assert not any(each.stands_out for each in result.pairs[1:])
    assert result.all_pairs == 22 * 21 / 2 and sum(result.histogram) == result.all_pairs
    json.dumps(result.as_dict())


def test_a_small_lab_that_everybody_writes_alike_flags_nobody() -> None:
    code = "import numpy as np\n\ndef f(x):\n    e = np.exp(x - x.max())\n    return e / e.sum()\n"
    class_ = [Submission(str(n), disguised(code, str(n), frozenset("f"))) for n in range(30)]
    assert not any(pair.stands_out for pair in compare(class_).pairs)


def test_starter_code_is_subtracted() -> None:
    starter = made(7)
    class_ = [
        Submission(str(n), starter + made(n + 50, 4).replace("def f", f"def g{n}"))
        for n in range(3)
    ]
    assert compare(class_).pairs[0].shared > 10
    assert all(pair.shared < 5 for pair in compare(class_, Settings(known=(starter,))).pairs)


def test_work_of_one_person_is_not_compared() -> None:
    code = made(1)
    result = compare(
        [
            *others(),
            Submission("first try", code, owner="ann"),
            Submission("second try", code, owner="ann"),
            Submission("third try", code, owner="bob"),
        ]
    )
    found = [{pair.left, pair.right} for pair in result.pairs if pair.stands_out]
    assert {"first try", "second try"} not in found
    assert sum("third try" in pair for pair in found) >= 1


def test_earlier_terms_are_compared_with_this_one_and_not_with_each_other() -> None:
    code, old = made(60), made(61)
    earlier = [
        Submission("old 1", code, earlier=True),
        Submission("old 2", old, earlier=True),
        Submission("old 3", old, earlier=True),
    ]
    result = compare([*earlier, *others(), Submission("new", code)])
    pairs = [{pair.left, pair.right} for pair in result.pairs]
    assert first(result) == {"old 1", "new"} and {"old 2", "old 3"} not in pairs
    assert (result.compared, result.earlier) == (21, 3)


def test_a_file_that_does_not_parse_is_compared_by_its_words() -> None:
    code = made(99)
    broken = "((((\n" * 20 + code.replace(" a ", " first ").replace("np.", "numpy.")
    result = compare([*others(), Submission("a", code), Submission("b", broken)])
    assert result.by_words == ["b"]
    assert first(result) == {"a", "b"} and result.pairs[0].by_words


def test_three_copies_form_a_group() -> None:
    code = made(99)
    copies = [Submission(key, disguised(code, key, frozenset({"f"}))) for key in "abc"]
    (group,) = compare([*others(30), *copies]).groups
    assert group.members == ("a", "b", "c")


@pytest.mark.parametrize("count", [0, 1, 2])
def test_tiny_classes(count: int) -> None:
    result = compare([Submission(str(n), made(n)) for n in range(count)])
    assert not any(pair.stands_out for pair in result.pairs)


def test_submissions_without_code_are_told_as_too_short() -> None:
    result = compare([*others(), Submission("empty", ""), Submission("comment", "# later\n")])
    assert set(result.too_short) == {"empty", "comment"}


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    compare(others(5), progress=lambda done, total: told.append((done, total)))
    assert told == [(n, 5) for n in range(1, 6)]


def lab(name: str) -> tuple[list[Submission], set[frozenset[str]], Settings]:
    """A lab's right solutions, each with a disguised copy; by hand where there is one."""
    starter = (CATALOGUE / name / "starter.py").read_text("utf-8")
    keep = frozenset(line[4:].split("(")[0] for line in starter.split("\n") if line[:4] == "def ")
    submissions, planted = [], set()
    for path in sorted((CATALOGUE / name / "solutions").glob("*.py")):
        code, hand = path.read_text("utf-8"), HERE / "by_hand" / f"{name}--{path.stem}.py"
        copy = hand.read_text("utf-8") if hand.exists() else disguised(code, path.stem, keep)
        keys = (path.stem, f"{path.stem} copied")
        submissions += [Submission(keys[0], code), Submission(keys[1], copy)]
        planted.add(frozenset(keys))
    return submissions, planted, Settings(known=(starter,), entry_points=keep)


@pytest.mark.parametrize("name", ["softmax", "penalties", "fista", "ista", "nce"])
def test_disguised_copies_rank_above_independent_solutions(name: str) -> None:
    submissions, planted, settings = lab(name)
    result = compare(submissions, settings)
    found = {frozenset({pair.left, pair.right}) for pair in result.pairs[: len(planted)]}
    assert found == planted
