"""What trained states came to, as numbers of a drawing and words of a table."""

from __future__ import annotations

from typing import Any

from labs.pages.trainings import SIDE, WIDE, draw, trainings

SEED = {
    "seed": 14,
    "train_loss": 0.1,
    "test_loss": 0.25,
    "test_accuracy": 0.9,
    "nonzero": 4,
    "weights": 84,
    "live_features": ["x", "sinY"],
    "dead_units": 1,
    "units": 12,
    "diverged": False,
    "gradients": [0.1],
}
PICTURE: dict[str, Any] = {
    "seed": 14,
    "surface": [[-4, -4, 0], [0, 2, 2], [0, 0, 0]],
    "points": [[0, 0, 1], [6, 6, -1]],
    "epochs": [0, 100],
    "losses": [[1.0, 0.01], [0.5, 0.1]],
}
TRAINING = {"label": "Your state", "state": "noise=1", "epochs": 100, "picture": PICTURE}


def shown(**changed: Any) -> Any:
    (training,) = trainings({"trainings": [TRAINING | {"seeds": [SEED | changed]}]})
    return training


def test_numbers_in_words() -> None:
    run = shown().runs[0]
    assert (run.test_loss, run.accuracy, run.weights) == ("0.250", "90%", "4 of 84")
    assert (run.features, run.dead) == ("x₁, sin x₂", "1 of 12")


def test_what_is_not_a_number_is_called_so() -> None:
    run = shown(test_loss=None, test_accuracy=None, live_features=[]).runs[0]
    assert (run.test_loss, run.accuracy, run.features) == ("not a number", "–", "–")


def test_the_picture_is_told_in_words() -> None:
    alt = shown().alt
    assert "seed 14" in alt and "100 epochs" in alt and "0.250" in alt


def test_cells_of_one_level_are_one_path() -> None:
    bands = dict(draw(PICTURE).bands)
    assert set(bands) == {"level-below-4", "level-above-2"}
    assert bands["level-below-4"] == "M0 0h160v80h-160z"
    assert bands["level-above-2"] == "M80 80h160v80h-160z"


def test_points_and_curves_lie_where_they_belong() -> None:
    picture = draw(PICTURE)
    assert (picture.positive[0].x, picture.positive[0].y) == (SIDE / 2, SIDE / 2)
    assert (picture.negative[0].x, picture.negative[0].y) == (SIDE, 0)
    assert picture.curves == (f"M0 0L{WIDE} {SIDE}", f"M0 36.1L{WIDE} 120")
    assert [tick.label for tick in picture.up] == ["0.01", "0.1", "1"]


def test_losses_that_are_all_alike_or_huge_can_be_drawn() -> None:
    flat = draw(PICTURE | {"losses": [[0.0, 0.0]]})
    huge = draw(PICTURE | {"losses": [[1e6, 1e-3]]})
    assert len(flat.up) >= 2 and 2 <= len(huge.up) <= 7


def test_reports_of_other_formats_have_none() -> None:
    assert trainings(None) == [] and trainings({"measures": []}) == []
