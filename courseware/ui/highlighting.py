"""A whole file of Python for reading: in the editor's colours, with the line numbers that
tracebacks speak of."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_FORMATTER = HtmlFormatter(cssclass="highlight", linenos="inline")
_LEXER = PythonLexer(stripnl=False)  # leading blank lines count in tracebacks


def numbered(source: str) -> SafeString:
    """HTML, all of the source escaped; classes and no styles."""
    return mark_safe(highlight(source.replace("\r\n", "\n"), _LEXER, _FORMATTER))
