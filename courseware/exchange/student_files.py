"""Everything that one student has done in one course, as a zip for those who teach it."""

from __future__ import annotations

import zipfile
from typing import IO

from django.db.models import QuerySet

from courseware.exchange.catalog import tables_of
from courseware.exchange.files import fill, write_csv
from courseware.items.models import Course
from courseware.people.models import User


def zip_of(course: Course, student: QuerySet[User]) -> IO[bytes]:
    """A CSV file for each table; open at its start."""

    def write(file: IO[bytes]) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, make in tables_of(course, student).items():
                if name not in ("canvas", "moodle"):
                    with archive.open(f"{name}.csv", "w") as part:
                        write_csv(make(), part)

    return fill(write)
