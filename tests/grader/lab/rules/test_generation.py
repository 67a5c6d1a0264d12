"""The cases of all rules: grouped, named apart, drawn, and called as the signature says."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from grader.lab.arguments import floats, logits, rate, takes, word
from grader.lab.model import Function
from grader.lab.rules import rule_cases
from grader.lab.rules.generation import call_of
from grader.lab.scenarios import Scenario, result
from tests.grader.lab.rules.drawing import cases, function

DECLARED = [
    takes("f", v=floats(), t=rate(), kind=word("l1", "l2")).gives_like("v"),
    takes("f", v=floats(), t=rate(), kind=word("l3")).always_raises(NotImplementedError),
]
FUNCTIONS = [function("f(v, t, kind)")]


def test_the_cases_of_a_rule_follow_each_other() -> None:
    made = rule_cases(DECLARED, FUNCTIONS, np.random.default_rng(0))
    rows = [rule for rule, _ in groupby(case.rule for case in made)]
    assert len(rows) == len(set(rows))
    assert {"float32 in, float32 out", "Rates of 0", "Raises NotImplementedError"} <= set(rows)


def test_no_two_cases_have_one_name() -> None:
    names = [case.name for case in rule_cases(DECLARED, FUNCTIONS, np.random.default_rng(0))]
    assert len(names) == len(set(names))


def test_a_draw_can_be_made_again_and_others_differ() -> None:
    first, again, other = (
        repr([case.inputs for case in rule_cases(DECLARED, FUNCTIONS, np.random.default_rng(n))])
        for n in (1, 1, 2)
    )
    assert first == again != other


def test_every_draw_has_the_same_rules_and_cases() -> None:
    first, other = (
        [case.name for case in rule_cases(DECLARED, FUNCTIONS, np.random.default_rng(n))]
        for n in (1, 2)
    )
    assert first == other


def test_what_always_raises_is_asked_for_nothing_else() -> None:
    found = cases(DECLARED[1], "f(v, t, kind)")
    assert list(found) == ["Raises NotImplementedError"]
    assert [c.expects.name for c in found["Raises NotImplementedError"] if c.expects] == [
        "NotImplementedError"
    ] * 2


def test_arguments_are_given_as_the_signature_says() -> None:
    own = Function("f", "f(x, *, a, b=1)", "", ("x", "a", "b"), {"b": 1}, ("a", "b"))
    made = call_of(own, {"a": 2, "x": 1, "b": 3})
    assert (made.args, made.kwargs) == ((1,), {"a": 2, "b": 3})


def test_further_words_of_a_function_take_what_is_refused_in_turn() -> None:
    labels = floats("*S", wrong_shape=ValueError)
    kinds = word("l1", "l2", "l3", unknown=ValueError)
    declared = [
        takes(("f", "g"), v=floats("*S"), y=labels, kind=kinds),
        takes("f", v=floats("*S"), y=labels, kind=word("l4")),
    ]
    functions = [function("f(v, y, kind)"), function("g(v, y, kind)")]
    made = rule_cases(declared, functions, np.random.default_rng(0))
    shapes: dict[str, list[str]] = {}
    for case in made:
        if case.rule == "Refuses y of another shape":
            _, place = case.name.split(": ")
            name, kind, other = place.split(", ")
            shapes.setdefault(f"{name} {kind}", []).append(other)
    every = shapes['f "l1"']
    assert len(every) == 5 and shapes['g "l1"'] == every
    assert [shapes[f'f "l{n}"'] for n in (2, 3, 4)] == [[every[n]] for n in (1, 2, 3)]
    unknown = [case.name for case in made if case.rule == "Refuses an unknown kind"]
    assert [name.split(": ")[1][0] for name in unknown] == ["f", "g"]


def test_what_is_answered_is_asked_of_every_word() -> None:
    every = [case for case in rule_cases(DECLARED, FUNCTIONS, np.random.default_rng(0))]
    single = [case.name for case in every if case.rule == "float32 in, float32 out"]
    assert [sum(kind in name for name in single) for kind in ('"l1"', '"l2"')] == [3, 3]


def test_no_declaration_makes_no_case() -> None:
    assert rule_cases([], FUNCTIONS, np.random.default_rng(0)) == []


def test_variants_without_arrays_have_cases_too() -> None:
    assert set(cases(takes("f", x=rate()))) == {"Rates of 0"}
    assert "Read-only arrays" in cases(takes("f", x=logits("N")))


def test_where_a_part_is_judged_each_case_is_a_scenario_of_one_call() -> None:
    declared = takes("f", x=floats()).judges(result(0)[0])
    made = rule_cases([declared], [function("f(x)")], np.random.default_rng(0))
    scenarios = [case.inputs for case in made if isinstance(case.inputs, Scenario)]
    assert len(scenarios) == len(made) > 0
    assert {(len(one.calls), repr(one.judged)) for one in scenarios} == {(1, repr(result(0)[0]))}


def test_what_a_signature_leaves_open_is_given_by_name() -> None:
    open_one = Function("f", "f(x, **hyper)", "", ("x",), takes_others=True)
    made = call_of(open_one, {"lr": 0.1, "x": 1, "mu": 0.9})
    assert (made.args, made.kwargs) == ((1,), {"lr": 0.1, "mu": 0.9})
