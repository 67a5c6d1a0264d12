import json

import pytest

from grader.formats.playground.picture import CELLS, EPOCHS, median_place, picture
from grader.playground import findings, parse_state, train


def drawn(text: str, epochs: int = 3):
    training = train(parse_state(text), epochs)
    return picture(training, findings(training)), findings(training)


def test_numbers_of_a_picture():
    numbers, found = drawn("dataset=circle&x=false&y=false&xSquared=true&ySquared=true", 40)
    assert len(numbers["surface"]) == CELLS and len(numbers["surface"][0]) == CELLS
    assert numbers["surface"][CELLS // 2][CELLS // 2] > 0 > numbers["surface"][0][0]
    assert numbers["epochs"][0] == 0 and numbers["epochs"][-1] == 40
    assert len(numbers["epochs"]) <= EPOCHS
    assert [round(run[-1], 4) for run in numbers["losses"]] == [
        pytest.approx(each.test_loss, abs=1e-4) for each in found
    ]
    assert numbers["seed"] == found[median_place(found)].seed


def test_up_is_up():
    numbers, _ = drawn("problem=regression&networkShape=&points=200", 20)  # x + y
    assert numbers["surface"][0][-1] > 0 > numbers["surface"][-1][0]


def test_what_diverges_can_be_drawn_and_sent():
    numbers, found = drawn("problem=regression&learningRate=10&points=100", 60)
    assert all(finding.diverged for finding in found)
    json.dumps(numbers, allow_nan=False)
