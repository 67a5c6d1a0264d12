"""The playground of the browser computes what the reference computes.

Both begin with the same weights and take the same batches and draws. What the reference does here
is written from its parts, by the rules of docs/decisions/playground.md.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from deploy.front_end import FRONT_END, _node
from grader.playground import parse_state
from grader.reference import datasets
from grader.reference.activations.by_name import activation, activation_grad
from grader.reference.features.playground import playground_features
from grader.reference.linear.ftrl import l1_update
from grader.reference.networks.dropout import dropout_backward, dropout_forward
from grader.reference.networks.initializers import init_params
from grader.reference.optimizers.by_name import optimizer_step

STEPS = 200
FEATURES = ("x", "y", "xSquared", "ySquared", "xTimesY", "sinX", "sinY")
ACTIVATIONS = (
    *("relu", "tanh", "sigmoid", "linear", "relu6", "leaky", "elu", "selu", "softplus"),
    *("gelu", "swish", "gelu_tanh", "mish", "softsign"),
)
PAIRS = list(zip(ACTIVATIONS[::2], ACTIVATIONS[1::2], strict=True))
ALL_INPUTS = "&".join(f"{name}=true" for name in FEATURES)
BUNDLE = """
import { build } from "esbuild";
const [source, outfile] = process.argv.slice(1);
await build({ entryPoints: [source], outfile, bundle: true, platform: "node", format: "esm" });
"""
MAKERS: dict[str, Any] = {
    "circle": datasets.make_circle,
    "xor": datasets.make_xor,
    "gauss": datasets.make_gauss,
    "spiral": datasets.make_spiral,
    "reg-plane": datasets.make_reg_plane,
    "reg-gauss": datasets.make_reg_gauss,
}
STATES = [
    *(f"activations={one},{other}&networkShape=4,3" for one, other in PAIRS),
    f"dataset=circle&activation=relu&networkShape=6,6&{ALL_INPUTS}",
    f"activation=relu&networkShape=6,6&{ALL_INPUTS}&regularization=L1&regularizationRate=0.03",
    "regularization=L2&regularizationRate=0.03&networkShape=5",
    "regularization=elastic&regularizationRate=0.1&elasticRatio=0.4&networkShape=5",
    "regularization=elastic&regularizationRate=0.1&elasticRatio=0&networkShape=5",
    "dataset=xor&networkShape=&xTimesY=true&regularization=L1&regularizationRate=0.1",
    "dataset=spiral&networkShape=8,8,8,8,8,8&activation=elu&learningRate=0.01",
    "optimizer=momentum&learningRate=0.01",
    "optimizer=momentum&momentum=0.5&regularization=L1&regularizationRate=0.1&activation=sigmoid",
    "optimizer=adam&learningRate=0.01&dataset=xor&networkShape=8,4",
    "optimizer=adam&learningRate=0.01&regularization=L2&regularizationRate=0.3",
    "optimizer=adam&learningRate=0.01&regularization=L1&regularizationRate=0.3",
    "dropout=0.3&networkShape=8,8&activation=relu&batchSize=7",
    "dropout=0.5&networkShape=8&optimizer=adam&learningRate=0.003",
    "problem=regression&regDataset=reg-plane&networkShape=&learningRate=0.01",
    "problem=regression&regDataset=reg-gauss&networkShape=8,4&batchSize=30",
    "problem=regression&regDataset=reg-gauss&activations=relu,softsign,gelu&networkShape=5,4,3",
    "dataset=gauss&initZero=true&networkShape=3&batchSize=1",
    "dataset=xor&activations=sigmoid,relu&activation=linear&networkShape=4,4&percTrainData=77",
]


def test_losses_and_weights_agree(replayed: dict[str, Any], vectors: dict[str, Any]):
    for ours, training in zip(replayed["trainings"], vectors["trainings"], strict=True):
        state = training["state"]
        assert ours["faults"] == [], state
        assert len(ours["losses"]) == STEPS
        np.testing.assert_allclose(
            ours["losses"], training["losses"], rtol=1e-6, atol=1e-9, err_msg=state
        )
        for layer, expected in zip(ours["layers"], training["end"], strict=True):
            for name, values in expected.items():
                np.testing.assert_allclose(
                    layer[name], values, rtol=1e-6, atol=1e-9, err_msg=f"{state}: {name}"
                )


def test_the_grader_reads_what_the_browser_writes(
    replayed: dict[str, Any], vectors: dict[str, Any]
):
    for ours, training in zip(replayed["trainings"], vectors["trainings"], strict=True):
        assert parse_state(ours["written"] or "x=true") == parse_state(training["state"])


def test_weights_die_and_examples_are_learned(vectors: dict[str, Any]):
    """The trainings compared are those that we mean: some weights die, and losses fall."""
    by_state = {training["state"]: training for training in vectors["trainings"]}
    sparse = by_state[STATES[len(PAIRS) + 1]]
    dead = sum(sum(layer["dead"]) for layer in sparse["end"])
    assert 10 < dead < 84
    assert sparse["losses"][-1] < sparse["losses"][0]


def test_data_sets_agree(replayed: dict[str, Any], vectors: dict[str, Any]):
    for ours, expected in zip(replayed["datasets"], vectors["datasets"], strict=True):
        for name in ("positions", "labels"):
            np.testing.assert_allclose(
                ours[name], expected[name], rtol=0, atol=1e-12, err_msg=expected["name"]
            )


def test_activations_agree(replayed: dict[str, Any], vectors: dict[str, Any]):
    x = np.array(vectors["inputs"])
    for name, ours in zip(ACTIVATIONS, replayed["activations"], strict=True):
        expected = {"values": activation(x, name), "slopes": activation_grad(x, name)}
        for part, values in expected.items():
            np.testing.assert_allclose(
                ours[part], values, rtol=1e-12, atol=1e-14, err_msg=f"{name} {part}"
            )


@pytest.fixture(scope="module")
def vectors() -> dict[str, Any]:
    rng = np.random.default_rng(7)
    return {
        "trainings": [trained(state, rng) for state in STATES],
        "datasets": [drawn(name, n, rng) for name in MAKERS for n in (1, 7, 40)],
        "inputs": [-40, -3, -1e-9, -0.5, 0, 0.5, 1e-9, 3, 5.999, 6, 7, 40, *rng.normal(size=50)],
        "activations": list(ACTIVATIONS),
    }


@pytest.fixture(scope="module")
def replayed(vectors: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the scripts of the front end make of the vectors, in Node."""
    folder = tmp_path_factory.mktemp("replay")
    given, program = folder / "vectors.json", folder / "replay.mjs"
    given.write_text(json.dumps(vectors), encoding="utf-8")
    node = str(_node()[1] / "node")
    source = str(FRONT_END / "tests" / "replay_playground.ts")
    run(node, "--input-type=module", "--eval", BUNDLE, source, str(program))
    return json.loads(run(node, str(program), str(given)))


