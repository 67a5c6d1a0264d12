"""Reads a roster: comma-separated or pasted, with or without a header. Pure.

Every line that cannot be taken is a fault with its number; the others are read all the same.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from courseware.people.models import Role, Section, User
from courseware.roster.files.headers import fields_of, role_named
from courseware.roster.files.rows import MOST_ROWS, Roster, RosterFault, RosterRow

DELIMITERS = (",", ";", "\t")
FORMULA_STARTS = ("=", "+", "-", "@", "\t")
_SPACES = " \t\xa0"  # and no line feeds: they tell of an open quotation mark
_NAMED_ADDRESS = re.compile(r"(.*?)<\s*([^<>\s]+@[^<>\s]+)\s*>")
_UNREADABLE = "\N{REPLACEMENT CHARACTER}"


class LineFault(Exception):
    """Why a line is not taken."""


def read_roster(text: str) -> Roster:
    """What the text says of people.

    The first line may name the columns. Without it, a line holds an address and a name in any
    order, such as ``Ada Lovelace <ada@example.org>``.
    """
    lines = list(_lines(text))
    if not lines:
        return Roster(faults=(RosterFault(1, _("The file is empty.")),))
    fields = fields_of(lines[0][1])
    if fields is not None:
        lines = lines[1:]
        if not {"email", "username"} & set(fields):
            return Roster(faults=(RosterFault(1, _no_key()),))
    if len(lines) > MOST_ROWS:
        too_many = _("This has %(count)d lines. At most %(most)d can be imported at once.")
        sentence = too_many % {"count": len(lines), "most": MOST_ROWS}
        return Roster(faults=(RosterFault(lines[MOST_ROWS][0], sentence),))
    return _read(lines, fields)


def _no_key() -> str:
    return _("There is no column named “email” or “username”. Add one to the first line.")


def _read(lines: Sequence[tuple[int, list[str]]], fields: list[str | None] | None) -> Roster:
    rows: dict[str, RosterRow] = {}
    taken: list[RosterRow] = []
    faults: list[RosterFault] = []
    repeated = 0
    for line, cells in lines:
        try:
            row = _row(line, _values(cells, fields))
            earlier = next((rows[key] for key in row.keys if key in rows), None)
            if earlier is not None:
                _refuse_other(row, earlier)
                repeated += 1
                continue
        except LineFault as fault:
            faults.append(RosterFault(line, str(fault)))
            continue
        taken.append(row)
        rows |= dict.fromkeys(row.keys, row)
    return Roster(tuple(taken), tuple(faults), repeated)


def _refuse_other(row: RosterRow, earlier: RosterRow) -> None:
    said = [(r.name, r.keys, r.role, r.sections) for r in (row, earlier)]
    if said[0] != said[1]:
        raise LineFault(
            _(
                "This person is also in line %(line)d, with different values. Keep only one "
                "of the two."
            )
            % {"line": earlier.line}
        )


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The number and the cells of each line that is not empty."""
    text = text.lstrip("\ufeff")
    marked = re.match(r"sep=(.)\n", text)  # Excel's own first line
    delimiter = marked.group(1) if marked else _delimiter(text)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:  # a field that is longer than the csv module takes
            cells = [_UNREADABLE]
        line, before = before + 1, reader.line_num
        cells = [unicodedata.normalize("NFC", cell).strip(_SPACES) for cell in cells]
        if any(cells) and not (marked and line == 1):
            yield line, cells


def _delimiter(text: str) -> str:
    """The one that the first lines have most of, outside of quotes."""
    head = re.sub(r'"[^"]*"', "", "\n".join(text.split("\n", 5)[:5]))
    return max(DELIMITERS, key=head.count)


def _values(cells: Sequence[str], fields: list[str | None] | None) -> dict[str, str]:
    """The cells of a line by field."""
    if any("\n" in cell for cell in cells):
        raise LineFault(_("A quotation mark is opened in this line but not closed."))
    if fields is None:
        return _guessed(cells)
    if any(cells[len(fields) :]):
        raise LineFault(
            _(
                "This line has %(count)d cells, but the first line names %(columns)d columns. "
                "Put quotation marks around a name with a comma."
            )
            % {"count": len(cells), "columns": len(fields)}
        )
    return {field: cell for field, cell in zip(fields, cells, strict=False) if field}


def _guessed(cells: Sequence[str]) -> dict[str, str]:
    """Of a line without a header: an address, and what else there is as the name."""
    found = [cell for cell in cells if cell]
    with_address = next((cell for cell in found if "@" in cell), None)
    if with_address is None:
        raise LineFault(_("There is no email address in this line."))
    named = _NAMED_ADDRESS.fullmatch(with_address)
    name, address = (part.strip() for part in named.groups()) if named else ("", with_address)
    others = [name, *(cell for cell in found if cell is not with_address)]
    return {"email": address, "name": ", ".join(filter(None, others))}


def _row(line: int, values: dict[str, str]) -> RosterRow:
    first, last = _names(values)
    email, username = values.get("email", ""), values.get("username", "")
    if "@" in username and not email:
        email, username = username, ""
    if not email and not username:
        raise LineFault(_("There is no email address or username."))
    _check_text(first, _field("first_name"), _("first name"))
    _check_text(last, _field("last_name"), _("last name"))
    _check_text(username, _field("username"), _("username"))
    if email:
        _check_email(email)
    return RosterRow(
        line,
        first,
        last,
        email,
        username,
        _role(values["role"]) if values.get("role") else None,
        _sections(values["sections"]) if "sections" in values else None,
    )


def _field(name: str) -> int:
    length: int = User._meta.get_field(name).max_length
    return length


def _names(values: dict[str, str]) -> tuple[str, str]:
    """First and last name; of a whole name, the last word, or the part before a comma."""
    if values.get("first_name") or values.get("last_name"):
        return values.get("first_name", ""), values.get("last_name", "")
    name = " ".join(values.get("name", "").split())
    if "," in name:
        last, _comma, first = name.partition(",")
        return first.strip(), last.strip()
    first, _space, last = name.rpartition(" ")
    return (first, last) if first else (last, "")


def _check_text(text: str, most: int, what: str) -> None:
    if text.startswith(FORMULA_STARTS):
        raise LineFault(
            _("The %(what)s begins with “%(start)s”, like a spreadsheet formula.")
            % {"what": what, "start": text[0]}
        )
    if _UNREADABLE in text or any(unicodedata.category(char) == "Cc" for char in text):
        raise LineFault(
            _("The %(what)s has characters that cannot be read. Save the file as UTF-8.")
            % {"what": what}
        )
    if len(text) > most:
        raise LineFault(
            _("The %(what)s is longer than %(most)d characters.") % {"what": what, "most": most}
        )


def _check_email(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        shown = email[:80]
        sentence = _("“%(email)s” is not an email address.") % {"email": shown}
        raise LineFault(sentence) from None
    if email.startswith(FORMULA_STARTS) or len(email) > _field("email"):
        raise LineFault(_("This email address cannot be used here."))


def _role(text: str) -> str:
    role = role_named(text)
    if role is None:
        raise LineFault(
            _("There is no role “%(role)s”. The roles are: %(roles)s.")
            % {"role": text[:80], "roles": ", ".join(Role.values)}
        )
    return role


def _sections(text: str) -> tuple[str, ...]:
    """In any order; several are separated by semicolons or bars."""
    names = sorted({" ".join(name.split()) for name in re.split(r"[;|]", text)} - {""})
    most: int = Section._meta.get_field("name").max_length
    for name in names:
        _check_text(name, most, _("section"))
    return tuple(names)
