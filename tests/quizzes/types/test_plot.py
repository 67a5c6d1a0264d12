from xml.etree import ElementTree

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