def run(*command: str) -> str:
    process = subprocess.run(
        command, cwd=Path(FRONT_END), capture_output=True, text=True, check=False
    )
    assert process.returncode == 0, process.stderr
    return process.stdout


def trained(text: str, rng: np.random.Generator) -> dict[str, Any]:
    """A training by the reference: where it began, what it was given, and how it ended."""
    state = dict(part.split("=") for part in text.split("&"))
    regression = state.get("problem") == "regression"
    name = state.get("regDataset" if regression else "dataset", "circle")
    points = MAKERS[name](120, 0.1, rng)
    chosen = [f for f in FEATURES if state.get(f, "true" if f in "xy" else "false") == "true"]
    X = playground_features(points.X, chosen)
    hidden = [int(size) for size in state.get("networkShape", "4,2").split(",") if size]
    params = init_params([len(chosen), *hidden, 1], rng, "playground")
    if state.get("initZero") == "true":
        params = [(w * 0, b * 0) for w, b in params]
    names = [state.get("activation", "tanh")] * len(hidden)
    if "activations" in state:
        names = state["activations"].split(",")
    training = Training(params, [*names, "linear" if regression else "tanh"], state)
    count = int(120 * int(state.get("percTrainData", "50")) / 100)
    batches = in_order(count, int(state.get("batchSize", "10")))
    masks: list[float] = []
    losses = []
    for batch in batches:
        drops = [rng.random((len(batch), size)) for size in hidden]
        if training.dropout:
            masks += np.concatenate(drops, axis=1).ravel().tolist()
        losses.append(training.step(X[batch], points.y[batch], drops))
    return {
        "state": text,
        "positions": points.X.ravel().tolist(),
        "labels": points.y.tolist(),
        "start": [{"weights": w.ravel().tolist(), "biases": b.tolist()} for w, b in params],
        "batches": batches,
        "masks": masks,
        "losses": losses,
        "end": training.layers(),
    }


