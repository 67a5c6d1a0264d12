"""What `courseware` can do. `courseware COMMAND --help` says more of each."""

from __future__ import annotations

import json
import os
import secrets
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner

from courseware_client import __version__, pending, settings
from courseware_client.errors import REFUSED, STOPPED, WRONG, ClientError, Offline, WrongUsage
from courseware_client.files import read_code
from courseware_client.pending import Pending
from courseware_client.report_text import headline, is_right, local_results, report
from courseware_client.settings import Login, current_login
from courseware_client.site import Site
from courseware_client.submitting import check_lab
from courseware_client.tables import courses_table, items_table, total_line
from courseware_client.watching import follow
from courseware_client.workspace import workspace_of, write_workspace

ABOUT = (
    "Work on labs of a Courseware site from your terminal.\n\n"
    "Begin with “courseware login” and “courseware labs”. “courseware pull softmax” makes the "
    "folder softmax; write your code in it, then “courseware run softmax” tries it here and "
    "“courseware submit softmax” has it graded."
)
app = typer.Typer(
    help=ABOUT,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    epilog="Exit status: 0 all right, 1 not all cases pass, 2 wrong usage, 3 not signed in or not "
    "allowed, 4 refused by the site, 5 the site cannot be reached, 130 stopped by Ctrl-C.",
)
_PIPE_WIDTH = 1000


def _console(stderr: bool = False) -> Console:
    """Into a pipe or a file one line stays one line."""
    stream = sys.stderr if stderr else sys.stdout
    wide = not stream.isatty() and "COLUMNS" not in os.environ
    return Console(stderr=stderr, width=_PIPE_WIDTH if wide else None)


out, err = _console(), _console(stderr=True)

