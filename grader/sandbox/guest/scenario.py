"""What the calls of a scenario were given and what they returned, kept until it ends."""

from __future__ import annotations

from typing import Any, NamedTuple

from .references import decode, follow, resolve
from .values import Inputs, snapshot

_NOTHING: frozenset[int] = frozenset()
_CONTAINERS = (list, tuple, dict)


class Given(NamedTuple):
    """What one call was given from outside, which must stay as it is.

    ``containers`` are the arguments in which something can be replaced, and ``before`` says what
    they held. ``followed`` are the submission's own values among the arguments, which may change,
    and ``own`` their identities; they are held here so that no other object can get one of those.
    """

    containers: list[Any]
    followed: list[Any]
    own: frozenset[int]
    before: Any
    inputs: Inputs

    def changed(self) -> bool:
        """Whether something from outside has another form than that in which it came."""
        if self.inputs.reshaped():
            return True
        return bool(self.containers) and snapshot(self.containers, self.own) != self.before


class Scenario:
    """Calls that pass on their results; a single call is a scenario of one."""

    def __init__(self) -> None:
        self._results: list[Any] = []
        self._given: list[Given] = []

    def enter(self, arguments: Any, inputs: Inputs) -> Any:
        """The next call's arguments with results of earlier calls in the place of references.

        Raises: references.NoPart; whatever an object of the submission raises.
        """
        followed: list[Any] = []
        if inputs.has_references:
            arguments = resolve(arguments, self._results, followed)
        own = frozenset(map(id, followed)) if followed else _NOTHING
        args, kwargs = arguments
        given = (*args, *kwargs.values()) if kwargs else args
        containers = [value for value in given if type(value) in _CONTAINERS]
        before = snapshot(containers, own) if containers else []
        self._given.append(Given(containers, followed, own, before, inputs))
        return arguments

    def keep(self, result: Any, picked: list[list[Any]]) -> tuple[Any, ...]:
        """Keeps what the call returned. Returns: the parts that go outside.

        Raises: references.NoPart; whatever an object of the submission raises.
        """
        self._results.append(result)
        return tuple(follow(decode(reference), self._results) for reference in picked)

    def changed(self) -> bool:
        """Whether an input of any call so far has another form than that in which it came."""
        return any(given.changed() for given in self._given)
