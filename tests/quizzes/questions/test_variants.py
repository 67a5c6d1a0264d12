import pytest

from grader import reference
from quizzes.questions.variants import DEFAULT_SEEDS
from tests.quizzes.writing import faults_of, slot_of

SHRINK = """\
id: shrink
type: numeric
variants:
  seeds: 30
  draw:
    t: step(0.05, 1, 0.05)
    v: step(-3, 3, 0.01)
  where:
    - abs(abs(v) - t) > 0.05 and v != 0
  let:
    answer: ref.soft_threshold(v, t)
text: With $t = {{ t }}$, shrink $v = {{ v }}$.
answer: "{{ answer }}"
tolerance: {absolute: 5e-4}
wrong:
  - {value: "{{ v }}", feedback: "{{ v }} survives, but shrinks."}
  - {value: "{{ -answer }}", feedback: The sign., when: answer != 0}
explanation: "{{ abs(v):.2f }} becomes {{ abs(answer):.2f }}."
"""


def test_every_variant_is_computed_by_the_reference():
    slot = slot_of(SHRINK)
    assert (len(slot.variants), slot.parameterised) == (30, True)
    for variant in slot.variants:
        v, t = variant.body.wrong[0].value, float(variant.text.split("t = ")[1].split("$")[0])
        assert variant.body.answer == reference.soft_threshold(v, t)
        assert variant.explanation.startswith(f"{abs(v):.2f} becomes ")


def test_an_entry_is_left_out_where_its_condition_does_not_hold():
    wrong = {len(variant.body.wrong) for variant in slot_of(SHRINK).variants}
    zero = [variant for variant in slot_of(SHRINK).variants if variant.body.answer == 0]
    assert wrong == {1, 2}
    assert {len(variant.body.wrong) for variant in zero} == {1}


def test_the_same_file_gives_the_same_variants():
    assert slot_of(SHRINK) == slot_of(SHRINK)


def test_a_seed_deals_its_variant():
    slot = slot_of(SHRINK)
    assert slot.deal(4).body == slot.variants[4].body
    assert slot.deal(34).body == slot.variants[4].body


def test_a_hundred_seeds_unless_the_author_says_otherwise():
    assert len(slot_of(SHRINK.replace("  seeds: 30\n", "")).variants) == DEFAULT_SEEDS == 100


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        (
            "abs(abs(v) - t) > 0.05 and v != 0",
            "v > 5",
            "4: seed 0: 500 draws, and none fulfills “where”",
        ),
        (
            "ref.soft_threshold(v, t)",
            "ref.softly(v, t)",
            "11: answer: the reference has no function",
        ),
        ("step(0.05, 1, 0.05)", "stop(0, 1)", "6: t: there is no “stop” here"),
        ("$v = {{ v }}$", "$v = {{ w }}$", "12: seed 0: there is no “w” here"),
        ("  seeds: 30", "  seeds: 5000", "4: seeds is 5000; expected a whole number"),
        ("    t: step", "    ref: step", '6: the name "ref" is taken'),
        ("when: answer != 0", "when: answer !=", "17: seed 0: when: “answer !=” is not a formula"),
        (
            "    answer: ref",
            "    answer: __import__('os').system('true') + ref",
            "11: answer: there is no “__import__”",
        ),
    ],
)
def test_faults_of_a_generator_have_their_line(found, instead, fault):
    assert found in SHRINK
    faults = faults_of(SHRINK.replace(found, instead))
    assert len(faults) == 1, faults
    assert faults[0].startswith(fault), faults


def test_a_variant_that_fails_is_told_with_its_numbers():
    faults = faults_of(
        SHRINK.replace('"{{ v }}", feedback: "{{ v }} s', '"{{ answer }}", feedback: "S')
    )
    assert len(faults) == 1
    assert faults[0].startswith("16: seed 0 (t = ")
    assert "is within the tolerance of the right one" in faults[0]


SMALL = """\
id: double
type: numeric
variants:
  seeds: 4
  draw: {x: "whole(1, 9)"}
text: Twice {{ x }}?
answer: "{{ 2 * x }}"
tolerance: exact
explanation: It is {{ 2 * x }}.
"""


def test_a_value_that_is_one_formula_keeps_its_type():
    text = SMALL.replace('draw: {x: "whole(1, 9)"}', 'draw: {x: "step(0.5, 0.5, 1)"}')
    for variant in slot_of(text).variants:
        assert (variant.body.answer, variant.text) == (1.0, "Twice 0.5?")


def test_lists_are_filled_too():
    text = """\
id: pick
type: single
variants:
  seeds: 3
  draw: {x: "whole(2, 5)"}
text: What is {{ x }} squared?
options:
  - {id: right, text: "${{ x ** 2 }}$", correct: true}
  - {id: double, text: "${{ 2 * x }}$", when: x != 2}
  - {id: more, text: "${{ x ** 2 + 1 }}$"}
explanation: Squared.
"""
    for variant in slot_of(text).variants:
        x = int(variant.text.split()[2])
        assert variant.body.options[0].text == f"${x**2}$"
        assert len(variant.body.options) == (2 if x == 2 else 3)


def test_draws_come_in_order_and_see_those_before():
    text = SMALL.replace('{x: "whole(1, 9)"}', '{a: "whole(1, 3)", x: "a + 10"}')
    for variant in slot_of(text).variants:
        assert variant.body.answer in (22, 24, 26)


def test_variants_differ_between_questions_with_equal_draws():
    other = slot_of(SMALL.replace("id: double", "id: twice"))
    assert [v.text for v in slot_of(SMALL).variants] != [v.text for v in other.variants]


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("seeds: 4", "seeds: 0", "seeds is 0; expected a whole number from 1 to 1000"),
        ("seeds: 4", "seeds: 1001", "seeds is 1001; expected"),
        ("seeds: 4", "seeds: 1.5", "seeds is 1.5; expected"),
        ('{x: "whole(1, 9)"}', '{x: "whole(1, "}', "x: “whole(1,” is not a formula"),
        ('{x: "whole(1, 9)"}', '{abs: "1", x: "2"}', 'the name "abs" is taken'),
        ('{x: "whole(1, 9)"}', '{_x: "1", x: "2"}', 'the name "_x" is taken or is no plain word'),
        ("Twice {{ x }}", "Twice {{ y }}", "seed 0: there is no “y” here"),
        ("2 * x }}.", "whole(1, 2) }}.", "there is no “whole” here"),
        ("draw:", "draws:", 'unknown key "draws"'),
    ],
)
def test_further_faults(found, instead, fault):
    faults = faults_of(SMALL.replace(found, instead))
    assert any(fault in each for each in faults), faults


def test_the_first_faulty_variant_is_reported_with_its_numbers_and_ends_the_rest():
    text = SMALL.replace('"{{ 2 * x }}"', '"{{ 1e20 * x }}"')
    faults = faults_of(text)
    assert all("seed 0 (x = " in fault for fault in faults), faults
