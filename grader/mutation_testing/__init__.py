"""Mutants of a lab's reference, and which of them the lab's cases let through.

    result = mutate(lab)
    result.share, result.survivors

Changed are the lab's ``reference.py`` and those functions of the course's reference that its cases
reach. A mutant that gives the reference's answers on inputs made for the purpose, beyond the lab's
own, is equivalent (``x + 0`` for ``x - 0``) and is not counted.
"""

from grader.mutation_testing.runner import MutationResult, mutate

__all__ = ["MutationResult", "mutate"]
