"""What one block of calls cost either side."""

from __future__ import annotations

from dataclasses import dataclass

from grader.sandbox import Outcome


@dataclass(frozen=True)
class Cost:
    """Time of one side in one block, in nanoseconds."""

    wall_ns: int = 0
    cpu_ns: int = 0

    def plus(self, outcome: Outcome) -> Cost:
        """With one call more. From wall time the time is taken off in which the side stood in line
        for a CPU; work of helpers may be more than what is left."""
        wall_ns = max(outcome.wall_ns - outcome.queue_ns, outcome.cpu_ns)
        return Cost(self.wall_ns + wall_ns, self.cpu_ns + outcome.cpu_ns)

    def plus_limit(self, seconds: float) -> Cost:
        """With a call that was stopped at its limit, and took at least that."""
        return Cost(self.wall_ns + int(seconds * 1e9), self.cpu_ns)


@dataclass(frozen=True)
class TimedPair:
    """One block on both sides."""

    reference: Cost
    submission: Cost

    @property
    def wall_ratio(self) -> float:
        """Submission / reference."""
        return max(1, self.submission.wall_ns) / max(1, self.reference.wall_ns)

    @property
    def cpu_ratio(self) -> float:
        """Submission / reference."""
        return max(1, self.submission.cpu_ns) / max(1, self.reference.cpu_ns)
