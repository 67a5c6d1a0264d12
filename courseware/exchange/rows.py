"""A file that was chosen for an import as rows of text: CSV, or the first sheet of XLSX."""

from __future__ import annotations

import csv
import io

from django.utils.translation import gettext as _

from courseware.exchange import cells, sheets
from courseware.exchange.files import BOM
from courseware.exchange.sheets import SheetRefused

MAX_BYTES = 4_000_000


class ImportRefused(Exception):
    """Why a file is not imported; the sentence says what to do."""


def rows_of(data: bytes) -> list[tuple[int, list[str]]]:
    """The row of column names and at least one more, with their lines. Raises: ImportRefused."""
    if len(data) > MAX_BYTES:
        raise ImportRefused(_("The file is larger than 4 MB. Split it into several."))
    if sheets.is_old_or_locked(data):
        raise ImportRefused(
            _("The file is an old XLS file or has a password. Save it as XLSX without a password.")
        )
    if sheets.is_xlsx(data):
        try:
            rows = sheets.rows_of(data)
        except SheetRefused as refusal:
            raise ImportRefused(str(refusal)) from None
    else:
        rows = _csv_rows(data)
    if len(rows) < 2:
        raise ImportRefused(_("The file needs a row of column names and at least one student."))
    return rows


def _csv_rows(data: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError:
        raise ImportRefused(
            _("The file is not UTF-8 text. Save it as “CSV UTF-8” or XLSX in your spreadsheet.")
        ) from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [(reader.line_num, [cells.read(cell) for cell in row]) for row in reader]
    except csv.Error as error:
        raise ImportRefused(
            _("Line %(line)d cannot be read as CSV: %(error)s.")
            % {"line": reader.line_num, "error": error}
        ) from None
