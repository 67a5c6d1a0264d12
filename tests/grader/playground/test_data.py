import numpy as np

from grader import reference
from grader.playground.data import draw_data, draw_points, streams_of
from grader.playground.state import parse_state


def test_points_are_those_of_the_references_generator():
    state = parse_state("dataset=spiral&noise=20&percTrainData=80")
    points = draw_points(state, streams_of(3).data)
    whole = reference.make_spiral(500, 0.2, streams_of(3).data)
    assert np.array_equal(np.vstack([points.X_train, points.X_test]), whole.X)
    assert len(points.y_train) == 400


def test_seeds_lie_one_on_another_with_the_features_of_the_state():
    state = parse_state("dataset=xor&x=false&xTimesY=true")
    data = draw_data(state, [streams_of(1), streams_of(2)])
    assert data.train.shape == (2, 250, 2) and data.test_labels.shape == (2, 250)
    assert np.array_equal(data.train[..., 1], data.train_points.prod(axis=-1))
    assert not np.array_equal(data.train[0], data.train[1])


def test_regression_has_its_own_data_set():
    state = parse_state("problem=regression&regDataset=reg-gauss&points=100")
    data = draw_data(state, [streams_of(1)])
    assert len(np.unique(data.train_labels)) > 2


def test_each_use_of_a_seed_has_a_stream_of_its_own():
    streams = streams_of(7)
    draws = [rng.random() for rng in streams]
    assert len(set(draws)) == 3
