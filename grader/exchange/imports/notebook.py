"""Cells of a notebook that is to be imported."""

from __future__ import annotations

import json
import logging
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.exchange.errors import CannotExchange
from grader.files.ipython_syntax import to_python

MOST_BYTES = 8_000_000
MOST_CELLS = 2000
_DAMAGED = "This is no notebook that can be read. Open it in Jupyter and save it again."


@dataclass(frozen=True)
class Cell:
    """``kind`` is `code`, `markdown` or `raw`; ``output`` is the text that the last line shows.

    ``metadata`` is what nbgrader keeps with the cell. Cells are numbered from 1.
    """

    number: int
    kind: str
    source: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    output: str = ""


def read_cells(data: bytes) -> list[Cell]:
    """All cells in order. Raises: CannotExchange: the bytes are no notebook."""
    if len(data) > MOST_BYTES:
        raise CannotExchange("The notebook is larger than 8 MB. Clear its outputs and save it.")
    try:
        cells = _upgraded(json.loads(data)).cells
        if len(cells) > MOST_CELLS:
            raise CannotExchange(f"The notebook has {len(cells)} cells; at most {MOST_CELLS}.")
        return [_cell(number, cell) for number, cell in enumerate(cells, start=1)]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise CannotExchange(_DAMAGED) from error


def _upgraded(found: Any) -> Any:
    """In format 4. Raises many kinds of exceptions."""
    import nbformat  # a quarter of a second

    if not isinstance(found, dict) or not ("cells" in found or "worksheets" in found):
        raise ValueError("no notebook")
    log = logging.getLogger("traitlets")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about ids of cells, which older programs leave out
        log.disabled = True  # and the same in the log
        try:
            major = found.setdefault("nbformat", 4)
            read = nbformat.versions[major].to_notebook_json(
                found, minor=found.setdefault("nbformat_minor", 0)
            )
            return nbformat.convert(read, 4)
        finally:
            log.disabled = False


def _cell(number: int, cell: Any) -> Cell:
    kind, source = str(cell.cell_type), cell.source
    if not isinstance(source, str):
        raise TypeError("source")
    metadata = cell.metadata.get("nbgrader") or {}
    if not isinstance(metadata, dict):
        raise TypeError("metadata")
    if kind != "code":
        return Cell(number, kind, source, metadata)
    return Cell(number, kind, to_python(source), metadata, _output(cell.get("outputs") or []))


def _output(outputs: Any) -> str:
    """What the cell's last expression gave when the notebook was saved."""
    for output in outputs:
        if output.get("output_type") == "execute_result":
            text = output["data"].get("text/plain", "")
            return text if isinstance(text, str) else "".join(text)
    return ""
