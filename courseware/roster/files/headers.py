"""Which column is which: the words of several systems. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from courseware.people.models import Role

_WORDS = {
    "name": "name, full name, student, student name, display name, person, nom complet",
    "first_name": "first name, first, given name, given names, forename, vorname, prenom, nombre",
    "last_name": "last name, last, surname, family name, nachname, familienname, nom, apellidos",
    "email": "email, email address, mail, e-mail, e-mail address, emailadresse, correo",
    "username": "user name, username, user, login, login id, sis login id, net id, user id",
    "sections": "section, sections, group, groups, tutorial, class, team, gruppe, groupe",
    "role": "role, roles, type, rolle",
}
_ROLES = {
    Role.STUDENT: "student, students, learner, participant, studentenrollment",
    Role.OBSERVER: "observer, auditor, guest, observerenrollment",
    Role.AUTHOR: "author, designer, editor, designerenrollment",
    Role.GRADER: "grader, marker, reader",
    Role.ASSISTANT: "assistant, teaching assistant, ta, tutor, taenrollment, non-editing teacher",
    Role.INSTRUCTOR: "instructor, teacher, lecturer, professor, owner, teacherenrollment",
}


def _plain(text: str) -> str:
    """Without case, accents, spaces and punctuation."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]", "", decomposed)


_FIELDS = {_plain(word): field for field, words in _WORDS.items() for word in words.split(",")}
_ROLE_NAMES = {_plain(word): role for role, words in _ROLES.items() for word in words.split(",")}


def fields_of(cells: Sequence[str]) -> list[str | None] | None:
    """What each column holds, ``None`` for one that means nothing here.

    ``None`` for a line that is no header: one with an address, or without a word that we know.
    """
    fields = [_FIELDS.get(_plain(cell)) for cell in cells]
    if not any(fields) or any("@" in cell for cell in cells):
        return None
    return fields


def role_named(text: str) -> str | None:
    """The role that a word means, in any case; ``None`` for one that means none."""
    role = _ROLE_NAMES.get(_plain(text))
    return str(role) if role is not None else None
