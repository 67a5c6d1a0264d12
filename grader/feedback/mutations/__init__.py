"""One slip in a right solution: the last thing that is tried when no hypothesis explains a branch.

The lab's solutions are changed in one place each, as slips of a hand do it. Where one such program
gives the submission's answers in every case of a branch, its slip is named in plain words, which
tell the operation and not the line.
"""

from grader.feedback.mutations.matching import name_mutations

__all__ = ["name_mutations"]
