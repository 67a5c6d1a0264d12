import json

from grader.formats.playground.grading import grade_playground


def test_the_result_is_plain_data_that_a_page_and_a_terminal_show(lab):
    result = grade_playground(lab, lab.solutions["usual"]).result
    facts = json.loads(json.dumps(result.as_dict(), allow_nan=False))
    (training,) = facts["trainings"]
    assert training["state"] == "dataset=gauss&points=100" and training["epochs"] == 20
    assert len(training["seeds"]) == 10 and training["seeds"][0]["weights"] == 18
    assert facts["free"] == [{"ask": "Why?", "text": "A line is enough."}]
    assert facts["record"] == {"label": "Non-zero weights", "value": 18.0}
    assert "after 20 epochs the test loss is" in result.sentences[0]


def test_numbers_that_are_not_finite_are_left_out(lab):
    text = "state: problem=regression&dataset=gauss&points=100&learningRate=10"
    result = grade_playground(lab, text).result.as_dict()
    json.dumps(result, allow_nan=False)
