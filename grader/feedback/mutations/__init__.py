"""One mutation of a right solution: the last thing that is tried when no hypothesis fits a branch.

The lab's solutions are changed in one place each, as people mistype them. Where one such program
gives the submission's answers in every case of a branch, its mutation is named in plain words, by
the operation and not the line.
"""

from grader.feedback.mutations.matching import name_mutations

__all__ = ["name_mutations"]
