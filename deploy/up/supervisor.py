"""Starts the parts, waits until the site answers, keeps them running, ends them."""

from __future__ import annotations

import signal
import time
from collections.abc import Sequence
from typing import NoReturn

from deploy import stamps
from deploy.programs import ROOT
from deploy.saying import Stop, step
from deploy.up import answer, descendants, earlier, logins, parts
from deploy.up.caller import Caller
from deploy.up.child import Child
from deploy.up.places import Places
from deploy.up.preparing import Preparing

_LOADED_FROM = ["courseware", "grader", "labs", "quizzes"]
_ANSWER_SECONDS = 60.0
_READY_SECONDS = 20.0
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Ended(Exception):
    """Somebody asked for the end."""


class Supervisor:
    """Everything that one `make up` has started."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.children: list[Child] = []
        self._caller = Caller()
        self._asked_to_end = False

    def run(self) -> None:
        """Returns when asked to end; raises `Stop` when the site cannot go on."""
        try:
            for number in _SIGNALS:
                signal.signal(number, self._ask_to_end)
            known = logins.recall(self.places.var)
            later = self._start(known)
            logins.publish(self.places.var, self.places.url, known)
            print(_line(self.places.url, known), flush=True)
            preparing = self._prepare(known, load=False) if later else None
            while True:
                self._look_after(preparing)
                if preparing is not None and not preparing.running:
                    preparing.wait()
                    preparing = None
                time.sleep(0.25)
        except Ended:
            return

    def end(self) -> None:
        """The site and the worker first, then the queue they speak to, then whatever is left."""
        for number in _SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        _end([child for child in self.children if child.name != "redis"])
        _end([child for child in self.children if child.name == "redis"])
        descendants.end_all()

    def _start(self, known: dict[str, dict[str, str]]) -> bool:
        """Serves in the end; says whether the database has still to be looked at.

        Where it is our own file and the stamp says that nothing has changed, looking can wait.
        """
        if redis := parts.redis(self.places):
            parts.remove_socket(self.places)
            self._add(redis)
            parts.wait_for_socket(self.places, redis)
        stamp = self.places.var / "loaded.stamp"
        now = stamps.digest([ROOT / name for name in _LOADED_FROM], self.places.database_url)
        unchanged = stamps.stands(stamp, now)
        later = unchanged and self.places.has_own_data
        if not later:
            self._prepare(known, load=not unchanged).wait()
            stamps.set_stamp(stamp, now)
        step("Starting the site and the worker")
        self._add(parts.web(self.places))
        self._add(parts.worker(self.places))
        self._await_ready()
        self._add(parts.scheduler(self.places))  # last: nobody waits for its first run
        return later

    def _prepare(self, known: dict[str, dict[str, str]], *, load: bool) -> Preparing:
        return Preparing(self.places, {"load": load, "logins": known})

    def _await_ready(self) -> None:
        """Until all is well; or goes on with a warning when the site answers and a part lacks."""
        began, checks = time.monotonic(), None
        while True:
            self._look_after()
            checks = answer.health(self.places.port)
            waited = time.monotonic() - began
            if checks is not None and not answer.worth_waiting(checks):
                break
            if checks is None and waited > _ANSWER_SECONDS:
                raise Stop(f"The site does not answer.\n{self.children[-2].last_words()}")
            if checks is not None and waited > _READY_SECONDS:
                break
            time.sleep(0.05 if checks is None else 0.15)
        for sentence in answer.troubles(checks):
            step(f"Warning: {sentence}")

    def _add(self, child: Child) -> None:
        child.rotate_log()
        self.children.append(child)
        self._launch(child)

    def _launch(self, child: Child) -> None:
        child.start(self.places.environment, ROOT)
        earlier.record(
            self.places.var, [each.process.pid for each in self.children if each.process]
        )

    def _ask_to_end(self, number: int, frame: object) -> NoReturn:
        """A signal's handler. Python drops what it raises while a fork is under way."""
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        self._asked_to_end = True
        step("Stopping")
        raise Ended

    def _look_after(self, preparing: Preparing | None = None) -> None:
        if self._asked_to_end or self._caller.wants_the_end():
            raise Ended
        for child in self.children:
            if child.needs_start():
                self._launch(child)
        known = {each.process.pid for each in self.children if each.process and each.running}
        if preparing is not None:
            known.add(preparing.process.pid)
        descendants.clear(known)


def _end(children: Sequence[Child]) -> None:
    """Asks all at once, then waits for each as long as it may take."""
    for child in children:
        child.signal(signal.SIGTERM)
    for child in children:
        child.await_end()


def _line(url: str, known: dict[str, dict[str, str]]) -> str:
    people = ", ".join(
        f"{role} {login['login']} / {login['password']}" for role, login in known.items()
    )
    return f"Courseware is at {url}  -  {people}  -  Ctrl-C stops it"
