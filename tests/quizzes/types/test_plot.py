from xml.etree import ElementTree

import pytest

from quizzes.contract.answers import InvalidResponse
from quizzes.formulas.svg_plot import Axis
from tests.quizzes.writing import example_of, faults_of, question_of


def test_a_point_in_the_region_is_right_and_a_known_mistake_has_its_feedback():
    question = question_of(example_of("plot"))
    results = [question.score(question.parse_response({"x": x})) for x in (0.4, "-0,5", 4, -4)]
    assert [score.fraction for score in results] == [1.0, 1.0, 0.0, 0.0]
    assert [score.feedback for score in results] == ["", "", "There it is nearly flat.", ""]


def test_with_a_y_range_both_coordinates_are_asked():
    text = example_of("plot").replace("{x: [-0.5, 0.5]}", "{x: [-0.5, 0.5], y: [0.4, 0.6]}")
    question = question_of(text)
    assert question.score(question.parse_response({"x": 0, "y": 0.5})).fraction == 1.0
    assert question.score(question.parse_response({"x": 0, "y": 0.9})).fraction == 0.0
    assert question.score(question.parse_response({"x": 0})).fraction == 0.0
    assert question.count_unanswered({"x": "0"}) == 1


def test_a_point_outside_the_plot_is_refused():
    told = question_of(example_of("plot")).parse_response({"x": 7})
    assert told == InvalidResponse(
        "x = 7 is off the plot. "
        "Expected a point of the plot, x from -6 to 6, each a number such as 1.5, -2e-3, or 1/3."
    )


def test_the_drawing_is_well_formed_and_shows_the_region_only_with_the_key():
    question = question_of(example_of("plot").replace("label: sigmoid", "label: <b>&"))
    closed = question.template_context({"x": "1"}, question.score({"x": "1"}))["svg"]
    opened = question.template_context({"x": "1"})["svg"]
    for drawing in (closed, opened):
        assert ElementTree.fromstring(drawing).get("aria-label").startswith("A curve that rises")
        assert "<b>" not in drawing
    assert "plot-region" in closed
    assert "plot-region" not in opened


def test_ticks_are_round():
    assert Axis(-6, 6).ticks() == [-6, -4, -2, 0, 2, 4, 6]
    assert Axis(0, 1).ticks() == [0, 0.2, 0.4, 0.6, 0.8, 1]
    assert Axis(0.03, 0.047).ticks() == [0.03, 0.035, 0.04, 0.045]


def test_faults():
    text = example_of("plot")
    assert "within -6 to 6" in faults_of(text.replace("{x: [-0.5, 0.5]}", "{x: [5, 9]}"))[0]
    assert "smaller end first" in faults_of(text.replace("{from: -6, to: 6", "{from: 6, to: -6"))[0]
    assert "no function “sigmid”" in faults_of(text.replace("ref.sigmoid", "ref.sigmid"))[0]
    assert "lies in the right one" in faults_of(text.replace("{x: [3, 6]", "{x: [-1, 1]"))[0]


BOTH = example_of("plot").replace("{x: [-0.5, 0.5]}", "{x: [-0.5, 0.5], y: [0.4, 0.6]}")


@pytest.mark.parametrize(
    ("response", "answer"),
    [
        ({"x": 1}, {"x": "1"}),
        ({"x": "0,5", "y": ""}, {"x": "0,5"}),
        ({"y": "0.5"}, {"y": "0.5"}),
        ({"x": "", "y": None}, None),
        ({}, None),
        (None, None),
    ],
)
def test_coordinates_are_kept_as_typed(response, answer):
    assert question_of(BOTH).parse_response(response) == answer


@pytest.mark.parametrize(
    "response", [{"x": 7}, {"z": 1}, {"x": [1]}, {"y": 2}, "1", [1, 2], {"x": True}]
)
def test_points_off_the_plot_are_invalid(response):
    invalid = question_of(BOTH).parse_response(response)
    assert isinstance(invalid, InvalidResponse)
    assert "x from -6 to 6, y from 0 to 1" in invalid.sentence


def test_what_was_read_of_a_coordinate_is_told():
    question = question_of(BOTH)
    assert question.parse_response({"x": "7,5"}).sentence.startswith("x = 7.5 is off the plot.")
    assert question.parse_response({"x": "a"}).sentence.startswith("“a” is not a number.")
    assert question.readings({"x": "1/2", "y": "0"}) == {"x": "0.5", "y": "0"}


def test_where_only_x_is_asked_y_is_invalid():
    question = question_of(example_of("plot"))
    assert isinstance(question.parse_response({"x": 0, "y": 0.5}), InvalidResponse)


def test_a_form_leaves_blank_coordinates_out():
    question = question_of(BOTH)
    assert question.from_form({"x": [" 1 "], "y": [""]}) == {"x": "1"}
    assert question.from_form({"x": [""]}) is None
    assert question.from_form(question.to_form({"x": "1", "y": "0.5"})) == {"x": "1", "y": "0.5"}


