"""Operators' files, checked by the programs that read them; and that they fit the code."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from courseware.metrics import series
from courseware.metrics.queue import QueueCollector
from courseware.outbox import fencing
from tests.site import ROOT

DEPLOY = ROOT / "deploy"
MANIFESTS = sorted((DEPLOY / "kubernetes").glob("*.yaml"))
KUBERNETES = kubernetes_validate.latest_version()
OTHERS = {"Kustomization", "ScaledObject"}  # kinds that Kubernetes itself does not know
_SUFFIXES = re.compile(r"_(bucket|count|sum|total)$")


def program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def documents(*paths: Path) -> list[dict[str, Any]]:
    return [each for path in paths for each in yaml.safe_load_all(path.read_text("utf-8"))]


# -- systemd ---------------------------------------------------------------------------------------
def test_systemd_accepts_the_units(tmp_path):
    """With paths that exist here."""
    verify = program("systemd-analyze")
    for unit in sorted((DEPLOY / "systemd").glob("*.service")):
        text = unit.read_text("utf-8").replace("/srv/courseware", str(ROOT))
        (tmp_path / unit.name).write_text(text.replace("User=courseware\n", "User=root\n"))
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    assert len(units) == 3
    checked = subprocess.run(
        [verify, "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    ours = [line for line in checked.stderr.splitlines() if "courseware" in line]
    assert (checked.returncode, ours) == (0, []), checked.stderr


def test_the_settings_of_the_example_are_settings_of_the_site():
    guide = (ROOT / "docs" / "operating.md").read_text("utf-8")
    lines = (DEPLOY / "systemd" / "courseware.env").read_text("utf-8").splitlines()
    names = [line.partition("=")[0] for line in lines if line and not line.startswith("#")]
    for document in documents(*MANIFESTS):
        if document["kind"] == "ConfigMap":
            names += document["data"]
    assert len(names) > 15
    assert [
        name for name in names if f"| `{name}`" not in guide and f", `{name}`" not in guide
    ] == []


# -- Kubernetes ------------------------------------------------------------------------------------
def test_kubernetes_accepts_the_manifests():
    checked = 0
    for document in documents(*MANIFESTS):
        if document["kind"] not in OTHERS:
            kubernetes_validate.validate(document, KUBERNETES, strict=True)
            checked += 1
    assert checked >= 12


def test_what_kustomize_renders_is_accepted_and_has_all_of_it():
    rendered = subprocess.run(
        [program("kubectl"), "kustomize", DEPLOY / "kubernetes"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = list(yaml.safe_load_all(rendered.stdout))
    kinds = {(each["kind"], each["metadata"]["name"]) for each in found}
    for document in found:
        if document["kind"] not in OTHERS:
            kubernetes_validate.validate(document, KUBERNETES, strict=True)
    files = documents(*MANIFESTS)
    assert len(found) == len(files) - 1
    assert {("Deployment", "web"), ("Deployment", "worker"), ("Job", "migrate")} <= kinds
    assert {("PodDisruptionBudget", "worker"), ("ScaledObject", "worker")} <= kinds
    images = set(re.findall(r"image: (\S+)", rendered.stdout))
    assert images == {"registry.example.org/courseware:0.1.0"}


def test_the_kustomization_names_every_manifest():
    (kustomization,) = documents(DEPLOY / "kubernetes" / "kustomization.yaml")
    named = {*kustomization["resources"], "kustomization.yaml"}
    assert named == {path.name for path in MANIFESTS}


def test_selectors_find_their_pods():
    pods = {
        each["metadata"]["name"]: each["spec"]["template"]["metadata"]["labels"]
        for each in documents(*MANIFESTS)
        if each["kind"] in ("Deployment", "Job")
    }
    for document in documents(*MANIFESTS):
        spec, name = document.get("spec", {}), document.get("metadata", {}).get("name")
        selector = spec.get("selector") or spec.get("podSelector") or {}
        wanted = selector.get("matchLabels", selector)
        if document["kind"] in ("Deployment", "Service", "PodDisruptionBudget"):
            assert wanted
        if wanted:
            assert wanted.items() <= pods[name].items(), (document["kind"], name)


# -- containers ------------------------------------------------------------------------------------
def test_containers_run_the_commands_of_the_guide():
    (compose,) = documents(DEPLOY / "containers" / "compose.yaml")
    services = compose["services"]
    guide = (ROOT / "docs" / "operating.md").read_text("utf-8")
    for name in ("worker", "scheduler"):
        application = services[name]["command"][4]
        assert f"-m celery -A {application} worker" in guide
    assert services["worker"]["environment"]["SANDBOX_REQUIRED"] == "1"
    assert services["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"
    containerfile = (DEPLOY / "containers" / "Containerfile").read_text("utf-8")
    assert "courseware.serving.connections:Connection" in containerfile
    assert re.search(r"^USER 10001$", containerfile, re.MULTILINE)


# -- metrics ---------------------------------------------------------------------------------------
def metric_names() -> set[str]:
    """All that the site has, with the database and the broker up."""
    counters = [*vars(series).values(), fencing.TAKEOVERS]
    counted = {each._name for each in counters if hasattr(each, "_metrics") or _plain(each)}
    source = (ROOT / "courseware" / "metrics" / "queue.py").read_text("utf-8")
    assert QueueCollector.__module__ == "courseware.metrics.queue"
    return counted | set(re.findall(r'"(courseware_\w+)"', source))


def _plain(each: Any) -> bool:
    return hasattr(each, "_name") and hasattr(each, "_value")


def used(text: str) -> set[str]:
    return {_SUFFIXES.sub("", name) for name in re.findall(r"\bcourseware_\w+", text)}


@pytest.mark.parametrize(
    ("file", "least"),
    [
        ("prometheus/alerts.yml", 8),
        ("grafana/courseware.json", 12),
        ("kubernetes/scaled-object.yaml", 1),
    ],
)
def test_every_metric_that_is_named_exists(file, least):
    found = used((DEPLOY / file).read_text("utf-8"))
    assert len(found) >= least
    assert found - metric_names() == set()


def test_the_dashboard_shows_every_metric():
    dashboard = json.loads((DEPLOY / "grafana" / "courseware.json").read_text("utf-8"))
    shown = used(
        " ".join(each["expr"] for panel in dashboard["panels"] for each in panel["targets"])
    )
    assert metric_names() - shown == set()
    numbers = [panel["id"] for panel in dashboard["panels"]]
    assert len(set(numbers)) == len(numbers) >= 8


def test_prometheus_accepts_the_rules_and_the_configuration():
    promtool = program("promtool")
    for check in (
        ["rules", DEPLOY / "prometheus" / "alerts.yml"],
        ["config", "--syntax-only", DEPLOY / "prometheus" / "prometheus.yml"],
    ):
        done = subprocess.run([promtool, "check", *check], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_says_what_to_do():
    (rules,) = documents(DEPLOY / "prometheus" / "alerts.yml")
    alerts = [rule for group in rules["groups"] for rule in group["rules"]]
    assert all({"summary", "action"} <= set(alert["annotations"]) for alert in alerts)
    assert {alert["labels"]["severity"] for alert in alerts} == {"page", "warn"}
