"""Failures by cause, in the order in which a teacher would speak of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.feedback.case_kinds import CaseKind
from grader.feedback.causes import causes_of
from grader.feedback.explanation import Explanation, Strength
from grader.results.cause import Cause, Stage
from grader.results.report import CaseResult
from grader.results.verdicts import Verdict

WRONG = CaseResult("a", False, "f", 1.0, Verdict.wrong_values, hint="The author's hint.")
SIGN = replace(WRONG, hint="A sign.", hypothesis="sign", source="hypothesis")
HALF = replace(WRONG, hint="Halved.", mistake="half", source="mistake")
REFUSAL, SPECIAL = CaseKind.refusal, CaseKind.special


def named(result: CaseResult, *names: str, **changes: object) -> list[CaseResult]:
    return [replace(result, name=name, **changes) for name in names]


def causes(results: list[CaseResult], kinds: dict[str, CaseKind]) -> tuple[Cause, ...]:
    """With the explanations that the results were made from."""
    strengths = {"hypothesis": Strength.predicted, "mistake": Strength.exact}
    explanations = {
        result.name: Explanation(
            result.source,
            result.mistake or result.hypothesis or "",
            result.hint,
            frozenset(),
            strengths.get(result.source, Strength.described),
        )
        for result in results
        if result.source
    }
    return causes_of(results, kinds, explanations)


def told(*results: CaseResult, **kinds: CaseKind) -> list[tuple[str, str]]:
    """The stage and sentence of each cause."""
    return [(cause.stage.name, cause.sentence) for cause in causes(list(results), kinds)]


def test_right_submission_has_no_cause() -> None:
    idle = replace(WRONG, verdict=Verdict.not_run)
    assert causes_of([replace(WRONG, verdict=Verdict.passed), idle], {}) == ()


def test_cases_of_one_mistake_are_one_cause() -> None:
    (cause,) = causes(named(HALF, "a", "b", "c"), {})
    assert (cause.source, cause.name, cause.sentence) == ("mistake", "half", "Halved.")
    assert (cause.cases, cause.case) == (("a", "b", "c"), "a")


def test_what_a_check_says_comes_after_a_known_reason() -> None:
    fact = replace(WRONG, hint="The sum is 2.", source="property")
    found = causes([*named(fact, "a", "b", "c"), *named(HALF, "d", "e")], {})
    assert [cause.source for cause in found] == ["mistake", "property"]


def test_rules_of_a_function_that_fails_in_ordinary_arrays_are_looked_at_later() -> None:
    plain = replace(WRONG, rule=True, hint="Not the form.", source="plain")
    other = replace(WRONG, rule=True, hint="One entry is enough.")
    written = replace(WRONG, hint="What the author says.")
    found = causes(
        [*named(plain, "order"), *named(other, "single"), *named(written, "zeros")],
        dict.fromkeys(("order", "single", "zeros"), SPECIAL),
    )
    assert [cause.sentence for cause in found][:2] == ["What the author says.", "Not the form."]
    assert found[2].sentence.startswith("Special inputs fail in the same function")


def test_one_hypothesis_with_two_sentences_makes_two_causes() -> None:
    rows, columns = replace(SIGN, hint="By rows."), replace(SIGN, name="b", hint="By columns.")
    assert told(rows, columns) == [("values", "By rows."), ("values", "By columns.")]


def test_cause_of_most_cases_comes_first() -> None:
    results = [*named(SIGN, "a"), *named(HALF, "b", "c")]
    assert told(*results) == [("values", "Halved."), ("values", "A sign.")]


def test_order_is_a_teachers() -> None:
    results = [
        *named(WRONG, "refused", "refused_too"),
        *named(WRONG, "float32", hint="float32 stays."),
        *named(WRONG, "changed", verdict=Verdict.changed_inputs, hint="Copy.", source="verdict"),
        *named(SIGN, "sign"),
        *named(WRONG, "list", verdict=Verdict.wrong_type, hint="An array.", source="kind"),
        *named(WRONG, "raised", verdict=Verdict.raised, hint="Import it.", source="exception"),
        *named(WRONG, "gone", verdict=Verdict.no_such_function, hint="Define it.", source="x"),
    ]
    found = told(*results, refused=REFUSAL, refused_too=REFUSAL, float32=SPECIAL)
    assert [stage for stage, _ in found] == [
        "nothing_runs",
        "stops",
        "kind",
        "values",
        "side_effects",
        "special_inputs",
        "refusals",
    ]


@pytest.mark.parametrize("verdict", [Verdict.raised, Verdict.wrong_values])
def test_refusal_never_comes_before_wrong_values(verdict: Verdict) -> None:
    results = [*named(WRONG, *"abcdef", verdict=verdict), *named(SIGN, "z")]
    first = causes(results, dict.fromkeys("abcdef", REFUSAL))[0]
    assert (first.name, first.cases) == ("sign", ("z",))


def test_missing_function_counts_where_bad_input_is_all_that_is_asked() -> None:
    gone = replace(WRONG, verdict=Verdict.no_such_function, source="verdict", hint="Define it.")
    assert told(gone, a=REFUSAL) == [("nothing_runs", "Define it.")]


def test_one_hint_of_an_author_is_said() -> None:
    results = named(WRONG, "a", "b")
    assert told(*results) == [("values", "The author's hint.")]
    assert told(*results, a=REFUSAL, b=REFUSAL) == [("refusals", "The author's hint.")]


def test_several_hints_of_authors_are_not_guessed_from() -> None:
    (cause,) = causes_of([WRONG, *named(WRONG, "b", hint="Another.")], {})
    assert cause.source == "none"
    assert cause.sentence.startswith("f gives wrong answers")


def test_several_refusals_are_one_cause() -> None:
    results = [*named(WRONG, "a"), *named(WRONG, "b", hint="Another."), *named(SIGN, "c")]
    assert [stage for stage, _ in told(*results, a=REFUSAL, b=REFUSAL)] == ["values", "refusals"]


def test_special_inputs_are_told_apart_by_their_hints() -> None:
    results = [*named(WRONG, "a"), *named(WRONG, "b", hint="Another.")]
    assert told(*results, a=SPECIAL, b=SPECIAL) == [
        ("special_inputs", "The author's hint."),
        ("special_inputs", "Another."),
    ]


def test_wrong_shape_of_a_known_formula_is_a_wrong_value() -> None:
    shape = replace(SIGN, verdict=Verdict.wrong_shape)
    assert told(shape)[0][0] == "values"
    assert told(replace(shape, hypothesis=None, source="kind"))[0][0] == "kind"


def test_cause_is_shown_by_an_ordinary_visible_case() -> None:
    results = [*named(SIGN, "special", visible=True), *named(SIGN, "hidden")]
    results += named(SIGN, "shown", visible=True)
    (cause,) = causes(results, {"special": SPECIAL})
    assert cause.case == "shown"


def test_refusals_that_fail_in_several_ways_are_one_cause() -> None:
    raised = named(WRONG, "b", verdict=Verdict.raised, hint="Line 3: an index.", source="exception")
    kinds = {"a": REFUSAL, "b": REFUSAL}
    assert [stage for stage, _ in told(*named(WRONG, "a"), *raised, **kinds)] == ["refusals"]
    gone = named(raised[0], "b", verdict=Verdict.no_such_function)
    assert len(told(*named(WRONG, "a"), *gone, **kinds)) == 2


def test_explanation_may_say_its_stage() -> None:
    state = Explanation("state", "kept", "Kept.", frozenset(), Strength.certain, Stage.stops)
    (cause,) = causes_of([WRONG], {"a": SPECIAL}, {"a": state})
    assert (cause.stage, cause.name) == (Stage.stops, "kept")


def test_known_cause_comes_before_an_unknown_one_unless_that_is_far_more() -> None:
    known = named(SIGN, "known")
    for count, first in ((2, "hypothesis"), (4, "none")):
        names = [f"case{k}" for k in range(count)]
        unknown = [replace(WRONG, name=name, hint=name) for name in names]
        assert causes([*unknown, *known], {})[0].source == first


def test_rows_of_rules_count_less_than_cases_of_the_author() -> None:
    rules = named(HALF, *"abcd", rule=True)
    assert told(*rules, *named(SIGN, "z"))[0] == ("values", "A sign.")


def test_bad_input_that_fails_as_allowed_input_does_has_its_cause() -> None:
    raised = replace(WRONG, verdict=Verdict.raised, hint="Import it.", source="exception")
    explanation = Explanation(
        "exception", "NameError, line 2", "Import it.", frozenset(), Strength.described
    )
    results = named(raised, "a", "b")
    (cause,) = causes_of(results, {"b": REFUSAL}, dict.fromkeys("ab", explanation))
    assert (cause.stage, cause.cases) == (Stage.stops, ("a", "b"))


def test_special_inputs_are_left_for_later_where_ordinary_ones_fail() -> None:
    """What their authors say may not be what is wrong."""
    single = replace(WRONG, name="single", hint="Keep float32.", rule=True)
    empty = replace(WRONG, name="empty", hint="Of nothing comes nothing.", rule=True)
    other = replace(single, name="other", function="g", hint="Keep it in g.")
    special = dict.fromkeys(("single", "empty", "other"), SPECIAL)
    assert told(HALF, single, empty, other, **special) == [
        ("values", "Halved."),
        (
            "special_inputs",
            "Special inputs fail in the same function: look at them again when ordinary ones are "
            "right.",
        ),
        ("special_inputs", "Keep it in g."),
    ]


def test_of_bad_input_the_author_says_more_than_a_rule() -> None:
    written = replace(WRONG, name="written", hint="Raise ValueError for a label of -1.")
    rule = replace(written, name="rule", hint="Labels are refused outside 0 to C - 1.", rule=True)
    (cause,) = causes([rule, written], {"written": REFUSAL, "rule": REFUSAL})
    assert (cause.sentence, cause.case) == (written.hint, "written")


def test_author_of_a_case_names_no_cause_beside_a_known_mistake_of_the_function() -> None:
    tied = replace(WRONG, hint="Ties count half.")
    beside = told(*named(HALF, "a", "b"), *named(tied, "c", "d", "e"))
    assert beside[0][1] == "Halved."
    assert beside[1][1].startswith("f gives wrong answers, and no usual mistake")
    flat = named(tied, "c", "d", verdict=Verdict.wrong_shape)
    assert told(*named(HALF, "a", "b"), *flat)[0] == ("values", "Halved.")
    elsewhere = told(*named(HALF, "a", "b"), *named(tied, "c", function="g"))
    assert ("values", "Ties count half.") in elsewhere
