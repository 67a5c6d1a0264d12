"""Code as a file to take along: a Python file, or a notebook that can be uploaded again."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpResponse

from courseware.items.models import Item

NOTEBOOK = "ipynb"
_CELL = re.compile(r"^# %% Cell \d+$", re.MULTILINE)
"""How an uploaded notebook marks its cells when they are joined."""


def code_response(item: Item, code: str, stem: str, form: str) -> HttpResponse:
    """The code as an attachment; ``form`` is `ipynb`, or anything else for a Python file."""
    if form == NOTEBOOK:
        content, kind, ending = json.dumps(notebook(item.title, code), indent=1), "json", NOTEBOOK
    else:
        content, kind, ending = code, "x-python", "py"
    media = "application" if form == NOTEBOOK else "text"
    headers = {"Content-Disposition": f'attachment; filename="{stem}.{ending}"'}
    return HttpResponse(content, content_type=f"{media}/{kind}; charset=utf-8", headers=headers)


def notebook(title: str, code: str) -> dict[str, Any]:
    """A notebook of format 4 with the title, and the code in the cells that it came from."""
    parts = [part.strip("\n") for part in _CELL.split(code)]
    cells = [_code_cell(part) for part in parts if part.strip()]
    heading = {"cell_type": "markdown", "metadata": {}, "source": f"# {title}"}
    return {
        "cells": [heading, *cells],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 4,
    }


def _code_cell(source: str) -> dict[str, Any]:
    return {
        "cell_type": "code",
        "metadata": {},
        "execution_count": None,
        "outputs": [],
        "source": source,
    }