Cases = Annotated[bool, typer.Option("--cases", help="List every case, also those that pass.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]
Course = Annotated[str, typer.Option("--course", "-c", help="The course, if not the usual one.")]
Lab = Annotated[
    str,
    typer.Argument(
        help="The lab's name, such as softmax: the first column of “courseware labs”.",
        autocompletion=lambda incomplete: _lab_names(incomplete),
    ),
]
File = Annotated[
    Path,
    typer.Argument(help="A Python file, a notebook, or a folder made by “courseware pull”."),
]


def _version(asked: bool) -> None:
    if asked:
        out.print(f"courseware-client {__version__}", highlight=False)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """What holds for all commands."""


def _lab_names(incomplete: str) -> list[str]:
    """For completion in a shell, which must not be disturbed by what goes wrong."""
    try:
        with _site() as site:
            items = _items(site, "")
    except ClientError:
        return []
    return [e["slug"] for e in items if e["kind"] == "lab" and e["slug"].startswith(incomplete)]


@app.command()
def login(
    url: Annotated[str, typer.Argument(help="The site, such as https://course.example.org")] = "",
    token: Annotated[
        str,
        typer.Option(envvar="COURSEWARE_TOKEN", help="Better typed when asked: it is a secret."),
    ] = "",
    course: Course = "",
) -> None:
    """Sign in with a token, which you make on the site: Profile and settings, Tokens."""
    url = settings.checked_url(url or typer.prompt("Address of the site"))
    token = token or typer.prompt(f"Token ({url}/accounts/tokens/)", hide_input=True)
    with Site(Login(url, token.strip(), course)) as site:
        me, courses = site.get("/me"), site.get("/courses")
    slugs = [each["slug"] for each in courses]
    if course and course not in slugs:
        raise WrongUsage(f"You are not in a course “{course}”. Yours: {', '.join(slugs) or 'none'}")
    chosen = course or (slugs[0] if len(slugs) == 1 else "")
    path = settings.store_login(Login(url, token.strip(), chosen))
    out.print(f"Signed in as {me['username']}. The token is kept in {path}.", highlight=False)
    if chosen:
        out.print(f"Commands are about the course {chosen}.", highlight=False)
    elif slugs:
        out.print(f"Choose a course with --course: {', '.join(slugs)}", highlight=False)


@app.command()
def logout() -> None:
    """Forget the token on this computer. Revoke it on the site if others may have it."""
    out.print("Signed out." if settings.forget_login() else "You were not signed in.")


@app.command()
def courses(as_json: AsJson = False) -> None:
    """List the courses that you are in."""
    with _site() as site:
        found = site.get("/courses")
        if as_json:
            return _print_json(found)
        out.print(courses_table(found, site.login.course) if found else "You are in no course.")


@app.command()
def labs(course: Course = "", as_json: AsJson = False) -> None:
    """List the labs of the course, with your scores."""
    with _site() as site:
        found = [each for each in _items(site, course) if each["kind"] == "lab"]
    if as_json:
        return _print_json(found)
    out.print(items_table(found) if found else "This course has no labs.")


@app.command()
def grades(course: Course = "", as_json: AsJson = False) -> None:
    """List everything in the course that has points, with your scores and your total."""
    with _site() as site:
        mine = site.get(f"/courses/{_course(site, course)}/grades")
        if as_json:
            return _print_json(mine)
        found = [each for each in _items(site, course) if each["points"]]
    out.print(items_table(found, kinds=True) if found else "Nothing in this course has points.")
    if line := total_line(mine):
        out.print(line, style="bold", highlight=False)


@app.command()
def pull(
    lab: Lab,
    folder: Annotated[Path | None, typer.Option("--to", help="The folder to make.")] = None,
    course: Course = "",
) -> None:
    """Make a folder with the lab's statement, starter code and visible cases.

    Pulled again, the statement and the cases are brought up to date; your code stays.
    """
    with _site() as site:
        chosen = _course(site, course)
        found = site.get(f"/courses/{chosen}/labs/{lab}")
        cases = site.get(f"/courses/{chosen}/labs/{lab}/cases")
        url = site.login.url
    if found["form"]:
        raise WrongUsage(f"This lab asks for answers, not for code: {found['url']}")
    made, had_code = write_workspace(folder or Path(lab), url, chosen, found, cases)
    out.print(f"{made.folder}/ has statement.md and {made.code_file.name}.", highlight=False)
    if had_code:
        out.print(f"Your code in {made.code_file} was left as it is.", highlight=False)
    out.print(f"Next: courseware run {made.code_file}", highlight=False)


@app.command()
def run(file: File, as_json: AsJson = False) -> None:
    """Run the visible cases on your computer. Nothing is sent.

    The file must be in a folder made by “courseware pull”, which holds the cases.
    """
    place = workspace_of(file)
    if place is None:
        raise WrongUsage(
            f"{file} is in no folder made by “courseware pull”, so its cases are not known."
        )
    path = place.code_file if file.is_dir() else file
    from courseware_client import visible_cases  # NumPy, which other commands do without

    name, code = str(path), read_code(path)
    try:
        module = visible_cases.load(code, name)
    except visible_cases.TooLong:
        seconds = f"{visible_cases.MAX_SECONDS:g} seconds"
        err.print(f"{name} is still not loaded after {seconds}.", style="red", highlight=False)
        raise typer.Exit(WRONG) from None
    except (Exception, SystemExit) as error:
        err.print(visible_cases.traceback_of(error, name), markup=False, highlight=False)
        err.print(f"{name} cannot be loaded.", style="red", highlight=False)
        raise typer.Exit(WRONG) from None
    results = visible_cases.run_cases(module, place.cases)
    if as_json:
        _print_json([each.__dict__ for each in results])
    else:
        out.print(local_results(results))
        passed = sum(each.passed is True for each in results)
        of = sum(each.passed is not None for each in results)
        rest = len(results) - of
        more = f"; {rest} can be judged by the site only (submit --trial)" if rest else ""
        out.print(f"{passed} of {of} visible cases pass{more}.", highlight=False)
    if any(each.passed is False for each in results):
        raise typer.Exit(WRONG)


@app.command()
def submit(
    file: File,
    lab: Annotated[
        str,
        typer.Option(
            "--lab",
            help="The lab; otherwise that of the folder, or the one named like the file.",
            autocompletion=lambda incomplete: _lab_names(incomplete),
        ),
    ] = "",
    course: Course = "",
    trial: Annotated[bool, typer.Option("--trial", help="Visible cases only; no score.")] = False,
    late: Annotated[
        bool, typer.Option("--late", help="Submit although it is late and costs something.")
    ] = False,
    cases: Cases = False,
    wait: Annotated[bool, typer.Option(help="Wait for the result.")] = True,
    as_json: AsJson = False,
) -> None:
    """Submit code for grading and wait for the result.

    If the site cannot be reached, the code is kept and sent by “courseware sync” or the next
    “courseware submit”.
    """
    place = workspace_of(file)
    if place is None and file.is_dir():
        raise WrongUsage(f"{file} was not made by “courseware pull”; name the file to submit.")
    path = place.code_file if place and file.is_dir() else file
    code, login = read_code(path), current_login()
    slug = lab or (place.lab if place else path.stem)
    chosen = course or (place.course if place else "") or login.course
    if not chosen:
        raise WrongUsage("Which course? Add --course NAME, or choose one: courseware login")
    purpose, key = "trial" if trial else "graded", secrets.token_urlsafe(24)
    job = Pending(login.url, chosen, slug, code, purpose, path.name, key, late)
    with Site(login) as site:
        try:
            waited = _send_waiting(site, job)
            if place is None or slug != place.lab:
                check_lab(site, chosen, slug, code, guessed=not lab)
            made = waited or pending.send(site, job)
        except Offline as error:
            pending.keep(job)
            raise Offline(
                f"{error}\nYour code is kept ({pending.count()} waiting). When you are online "
                "again: courseware sync"
            ) from error
        _show(site, chosen, slug, made["id"], wait=wait, as_json=as_json, cases=cases)


@app.command()
def sync(as_json: AsJson = False) -> None:
    """Send the submissions that could not be sent."""
    with _site() as site:
        sent = pending.send_all(site)
    if as_json:
        return _print_json(
            [{"submission": each.submission, "refusal": each.refusal} for each in sent]
        )
    for each in sent:
        words = each.refusal or f"submission {(each.submission or {})['id']}"
        out.print(f"{each.pending.lab}: {words}", highlight=False, markup=False)
    left = pending.count()
    elsewhere = f"{left} still waiting for another site. Sign in there to send." if left else ""
    out.print(elsewhere or "Nothing is waiting.", highlight=False)
    if any(each.refusal for each in sent):
        raise typer.Exit(REFUSED)


@app.command()
def watch(
    lab: Lab,
    number: Annotated[
        int | None, typer.Argument(help="The submission's number; your last one unless given.")
    ] = None,
    cases: Cases = False,
    course: Course = "",
    as_json: AsJson = False,
) -> None:
    """Show a submission, and wait until it has its result."""
    with _site() as site:
        chosen = _course(site, course)
        if number is None:
            page = site.get(f"/courses/{chosen}/labs/{lab}/submissions", limit=1)
            if not page["results"]:
                raise WrongUsage(f"You have submitted nothing for {lab} yet.")
            number = page["results"][0]["id"]
        _show(site, chosen, lab, number, wait=True, as_json=as_json, cases=cases)


def _show(
    site: Site, course: str, lab: str, number: int, *, wait: bool, as_json: bool, cases: bool
) -> None:
    """Ends with the exit status of the result."""
    seen = follow(site, course, lab, number)
    found = next(seen)
    try:
        if wait:
            spinner = Spinner("dots", headline(found))
            with Live(spinner, console=err, transient=True):
                for found in seen:
                    spinner.update(text=headline(found))
    except KeyboardInterrupt:
        err.print(f"Grading goes on. See it with: courseware watch {lab} {number}", style="yellow")
        raise typer.Exit(STOPPED) from None
    if as_json:
        _print_json(found)
    else:
        out.print(report(found, every_case=cases))
    if wait and not is_right(found):
        raise typer.Exit(WRONG)


def _send_waiting(site: Site, job: Pending) -> dict[str, Any] | None:
    """The submission that came of ``job``, where the same code had waited."""
    made = None
    for sent in pending.send_all(site):
        if pending.same(sent.pending, job):
            made = sent.submission
        words = sent.refusal or "was sent now"
        err.print(f"Kept submission for {sent.pending.lab}: {words}", markup=False, highlight=False)
    return made


def _site() -> Site:
    return Site(current_login())


def _course(site: Site, course: str) -> str:
    chosen = course or site.login.course
    if not chosen:
        raise WrongUsage("Which course? Add --course NAME, or choose one: courseware login")
    return chosen


def _items(site: Site, course: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = site.get(f"/courses/{_course(site, course)}/items")
    return found


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, indent=1, ensure_ascii=False))