class Recorder:
    """A generator that keeps what it has drawn."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.draws: list[list[float]] = []

    def __getattr__(self, name: str) -> Any:
        def draw(*arguments: Any) -> Any:
            drawn = getattr(self.rng, name)(*arguments)
            self.draws.append(drawn.ravel().tolist())
            return drawn

        return draw


def drawn(name: str, count: int, rng: np.random.Generator) -> dict[str, Any]:
    recorder = Recorder(rng)
    points = MAKERS[name](count, 0.3, recorder)
    return {
        **{"name": name, "count": count, "noise": 0.3, "draws": recorder.draws},
        **{"positions": points.X.ravel().tolist(), "labels": points.y.tolist()},
    }


def in_order(count: int, size: int) -> list[list[int]]:
    """The examples of each step; what is left of an epoch joins the first step of the next."""
    batches: list[list[int]] = [[]]
    while len(batches) <= STEPS:
        for n in range(count):
            batches[-1].append(n)
            if (n + 1) % size == 0:
                batches.append([])
    return batches[:STEPS]


class Training:
    """The rules of training, written from parts of the reference."""

    def __init__(self, params: list[Any], activations: list[str], state: dict[str, str]) -> None:
        self.params = [(w.copy(), b.copy()) for w, b in params]
        self.dead = [np.zeros(w.shape, bool) for w, _ in params]
        self.activations = activations
        self.dropout = float(state.get("dropout", 0))
        self.optimizer = state.get("optimizer", "sgd")
        self.hyper = {"lr": float(state.get("learningRate", 0.03))}
        if self.optimizer == "momentum":
            self.hyper["mu"] = float(state.get("momentum", 0.9))
        ratio = float(state.get("elasticRatio", 0.5))
        shares = {
            "none": (0.0, 0.0),
            "L1": (1.0, 0.0),
            "L2": (0.0, 1.0),
            "elastic": (ratio, 1 - ratio),
        }
        rate = float(state.get("regularizationRate", 0))
        self.l1, self.l2 = (rate * part for part in shares[state.get("regularization", "none")])
        self.memory: list[Any] = [[None, None] for _ in params]

    def step(self, X: Any, y: Any, drops: list[Any]) -> float:
        inputs, pre, h = [], [], X
        for i, (w, b) in enumerate(self.params):
            inputs.append(h)
            pre.append(h @ w + b)
            h = activation(pre[-1], self.activations[i])
            if self.dropout and i < len(drops):
                h = dropout_forward(h, self.dropout, drops[i])
        error = h[:, 0] - y
        delta = error[:, None] / len(y)
        for i in reversed(range(len(self.params))):
            if self.dropout and i < len(drops):
                delta = dropout_backward(delta, self.dropout, drops[i])
            delta = delta * activation_grad(pre[i], self.activations[i])
            gradients = inputs[i].T @ delta, delta.sum(axis=0)
            delta = delta @ self.params[i][0].T
            self.move(i, *gradients)
        return float(np.mean(error**2) / 2)

    def move(self, i: int, dw: Any, db: Any) -> None:
        (w, b), (of_w, of_b) = self.params[i], self.memory[i]
        moved, of_w = optimizer_step(self.optimizer, w, dw, of_w, **self.hyper)
        b, of_b = optimizer_step(self.optimizer, b, db, of_b, **self.hyper)
        lr = self.hyper["lr"]
        direction = (w - moved) / lr + self.l2 * w
        if self.l1:
            w, self.dead[i] = l1_update(w, self.dead[i], direction, lr, self.l1)
        else:
            w = w - lr * direction
        self.params[i] = w, b
        self.memory[i] = [of_w, of_b]

    def layers(self) -> list[dict[str, Any]]:
        return [
            {"weights": w.ravel().tolist(), "biases": b.tolist(), "dead": dead.ravel().tolist()}
            for (w, b), dead in zip(self.params, self.dead, strict=True)
        ]
