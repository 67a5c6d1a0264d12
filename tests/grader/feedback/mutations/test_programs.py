"""The programs that differ by one mutation from a solution."""

from __future__ import annotations

from grader.feedback.mutations.programs import MOST_PROGRAMS, programs_of


def test_functions_of_a_program_call_each_other() -> None:
    source = "def half(x):\n    return x / 2\n\n\ndef f(x):\n    return half(x) + 1\n"
    programs = programs_of("calls", (source,))
    answers = {program.words: program.functions["f"](8.0) for program in programs}
    assert answers["a product is used instead of a quotient"] == 17.0


def test_names_that_only_the_solution_has_are_not_told() -> None:
    source = "def less(a, b):\n    return a - b\n\n\ndef f(x, y):\n    return less(x, y)\n"
    words = {p.words for p in programs_of("names", (source,), frozenset({"f", "x", "y"}))}
    assert "y is used instead of x" in words
    assert not any(name in text.split() for text in words for name in ("less", "b"))


def test_each_program_has_one_mutation() -> None:
    programs = programs_of("one", ("def f(x):\n    return x - 1\n",))
    assert {program.functions["f"](5.0) for program in programs} == {
        *(6.0, 5.0),  # + for -, * for -
        *(5.0, -1.0, -4.0),  # one side left out, sides swapped
        *(5.0, 3.0),  # x - 0, x - 2
    }


def test_constants_of_axes_and_places_are_no_numbers() -> None:
    programs = programs_of("axes", ("def f(x):\n    return x[1] + x.sum(axis=1)[0]\n",))
    assert not any("a constant is" in program.words for program in programs)


def test_defaults_and_keyword_only_parameters_are_kept() -> None:
    source = "def f(x, *, rate=0.5):\n    return x * rate\n"
    programs = programs_of("defaults", (source,))
    assert {program.functions["f"](2.0) for program in programs} >= {4.0, 2.5}


def test_loop_that_could_be_endless_is_left_alone() -> None:
    source = "def f(x):\n    while x > 1:\n        x = x / 2\n    return x\n"
    assert programs_of("endless", (source,)) == ()


def test_number_of_programs_is_limited() -> None:
    source = "def f(x):\n" + "    x = x + 1 - 2 * x / 3\n" * 80 + "    return x\n"
    assert len(programs_of("many", (source,))) == MOST_PROGRAMS
