"""Why Python cannot read a file, explained from the line that it names."""

from grader.feedback.hints.parsing.formats import another_format, is_notebook
from grader.feedback.hints.parsing.matching import hint_for_text

__all__ = ["another_format", "hint_for_text", "is_notebook"]
