"""One table of single changes of Python and NumPy code, as people mistype it, with words for each.

    for change in changes(ast.parse(source), Audience.AUTHOR):
        change.line, change.words, change.tree

Three parts of the grader take what they need of the table. Feedback changes a lab's right
solutions and looks for the change that gives a student's answers; ``mutate`` changes a lab's
reference and asks whether the lab's cases notice; ``make mutants`` changes the course's reference
and asks its tests. A new change is a row or a function in a module of `operators`.
"""

from grader.mutations.enumeration import Change, changes
from grader.mutations.operator import Audience, Operator, Plainness, Scope

__all__ = ["Audience", "Change", "Operator", "Plainness", "Scope", "changes"]
