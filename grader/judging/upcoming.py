"""The calls that a runner will make next, and the batch of them that its session holds."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from grader.lab import Call, Scenario
from grader.sandbox.batch import MOST_CALLS, Batch
from grader.sandbox.exchanges import Step


class Upcoming:
    """Calls that were announced, and the batch that a session holds; of others, batches of one."""

    def __init__(self) -> None:
        self._announced: Sequence[Call] = ()
        self._batch: Batch | None = None
        self._first = self._latest = 0  # places among those announced, of the batch and of a call
        self._first_step = 0

    def announce(self, calls: Sequence[Call]) -> None:
        """Replaces the calls that were announced."""
        self.forget_batch()
        self._announced, self._latest = calls, 0

    def following(self) -> Call | None:
        """The announced call behind that which was made last, if it is a single one."""
        call = next(iter(self._announced[self._latest + 1 :]), None)
        return call if call is not None and _is_single(call) else None

    def batch_with(self, call: Call) -> tuple[Batch, int]:
        """A batch that holds the call, and the call's number in it; 0 if the batch is a new one.

        Raises: TypeError: an input cannot be sent.
        """
        places = range(self._latest, len(self._announced))
        place = next((place for place in places if self._announced[place] is call), None)
        if place is None:
            return self._begin([call]), 0
        if self._batch is not None and self._latest < place < self._first + len(self._batch):
            self._latest = place
            return self._batch, place - self._first
        self._first = self._latest = place
        following = self._announced[place:]
        return self._begin(list(itertools.takewhile(_is_single, following))), 0

    def batch_of_steps(self, calls: Sequence[Call], steps: Sequence[Step]) -> tuple[Batch, int]:
        """As `batch_with`, of the first of the calls of a scenario that are still to be made.

        Args:
            calls: all that are.
            steps: their places.
        Raises: TypeError: an input cannot be sent.
        """
        number = steps[0].number
        if number and self._batch is not None and number < self._first_step + len(self._batch):
            return self._batch, number - self._first_step
        self._first_step = number
        return self._begin(calls, steps), 0

    def _begin(self, calls: Sequence[Call], steps: Sequence[Step] = ()) -> Batch:
        self.forget_batch()
        calls = calls[:MOST_CALLS]
        arguments = [(call.function, call.args, call.kwargs) for call in calls]
        self._batch = Batch.open(arguments, steps or [_only_step(call) for call in calls])
        return self._batch

    def forget_batch(self) -> None:
        """Closes the batch: the session that held it has ended, or is sent something else."""
        if self._batch is not None:
            self._batch.close()
            self._batch = None


def _is_single(call: Call) -> bool:
    """Whether it is one call, of whose result a part may be all that is judged."""
    return not isinstance(call, Scenario) or not call.earlier


def _only_step(call: Call) -> Step | None:
    return Step(0, call.picked(0), True) if isinstance(call, Scenario) else None
