"""PostgreSQL, by its own programs: pg_dump, pg_restore and psql."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

from courseware.backups.manifest import BackupRefused

ENTRY = "database.dump"
# All tables of the site in the transaction that makes those of the backup.
DROP_TABLES = """
SET LOCAL client_min_messages = warning;
DO $$
DECLARE found record;
BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE IF EXISTS %I CASCADE', found.tablename);
  END LOOP;
END $$;
"""


def dump(target: Path) -> None:
    """Writes a consistent dump, while others write. Raises: BackupRefused."""
    program = _program("pg_dump")
    _run(program, "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def is_empty() -> bool:
    """Whether the site's database has no tables."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
        return bool(cursor.fetchone()[0] == 0)


def check(source: Path) -> None:
    """Raises: BackupRefused: for a file that is no dump, or without the programs to restore it."""
    _program("psql")
    _call([_program("pg_restore"), "--list", str(source)])


def restore(source: Path) -> None:
    """Replaces the site's tables in one transaction.

    Raises: BackupRefused: the database is as it was.
    """
    script, drop = source.with_suffix(".sql"), source.with_suffix(".drop.sql")
    options = ["--no-owner", "--no-privileges", f"--file={script}"]
    _call([_program("pg_restore"), *options, str(source)])
    drop.write_text(DROP_TABLES, encoding="ascii")
    connection.close()
    _run(
        *(_program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"),
        *("--single-transaction", f"--file={drop}", f"--file={script}", "--output=/dev/null"),
    )


def _program(name: str) -> str:
    """Its path. Raises: BackupRefused: where it is missing, or older than the server."""
    path = shutil.which(name)
    if path is None:
        raise BackupRefused(
            f"{name} is not on the PATH. Install the client programs of PostgreSQL (on Debian: "
            f"apt install postgresql-client-{_server()})."
        )
    said = _call([path, "--version"])
    version = re.search(r"\d+", said)
    if version is None or int(version.group()) < _server():
        raise BackupRefused(
            f"{path} is older ({said.strip()}) than the server ({_server()}). Install "
            f"postgresql-client-{_server()}, and put it first on the PATH."
        )
    return path


def _server() -> int:
    connection.ensure_connection()
    return int(connection.pg_version) // 10000


def _run(program: str, *options: str) -> None:
    """Runs a program on the site's database; the password is in its environment alone."""
    command, environment = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    place = command[1:]  # user, host and port; the database's name at last
    _call([program, *options, *place[:-1], "--dbname", place[-1]], environment)


def _call(command: list[str], environment: dict[str, str] | None = None) -> str:
    process = subprocess.run(
        command,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        said = process.stderr.strip().splitlines() or ["it gave no reason"]
        raise BackupRefused(f"{Path(command[0]).name} failed: {said[-1]}")
    return process.stdout
