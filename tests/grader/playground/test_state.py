import pytest

from grader.playground.state import FEATURES, State, known_keys, parse_state
from grader.playground.values import StateError

PUBLIC = (
    "https://playground.tensorflow.org/#activation=relu&regularization=L1&batchSize=10"
    "&dataset=circle&regDataset=reg-plane&learningRate=0.03&regularizationRate=0.01&noise=0"
    "&networkShape=6,6&seed=0.51&showTestData=false&discretize=true&percTrainData=50&x=true"
    "&y=true&xTimesY=true&xSquared=true&ySquared=true&cosX=false&sinX=true&cosY=false&sinY=true"
    "&collectStats=false&problem=classification&initZero=false&hideText=false&dataset_hide=true"
)


def refusal(text: str) -> str:
    with pytest.raises(StateError) as caught:
        parse_state(text)
    return str(caught.value.message)


def test_what_is_left_out_has_the_playgrounds_default():
    assert parse_state("dataset=circle") == State()


def test_the_address_of_the_public_playground_is_a_state():
    state = parse_state(PUBLIC)
    assert (state.activation, state.shape, state.features) == ("relu", (6, 6), FEATURES)
    assert (state.regularization, state.regularization_rate, state.seed) == ("L1", 0.01, "0.51")


@pytest.mark.parametrize(
    "text",
    ["#dataset=xor", "?DATASET=XOR", " dataset=xor& ", "http://a.example/play/#dataset=xor"],
)
def test_what_stands_around_the_state_does_not_matter(text: str):
    assert parse_state(text).dataset == "xor"


def test_the_shape_may_be_empty_and_its_comma_encoded():
    assert parse_state("networkShape=").shape == ()
    assert parse_state("networkShape=6%2C3").shape == (6, 3)


def test_each_layer_may_have_an_activation_of_its_own():
    state = parse_state("networkShape=4,2&activations=relu,gelu&activation=sigmoid")
    assert state.layer_activations == ("relu", "gelu")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "There is no state"),
        ("https://playground.tensorflow.org/", "all that follows #"),
        ("circle", "write it as key=value"),
        ("learnRate=1", 'Did you mean "learningRate"?'),
        ("noise=1&noise=2", "noise is there twice"),
        ("dataset=moons", "circle, xor, gauss, spiral"),
        ("noise=51", "[0, 50]"),
        ("noise=nan", "[0, 50]"),
        ("learningRate=0", "(0, 10]"),
        ("dropout=1", "[0, 0.9]"),
        ("batchSize=31", "from 1 to 30"),
        ("batchSize=2.5", "whole number"),
        ("networkShape=9", "1 to 8"),
        ("networkShape=4,,2", "1 to 8"),
        ("networkShape=1,1,1,1,1,1,1", "at most 6"),
        ("points=2000", "from 10 to 1200"),
        ("points=1:2:1;3:4:-1", "points of its own"),
        ("x=false&y=false", "No feature"),
        ("x=maybe", "true, false"),
        ("networkShape=4&activations=relu,tanh", "one for each layer"),
        ("points=10&percTrainData=10&batchSize=5", "no step"),
        ("a" * 20001, "at most 20000"),
    ],
)
def test_what_cannot_be_trained_is_refused_with_the_reason(text: str, part: str):
    assert part in refusal(text)


def test_a_state_written_and_read_is_the_same_one():
    text = (
        "dataset=spiral&networkShape=8&x=false&sinX=true&learningRate=0.1&optimizer=adam"
        "&dropout=0.25&regularization=elastic&regularizationRate=0.003&initZero=true&points=300"
    )
    state = parse_state(text)
    assert parse_state(state.as_text()) == state
    assert parse_state(parse_state("networkShape=").as_text()).shape == ()


def test_values_are_given_as_the_address_has_them():
    state = parse_state("networkShape=6,6&noise=30&x=false")
    assert [state.value(key) for key in ("networkShape", "noise", "x", "y")] == [
        "6,6",
        "30",
        "false",
        "true",
    ]
    assert all(isinstance(state.value(key), str) for key in known_keys())


@pytest.mark.parametrize(
    ("text", "count", "train"),
    [("", 500, 250), ("problem=regression", 1200, 600), ("points=50&percTrainData=90", 50, 45)],
)
def test_the_number_of_points(text: str, count: int, train: int):
    state = parse_state(f"dataset=circle&{text}")
    assert (state.point_count, state.train_count) == (count, train)


@pytest.mark.parametrize(
    ("key", "text", "field", "value"),
    [
        ("activation", "relu", "activation", "relu"),
        ("activation", "Tanh", "activation", "tanh"),
        ("activation", "sigmoid", "activation", "sigmoid"),
        ("activation", "linear", "activation", "linear"),
        ("activation", "gelu_tanh", "activation", "gelu_tanh"),
        ("regularization", "none", "regularization", "none"),
        ("regularization", "L1", "regularization", "L1"),
        ("regularization", "l2", "regularization", "L2"),
        ("regularization", "elastic", "regularization", "elastic"),
        ("regularizationRate", "0", "regularization_rate", 0.0),
        ("regularizationRate", "10", "regularization_rate", 10.0),
        ("elasticRatio", "0.25", "elastic_ratio", 0.25),
        ("batchSize", "1", "batch_size", 1),
        ("batchSize", "30", "batch_size", 30),
        ("problem", "regression", "problem", "regression"),
        ("dataset", "gauss", "dataset", "gauss"),
        ("dataset", "spiral", "dataset", "spiral"),
        ("regDataset", "reg-gauss", "reg_dataset", "reg-gauss"),
        ("learningRate", "1e-5", "learning_rate", 1e-5),
        ("learningRate", "10", "learning_rate", 10.0),
        ("noise", "50", "noise", 50.0),
        ("networkShape", "8,8,8,8,8,8", "shape", (8,) * 6),
        ("percTrainData", "10", "train_percent", 10.0),
        ("percTrainData", "90", "train_percent", 90.0),
        ("initZero", "true", "init_zero", True),
        ("dropout", "0.9", "dropout", 0.9),
        ("optimizer", "momentum", "optimizer", "momentum"),
        ("optimizer", "adam", "optimizer", "adam"),
        ("momentum", "0.99", "momentum", 0.99),
        ("points", "10", "points", 10),
        ("points", "1200", "points", 1200),
        ("seed", "7-1", "seed", "7-1"),
    ],
)
def test_each_key_is_read_to_the_ends_of_its_range(key, text, field, value):
    extra = "&batchSize=1" if key in ("points", "percTrainData") else ""
    state = parse_state(f"{key}={text}{extra}")
    assert getattr(state, field) == value
    assert parse_state(state.as_text()) == state


@pytest.mark.parametrize(
    "key",
    [
        "showTestData",
        "discretize",
        "hideText",
        "collectStats",
        "tutorial",
        "cosX",
        "cosY",
        "dataset_hide",
        "learningRate_hide",
    ],
)
def test_what_says_how_a_page_looks_changes_nothing(key: str):
    assert parse_state(f"dataset=circle&{key}=true") == State()


@pytest.mark.parametrize(
    ("text", "features"),
    [
        ("x=false", ("y",)),
        ("y=false", ("x",)),
        ("x=false&y=false&xTimesY=true", ("xTimesY",)),
        ("sinY=true&xSquared=true", ("x", "y", "xSquared", "sinY")),
        ("x=&y=", ("x", "y")),
    ],
)
def test_features_are_in_one_order_whatever_that_of_the_text(text: str, features):
    assert parse_state(text).features == features
