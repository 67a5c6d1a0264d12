"""Where two submissions match."""

from __future__ import annotations

from grader.similarity.documents import prints_of
from grader.similarity.normalized import normalized
from grader.similarity.regions import Match, Range, matches

BODY = """\
    top = np.max(x, axis=1, keepdims=True)
    e = np.exp(x - top)
    total = e.sum(axis=1)
    return np.log(total) + top[:, 0]
"""


def found(left: str, right: str) -> list[Match]:
    both = [normalized(each) for each in (left, right)]
    first, second = (prints_of(each) for each in both)
    shared = {each.hash for each in first} & {each.hash for each in second}
    return matches(both[0].sequences, both[1].sequences, first, second, shared)


def test_a_copied_function_is_one_match_with_its_lines_on_both_sides() -> None:
    left = f"import numpy as np\n\ndef f(x):\n{BODY}"
    right = f"import numpy as np\n\n# more\n# lines\n\ndef other(x):\n{BODY}"
    (match,) = found(left, right)
    assert (match.left[0].first_line, match.left[-1].last_line) == (4, 7)
    assert (match.right[0].first_line, match.right[-1].last_line) == (7, 10)


def test_a_token_is_in_one_match_only() -> None:
    left = f"def f(x):\n{BODY}\ndef g(x):\n{BODY}"
    result = found(left, f"def f(x):\n{BODY}")
    assert len(result) == 1 and result[0].tokens > 20


def test_nothing_shared_gives_no_match() -> None:
    assert found("def f(x):\n    return x + 1\n", f"def f(x):\n{BODY}") == []


def test_a_range_is_told_as_a_list() -> None:
    assert Range(1, 2, 3, 4).as_list() == [1, 2, 3, 4]