def test_an_answer_and_the_region_in_words():
    question = question_of(BOTH)
    assert question.describe_answer({"x": "1", "y": "0,5"}) == "x = 1, y = 0,5"
    (part,) = question.score({"x": "1", "y": "0.5"}).parts
    assert part.expected == "x from -0.5 to 0.5, y from 0.4 to 0.6"
    assert part.given == "x = 1, y = 0.5"


def test_blind_guesses_hit_the_region_as_often_as_it_is_wide():
    question = question_of(example_of("plot"))
    guesses = list(question.question_type.blind_guesses(question.body))
    hits = sum(question.score(guess).fraction for guess in guesses)
    assert len(guesses) == 40
    assert hits / len(guesses) == pytest.approx(1 / 12, abs=0.03)


def test_a_mistake_may_earn_a_part():
    text = example_of("plot").replace("feedback: There", "credit: 0.25, feedback: There")
    question = question_of(text)
    assert question.score({"x": "4"}).fraction == 0.25
    over = example_of("plot").replace("feedback: There", "credit: 1, feedback: There")
    assert any("expected 0 to below 1" in fault for fault in faults_of(over))


def test_the_template_has_the_fields_and_the_frame():
    question = question_of(BOTH)
    context = question.template_context({"x": "1"})
    x, y = context["fields"]
    assert (x["label"], x["low"], x["high"], x["given"]) == ("z", -6.0, 6.0, "1")
    assert (y["label"], "given" in y) == ("y", False)
    assert set(context["frame"]) == {"x0", "x1", "y0", "y1"}


@pytest.mark.parametrize(
    ("found", "instead", "fault"),
    [
        ("ref.sigmoid(x)", "ref.sigmoid(x", "is not a formula"),
        ("ref.sigmoid(x)", "[1, 2]", "the curve"),
        ("points: [[0, 0.5]]", "points: [[0]]", "expected two numbers, found 1"),
        ("answer: {x", "answer: {z", "unknown key"),
        ("{x: [-0.5, 0.5]}", "{x: [0.5, -0.5]}", "expected the smaller end first"),
        ("{x: [-0.5, 0.5]}", "{x: [-0.5, 0.5], y: [0, 2]}", "within 0 to 1"),
        ("answer: {x: [-0.5, 0.5]}", "answer: {y: [0, 1]}", ""),
    ],
)
def test_further_faults(found, instead, fault):
    text = example_of("plot")
    assert found in text
    faults = faults_of(text.replace(found, instead))
    assert faults and any(fault in each for each in faults), faults


PARABOLA = """\
id: lowest
type: plot
text: Where is it lowest?
plot:
  x: {from: -2, to: 2, label: w}
  y: {from: 0, to: 4}
  curves:
    - {formula: x ** 2, label: loss}
    - {formula: "1 / x"}
  description: A parabola with its lowest point in the middle.
answer: {x: [-0.25, 0.25], y: [0, 0.25]}
wrong:
  - {x: [1, 2], feedback: There it rises.}
  - {x: [-2, 2], y: [3, 4], feedback: That is high., credit: 0.5}
explanation: The vertex.
"""


def test_curves_are_computed_on_a_grid_and_gaps_stay_gaps():
    body = question_of(PARABOLA).body
    square, hyperbola = body.plot.curves
    assert len(square.values) == len(hyperbola.values) == 241
    assert (square.values[0], square.values[120], square.label) == (4.0, 0.0, "loss")
    assert hyperbola.values[120] is None


def test_a_constant_curve_is_a_line():
    text = PARABOLA.replace('{formula: "1 / x"}', '{formula: "3"}')
    assert set(question_of(text).body.plot.curves[1].values) == {3.0}


@pytest.mark.parametrize(
    ("point", "fraction", "feedback"),
    [
        ({"x": "0", "y": "0.1"}, 1.0, ""),
        ({"x": "0", "y": "1"}, 0.0, ""),
        ({"x": "1.5", "y": "1"}, 0.0, "There it rises."),
        ({"x": "0", "y": "3.5"}, 0.5, "That is high."),
        ({"x": "1.5", "y": "3.5"}, 0.0, "There it rises."),
        ({"y": "0.1"}, 0.0, ""),
    ],
)
def test_the_first_region_that_holds_the_point_decides(point, fraction, feedback):
    score = question_of(PARABOLA).score(point)
    assert (score.fraction, score.feedback) == (fraction, feedback)


def test_samples_stand_in_the_middle_of_their_regions():
    samples = question_of(PARABOLA).samples()
    assert samples.right == {"x": "0", "y": "0.125"}
    assert samples.wrong["wrong 1"].response == {"x": "1.5", "y": "0.125"}
    assert samples.wrong["wrong 2"].response == {"x": "0", "y": "3.5"}
    assert samples.wrong["wrong 2"].fraction == 0.5


def test_other_systems_hold_no_plot():
    question = question_of(PARABOLA)
    assert question.question_type.to_neutral(question.body) is None
