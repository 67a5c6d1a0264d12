"""`make audit`: asks PyPI and npm whether the installed packages have known vulnerabilities.

Exit status: 0 for none known, 1 for some, 3 if an advisory service gave no answer, for all packages
or for a few. What is found is printed in both cases; 1 takes precedence.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

from deploy import front_end
from deploy.messages import DeployError, report_failure
from deploy.virtualenv import ROOT

NONE_KNOWN, FOUND, NOT_ASKED = 0, 1, 3
_PIP_AUDIT = [sys.executable, "-m", "pip_audit", "--local", "--progress-spinner", "off"]


@dataclass
class Answer:
    """What one service says: the lines to print, and what it could not say."""

    service: str
    asked: int = 0
    found: list[str] = field(default_factory=list)
    unanswered: str = ""

    @property
    def status(self) -> int:
        if self.found:
            return FOUND
        return NOT_ASKED if self.unanswered else NONE_KNOWN


def main() -> int:
    answers = [python_packages(), npm_packages()]
    for answer in answers:
        _print(answer)
    statuses = {answer.status for answer in answers}
    return FOUND if FOUND in statuses else max(statuses)


def python_packages() -> Answer:
    """Every package in the virtual environment, those that others brought included."""
    process = subprocess.run(
        [*_PIP_AUDIT, "--format", "json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return read_pip_audit(process.stdout, process.stderr)


def npm_packages() -> Answer:
    """Every package of the lock file."""
    process = front_end.npm("audit", "--json")
    return read_npm_audit(process.stdout, process.stderr)


def read_pip_audit(output: str, errors: str) -> Answer:
    """Reads pip-audit's JSON; it skips what it learns nothing of, with status 0."""
    answer = Answer("PyPI")
    report = _json(output)
    packages = report.get("dependencies") if report else None
    if not isinstance(packages, list):
        answer.unanswered = _last_line(errors or output)
        return answer
    skipped = []
    for package in packages:
        if "skip_reason" in package:
            skipped.append(package["name"])
            continue
        answer.asked += 1
        for each in package.get("vulns", []):
            fixed = ", ".join(each.get("fix_versions") or []) or "none yet"
            answer.found.append(
                f"{package['name']} {package['version']}: {each['id']}, fixed in: {fixed}"
            )
    if skipped:
        answer.unanswered = f"nothing about {len(skipped)} packages: {_some(skipped)}"
    return answer


def read_npm_audit(output: str, errors: str) -> Answer:
    """Reads npm's JSON, which describes the failed request where the registry gave no answer."""
    answer = Answer("npm")
    report = _json(output)
    vulnerable = report.get("vulnerabilities") if report else None
    if not isinstance(vulnerable, dict):
        answer.unanswered = str((report or {}).get("message") or _last_line(errors or output))
        return answer
    answer.asked = report.get("metadata", {}).get("dependencies", {}).get("total", 0)
    for name, each in sorted(vulnerable.items()):
        for advisory in each.get("via", []):
            if isinstance(advisory, dict):  # a name is a package that is listed itself
                answer.found.append(
                    f"{name} {each['range']}: {advisory['title']} ({advisory['severity']}), "
                    f"{advisory['url']}"
                )
    return answer


def _print(answer: Answer) -> None:
    for line in answer.found:
        print(f"{answer.service}: {line}")
    if answer.unanswered:
        print(
            f"{answer.service} gave no answer: {answer.unanswered}\n"
            "  These packages were not checked. Run this again where the advisory service of the "
            "registry can be reached."
        )
    print(f"{answer.service}: {answer.asked} packages checked, {len(answer.found)} advisories")


def _json(output: str) -> dict[str, Any]:
    try:
        report = json.loads(output)
    except ValueError:
        return {}
    return report if isinstance(report, dict) else {}


def _last_line(output: str) -> str:
    return (output.strip().splitlines() or ["no output"])[-1].strip()


def _some(names: list[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except DeployError as error:
        report_failure(error)
        sys.exit(NOT_ASKED)
