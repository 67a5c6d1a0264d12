"""Networks of all seeds at once: their weights in one array, forward and backward passes.

Layer l has an array (S, D + 1, H): S seeds, D inputs, H units, and the biases in the last row. All
of them are views of one array (S, P), so that an optimizer makes one step for the whole network.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np

from grader import reference
from grader.playground.data import Streams
from grader.playground.state import State

Rows = Sequence[np.ndarray]


def _tanh(z: np.ndarray, out: np.ndarray) -> None:
    np.tanh(z, out=out)


def _tanh_back(delta: np.ndarray, z: np.ndarray, a: np.ndarray) -> None:
    delta *= 1 - a * a


def _relu(z: np.ndarray, out: np.ndarray) -> None:
    np.maximum(z, 0, out=out)


def _relu_back(delta: np.ndarray, z: np.ndarray, a: np.ndarray) -> None:
    delta *= z > 0


def _sigmoid(z: np.ndarray, out: np.ndarray) -> None:
    np.tanh(z / 2, out=out)
    out += 1
    out /= 2


def _sigmoid_back(delta: np.ndarray, z: np.ndarray, a: np.ndarray) -> None:
    delta *= a * (1 - a)


_Into = Callable[[np.ndarray, np.ndarray], None]
_Back = Callable[[np.ndarray, np.ndarray, np.ndarray], None]
_FAST: dict[str, tuple[_Into, _Back]] = {
    "tanh": (_tanh, _tanh_back),
    "relu": (_relu, _relu_back),
    "sigmoid": (_sigmoid, _sigmoid_back),
}
"""The reference's functions without its checks, which take most of the time of a small batch."""


def activation_pair(name: str) -> tuple[_Into, _Back]:
    """An activation as ``into(z, out)``, and ``back(delta, z, a)``, which multiplies by its slope.

    Args:
        name: one of `grader.playground.ACTIVATIONS`.
    """
    if name in _FAST:
        return _FAST[name]

    def into(z: np.ndarray, out: np.ndarray) -> None:
        out[...] = reference.activation(z, name)

    def back(delta: np.ndarray, z: np.ndarray, a: np.ndarray) -> None:
        delta *= reference.activation_grad(z, name)

    return into, back


class Network:
    """The networks of all seeds.

    Attributes:
        flat: (S, P), all weights and biases.
        layers: views of it, a layer each, (S, D + 1, H).
        is_weight: (P,) bool, false for biases.
    """

    def __init__(self, state: State, streams: Sequence[Streams]) -> None:
        self.state = state
        self.sizes = (len(state.features), *state.shape, 1)
        self.activations = state.layer_activations
        drawn = [reference.init_params(self.sizes, s.weights, "playground") for s in streams]
        blocks = [
            np.stack([np.vstack([params[n][0], params[n][1]]) for params in drawn])
            for n in range(len(self.sizes) - 1)
        ]
        self.flat = np.concatenate([block.reshape(len(streams), -1) for block in blocks], axis=1)
        if state.init_zero:
            self.flat[...] = 0
        self.layers = self.views(self.flat)
        self.is_weight = np.concatenate(
            [np.arange((d + 1) * h) < d * h for d, h in itertools.pairwise(self.sizes)]
        )
        hidden = [activation_pair(name) for name in self.activations]
        output = (_linear, _linear_back) if state.is_regression else _FAST["tanh"]
        self._pairs = [*hidden, output]
        self._uniforms = [stream.dropout for stream in streams]

    def views(self, flat: np.ndarray) -> list[np.ndarray]:
        """An array like `flat` as arrays of layers."""
        found, start = [], 0
        for d, h in itertools.pairwise(self.sizes):
            stop = start + (d + 1) * h
            found.append(flat[:, start:stop].reshape(len(flat), d + 1, h))
            start = stop
        return found

    def passes(self, rows: int) -> Passes:
        """What forward and backward passes over so many rows need, made once."""
        return Passes(self, rows)

    def outputs(self, X: np.ndarray) -> np.ndarray:
        """The networks' answers (S, N) to features (S, N, F + 1) with ones in the last column."""
        passes = self.passes(X.shape[1])
        return passes.forward(X)[..., 0]


def with_ones(X: np.ndarray) -> np.ndarray:
    """Features (S, N, F) with a column of ones, by which biases are multiplied."""
    return np.concatenate([X, np.ones((*X.shape[:-1], 1))], axis=-1)


class Passes:
    """Forward and backward passes over batches of one length, in arrays that are used again."""

    def __init__(self, network: Network, rows: int) -> None:
        self.network = network
        seeds = len(network.flat)
        hidden = network.sizes[1:-1]
        self.inputs = [np.ones((seeds, rows, h + 1)) for h in hidden]
        self.z = [np.empty((seeds, rows, h)) for h in network.sizes[1:]]
        self.out = np.empty((seeds, rows, 1))
        self.activated = [*(each[..., :-1] for each in self.inputs), self.out]
        self.gradient = np.empty_like(network.flat)
        self._gradients = network.views(self.gradient)
        self._drops: list[np.ndarray] = []
        self._undropped = [np.empty((seeds, rows, h)) for h in hidden]

    def forward(self, X: np.ndarray, *, training: bool = False) -> np.ndarray:
        """The outputs (S, rows, 1) for features (S, rows, F + 1); with ``training`` units drop."""
        network, h = self.network, X
        drops = training and network.state.dropout > 0
        self._drops = []
        for number, (layer, (into, _)) in enumerate(
            zip(network.layers, network._pairs, strict=True)
        ):
            np.matmul(h, layer, out=self.z[number])
            last = number == len(self.inputs)
            if drops and not last:
                into(self.z[number], self._undropped[number])
                self._drop(number)
            else:
                into(self.z[number], self.activated[number])
            h = self.out if last else self.inputs[number]
        return self.out

    def _drop(self, number: int) -> None:
        shape = self._undropped[number].shape[1:]
        u = np.stack([rng.random(shape) for rng in self.network._uniforms])
        self._drops.append(u)
        rate = self.network.state.dropout
        self.activated[number][...] = reference.dropout(self._undropped[number], rate, u)

    def backward(self, X: np.ndarray, y: np.ndarray) -> np.ndarray:
        """Gradients (S, P) of half the squared error by all weights, added up over the rows.

        Args:
            X: what `forward` was given last.
            y: (S, rows, 1), labels.
        """
        network, delta = self.network, self.out - y
        for number in reversed(range(len(network.layers))):
            _, back = network._pairs[number]
            a = self.activated[number]
            if self._drops and number < len(self._drops):
                a, rate = self._undropped[number], network.state.dropout
                delta = reference.dropout_backward(delta, rate, self._drops[number])
            back(delta, self.z[number], a)
            h = X if number == 0 else self.inputs[number - 1]
            np.matmul(h.swapaxes(1, 2), delta, out=self._gradients[number])
            if number:
                delta = delta @ network.layers[number][:, :-1].swapaxes(1, 2)
        return self.gradient


def _linear(z: np.ndarray, out: np.ndarray) -> None:
    out[...] = z


def _linear_back(delta: np.ndarray, z: np.ndarray, a: np.ndarray) -> None:
    """The slope is 1."""
