"""What two programs have in common when style, names and order are taken away."""

from __future__ import annotations

import pytest

from grader.similarity.normalized import normalized


def labels(source: str, **options) -> list[list[str]]:
    return sorted(sequence.labels for sequence in normalized(source, **options).sequences)


F = "import numpy as np\ndef f(x, y):\n"
G = "import numpy as np\ndef g(a, b):\n"

SAME = {
    "names": (F + " z = x + y\n return z * z\n", G + " c = a + b\n return c * c\n"),
    "comments, docstrings and hints": (
        F + " return x @ y\n",
        "import numpy as np\ndef f(x: np.ndarray, y: float = 0) -> float:\n"
        ' """Text."""\n # remark\n return x @ y\n',
    ),
    "a temporary variable": (
        F + " m = np.max(x)\n return x - m\n",
        G + " return a - a.max()\n",
    ),
    "order of independent statements": (
        F + " u = np.exp(x)\n v = np.log(y)\n return u * u + v * v\n",
        G + " v = np.log(b)\n u = np.exp(a)\n return v * v + u * u\n",
    ),
    "sides of a sum": (F + " return np.exp(x) + y\n", F + " return y + np.exp(x)\n"),
    "augmented assignment": (F + " x += y\n return x\n", F + " x = x + y\n return x\n"),
    "constants": (F + " return x * 6\n", F + " return x * (2 * 3)\n"),
    "minus a number": (F + " return x - 1\n", F + " return x + -1\n"),
    "comparison": (F + " return x > y\n", F + " return y < x\n"),
    "function and method": (
        F + " return np.sum(x, axis=1)\n",
        F + " return x.sum(1)\n",
    ),
    "function and operator": (
        F + " return np.divide(np.subtract(x, y), 2)\n",
        F + " return (x - y) / 2\n",
    ),
    "power": (F + " return x ** 2\n", F + " return np.square(x)\n"),
    "import": (
        F + " return np.exp(x)\n",
        "from numpy import exp as e\ndef f(x, y):\n return e(x)\n",
    ),
    "out": (F + " e = x - y\n np.exp(e, out=e)\n return e\n", F + " return np.exp(x - y)\n"),
    "else after return": (
        F + " if x:\n  return y\n else:\n  return x\n",
        F + " if x:\n  return y\n return x\n",
    ),
    "conditional expression": (
        F + " return y if x else x\n",
        F + " if x:\n  return y\n return x\n",
    ),
    "not": (
        F + " if not x:\n  z = 1\n else:\n  z = 2\n return z * z\n",
        F + " if x:\n  z = 2\n else:\n  z = 1\n return z * z\n",
    ),
    "while and range": (
        F + " s = y\n for i in range(len(x)):\n  s = s + x[i]\n return s\n",
        F + " s = y\n i = 0\n while i < len(x):\n  s += x[i]\n  i += 1\n return s\n",
    ),
    "dead code": (
        F + " return np.exp(x)\n",
        F + " spare = np.log(y)\n other = spare + 1\n if False:\n  x = 3\n print(x)\n"
        " assert y\n return np.exp(x)\n return y\n",
    ),
    "lambda": ("f = lambda x, y: x @ y\n", F + " return x @ y\n"),
    "a function of its own": (
        F + " return x / np.sum(np.exp(x))\n",
        F + " return x / total(x)\ndef total(a):\n e = np.exp(a)\n return e.sum()\n",
    ),
    "a function inside": (
        F + " return x / np.sum(np.exp(x))\n",
        F + " def total(a):\n  return np.exp(a).sum()\n return x / total(x)\n",
    ),
    "errstate": (
        F + " return np.log(x)\n",
        F + " with np.errstate(divide='ignore'):\n  return np.log(x)\n",
    ),
    "texts of errors": (
        F + " raise ValueError('a message')\n",
        F + " raise ValueError(f'other {x}')\n",
    ),
    "several values": (
        F + " a, b = np.exp(x), np.log(y)\n return a * a - b * b\n",
        F + " b = np.log(y)\n a = np.exp(x)\n return a * a - b * b\n",
    ),
}


@pytest.mark.parametrize("what", SAME)
def test_programs_that_differ_in_style_alone_are_the_same(what: str) -> None:
    one, two = SAME[what]
    assert labels(one) == labels(two)


DIFFERENT = {
    "another function": (F + " return np.exp(x)\n", F + " return np.log(x)\n"),
    "another number": (F + " return x * 2\n", F + " return x * 3\n"),
    "another axis": (F + " return x.sum(axis=0)\n", F + " return x.sum(axis=1)\n"),
    "sides of a difference": (F + " return np.exp(x) - y\n", F + " return y - np.exp(x)\n"),
    "order of what depends": (
        F + " x[0] = y\n x[1] = x[0] * 2\n return x\n",
        F + " x[1] = x[0] * 2\n x[0] = y\n return x\n",
    ),
    "another choice": (F + " return x == 'mean'\n", F + " return x == 'sum'\n"),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_programs_that_do_something_else_differ(what: str) -> None:
    one, two = DIFFERENT[what]
    assert labels(one) != labels(two)


def test_functions_that_the_lab_asks_for_stay_apart() -> None:
    source = F + " return g(x, y)\ndef g(a, b):\n return a @ b\n"
    assert len(labels(source)) == 1
    assert len(labels(source, entry_points=frozenset({"f", "g"}))) == 2


def test_tokens_know_where_they_are_written() -> None:
    (sequence,) = normalized("def f(x):\n    y = x + 1\n    return y\n").sequences
    places = dict(zip(sequence.labels, sequence.spans, strict=True))
    assert places["+"] == (2, 8, 13) and places["return"][0] == 3


def test_a_broken_file_is_read_without_the_lines_that_break_it() -> None:
    good = F + " z = np.exp(x)\n return z * z\n"
    broken = F + " z = np.exp(x)\n return z * z\n\nthis is no (python\n"
    assert normalized(broken).parsed and labels(broken) == labels(good)


@pytest.mark.parametrize("source", ["((((\n" * 30, "(" * 5000, "x = " + "-" * 50_000 + "1"])
def test_what_cannot_be_parsed_is_read_by_its_words(source: str) -> None:
    found = normalized(source)
    assert not found.parsed or found.sequences == [] or found.sequences[0].labels


@pytest.mark.parametrize(
    ("source", "words"),
    [
        *(("", []), ("\n", []), ("# nothing\n", []), ("x = 1\n", ["V", "=", "1"])),
        *(("def f(:\n", ["def", "V", "(", ":"]), ("\0", ["\0"]), ("é = 1", ["=", "1"])),
    ],
)
def test_any_text_can_be_read(source: str, words: list[str]) -> None:
    assert bool(normalized(source).sequences) is ("=" in source)
    found = normalized(source, lexical=True).sequences
    assert [sequence.labels for sequence in found] == ([words] if words else [])
