"""One change in a right solution: the last thing that is tried, where no formula fits a branch."""

from __future__ import annotations

from grader.feedback.explanation import Source, Strength
from grader.feedback.mutations import name_mutations

SOURCE = Source("mutation", Strength.searched, name_mutations)
