"""Four threads start the same quiz for the same person; prints what came of it."""

import os
from threading import Barrier, Thread

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "courseware.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 - after setup
from django.db import connection  # noqa: E402

from quizzes import services  # noqa: E402
from quizzes.models import Attempt, Event  # noqa: E402
from tests.factories import make_course, make_item, make_student  # noqa: E402
from tests.quizzes.writing import QUIZ, quiz_of  # noqa: E402

call_command("migrate", verbosity=0)
course = make_course()
item, student = make_item(course), make_student(course)
services.store_revision(item=item, quiz=quiz_of(QUIZ), digest="1")
together, started = Barrier(4), []


def start() -> None:
    together.wait()
    started.append(services.start_attempt(item=item, user=student).pk)
    connection.close()


threads = [Thread(target=start) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
events = Event.objects.filter(name="started").count()
print(f"{len(started)} starts, {Attempt.objects.count()} attempt, {events} event")
