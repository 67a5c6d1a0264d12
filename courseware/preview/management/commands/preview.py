"""manage.py preview PATH: show a chapter, quiz or lab as students see it, and reload on save."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from courseware.preview.reading import NothingToPreview, find_source
from courseware.preview.site import open_preview

SETTINGS = "courseware.preview.settings"
HOST = "127.0.0.1"
_OF_THE_SITE = ("DATABASE_URL", "REDIS_URL", "STATIC_ROOT", "ALLOWED_HOSTS", "HTTPS")


class Command(BaseCommand):
    help = "Shows a chapter, quiz or lab as students see it; pages reload when a file is saved."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="a chapter.md, a quiz's file, a lab's folder")
        parser.add_argument("--port", type=int, default=8010, help="0 takes one that is free")

    def handle(self, *args: Any, path: Path, port: int, **options: Any) -> None:
        try:
            find_source(path)
        except NothingToPreview as error:
            raise CommandError(str(error)) from None
        if os.environ.get("DJANGO_SETTINGS_MODULE") == SETTINGS:
            self._serve(path, port)
        else:
            self._start(path, port)

    def _start(self, path: Path, port: int) -> None:
        """In a process with the preview's settings, whose data are gone when it ends."""
        with tempfile.TemporaryDirectory(prefix="preview-") as folder:
            environment = {
                **{name: value for name, value in os.environ.items() if name not in _OF_THE_SITE},
                "COURSEWARE_VAR": folder,
                "DJANGO_SETTINGS_MODULE": SETTINGS,
                "PYTHONPATH": str(settings.BASE_DIR),
            }
            command = [sys.executable, "-m", "django", "preview", str(path), "--port", str(port)]
            process = subprocess.Popen(command, env=environment)
            try:
                status = process.wait()
            except KeyboardInterrupt:
                status = 0
            finally:
                process.terminate()
                process.wait()
        if status > 0:
            sys.exit(status)

    def _serve(self, path: Path, port: int) -> None:
        call_command("migrate", run_syncdb=True, verbosity=0)
        site = open_preview(path)
        site.refresh()
        for fault in site.faults:
            self.stderr.write(str(fault))
        try:
            server = ThreadedWSGIServer((HOST, port), WSGIRequestHandler)
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Give another one with --port."
            ) from None
        server.set_app(get_wsgi_application())
        self.stdout.write(
            f"{site.name} is at http://{HOST}:{server.server_port}/  -  Ctrl-C stops it"
        )
        self.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            server.server_close()
