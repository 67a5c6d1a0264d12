"""Settings from the environment say what is wrong with them."""

import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from courseware import env

ROOT = Path(__file__).resolve().parents[2]


def test_a_flag_reads_words_for_yes_and_no(monkeypatch):
    monkeypatch.setenv("X", "Yes")
    assert env.flag("X") is True
    monkeypatch.setenv("X", "0")
    assert env.flag("X", True) is False


def test_a_wrong_flag_and_number_say_what_to_write(monkeypatch):
    monkeypatch.setenv("X", "perhaps")
    with pytest.raises(env.InvalidSetting, match='X is "perhaps"; write 1 or 0'):
        env.flag("X")
    with pytest.raises(env.InvalidSetting, match="a whole number such as 8000"):
        env.number("X", 8000)


def test_words_are_of_those_that_are_known(monkeypatch):
    monkeypatch.setenv("X", "de, en,de")
    assert env.choices("X", "en", ["en", "de"]) == ["de", "en"]
    for wrong in ("fr", "en,fr", ","):
        monkeypatch.setenv("X", wrong)
        with pytest.raises(env.InvalidSetting, match="write some of en,de"):
            env.choices("X", "en", ["en", "de"])


def test_a_number_below_the_least_says_what_to_write(monkeypatch):
    monkeypatch.setenv("X", "0")
    with pytest.raises(env.InvalidSetting, match="X is 0; write 1 or more"):
        env.number("X", 8000, least=1)


def test_a_secret_is_made_once_readable_by_its_owner_alone(tmp_path, monkeypatch):
    monkeypatch.delenv("X", raising=False)
    file = tmp_path / "secret"
    first = env.secret("X", file)
    assert len(first) > 40
    assert env.secret("X", file) == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_variable_goes_before_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("X", "given")
    assert env.secret("X", tmp_path / "secret") == "given"
    assert not (tmp_path / "secret").exists()


def test_a_folder_below_a_file_is_refused_with_its_path(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("X", str(tmp_path / "file" / "var"))
    with pytest.raises(env.InvalidSetting, match="cannot be made"):
        env.folder("X", tmp_path)


def test_many_processes_that_start_at_once_share_one_secret(tmp_path, monkeypatch):
    monkeypatch.delenv("X", raising=False)
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(lambda _: env.secret("X", tmp_path / "secret"), range(32)))
    assert len(made) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["secret"]


def test_a_socket_keeps_its_path_while_the_kernel_can_hold_it(tmp_path):
    assert env.socket(tmp_path / "redis.sock") == tmp_path / "redis.sock"


def test_a_socket_with_a_long_path_gets_a_short_private_one(tmp_path):
    long = tmp_path / ("x" * 100) / "redis.sock"
    short = env.socket(long)
    assert len(str(short)) < 107
    assert stat.S_IMODE(short.parent.stat().st_mode) == 0o700
    assert env.socket(long) == short
    assert env.socket(long.with_name("other.sock")) != short


@pytest.mark.parametrize("address", ["postgres://a@b/c", "postgresql://a@b/c", "sqlite:///x"])
def test_the_address_of_a_known_database_is_taken(address, monkeypatch):
    monkeypatch.setenv("X", address)
    assert env.database("X", "sqlite:///y") == address


def test_an_unknown_database_is_refused_with_what_to_write(monkeypatch):
    monkeypatch.setenv("X", "oracle://a@b/c")
    with pytest.raises(env.InvalidSetting, match='begins with "oracle"; write postgres://'):
        env.database("X", "sqlite:///y")


def test_a_choice_is_one_of_its_words(monkeypatch):
    assert env.choice("SOME_WORD", "one", ("one", "two")) == "one"
    monkeypatch.setenv("SOME_WORD", "two")
    assert env.choice("SOME_WORD", "one", ("one", "two")) == "two"
    monkeypatch.setenv("SOME_WORD", "three")
    with pytest.raises(env.InvalidSetting, match='SOME_WORD is "three"; write one or two'):
        env.choice("SOME_WORD", "one", ("one", "two"))


def test_networks_are_addresses_or_ranges(monkeypatch):
    monkeypatch.setenv("SOME_NETS", "10.0.0.0/8, ::1")
    assert env.networks("SOME_NETS") == ["10.0.0.0/8", "::1"]
    monkeypatch.setenv("SOME_NETS", "10.0.0.1/8")
    with pytest.raises(env.InvalidSetting, match="such as 10"):
        env.networks("SOME_NETS")


def test_shares_have_a_number_for_each_word(monkeypatch):
    monkeypatch.setenv("QUEUE_SHARES", "graded=20")
    assert env.shares("QUEUE_SHARES", "visible=8,graded=6") == {"visible": 8, "graded": 20}
    for wrong, said in (
        ("quick=3", "write some of visible"),
        ("graded", "graded=6"),
        ("a=0", "a=6"),
    ):
        monkeypatch.setenv("QUEUE_SHARES", wrong)
        with pytest.raises(env.InvalidSetting, match=said):
            env.shares("QUEUE_SHARES", "visible=8,graded=6")


def test_a_folder_that_this_program_does_not_write_may_be_out_of_reach(monkeypatch, tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    monkeypatch.setenv("WHERE", str(file / "below"))
    with pytest.raises(env.InvalidSetting):
        env.folder("WHERE", tmp_path)
    assert env.folder("WHERE", tmp_path, written=False) == file / "below"


@pytest.mark.parametrize("url", ["http://id.example.org", "id.example.org", "ftp://x", "https://"])
def test_an_issuer_has_tls(monkeypatch, url):
    monkeypatch.setenv("WHO", url)
    with pytest.raises(env.InvalidSetting, match="https://id"):
        env.issuer("WHO")


@pytest.mark.parametrize("url", ["", "https://id.example.org/a", "http://127.0.0.1:9/"])
def test_an_issuer_is_taken_without_its_last_slash(monkeypatch, url):
    monkeypatch.setenv("WHO", url)
    assert env.issuer("WHO") == url.rstrip("/")


# -- traces ---------------------------------------------------------------------------------------
ENDPOINT = "http://127.0.0.1:4318"
ON = [
    {"OTEL_EXPORTER_OTLP_ENDPOINT": ENDPOINT},
    {"OTEL_EXPORTER_OTLP_TRACES_ENDPOINT": f"{ENDPOINT}/v1/traces"},
    {
        "OTEL_EXPORTER_OTLP_ENDPOINT": ENDPOINT,
        "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
        "OTEL_TRACES_EXPORTER": "otlp",
        "OTEL_SDK_DISABLED": "false",
    },
]
OFF = [
    {},
    {"OTEL_SERVICE_NAME": "courseware"},
    {"OTEL_EXPORTER_OTLP_ENDPOINT": ""},
    {"OTEL_EXPORTER_OTLP_ENDPOINT": ENDPOINT, "OTEL_SDK_DISABLED": "true"},
    {"OTEL_EXPORTER_OTLP_ENDPOINT": ENDPOINT, "OTEL_TRACES_EXPORTER": "none"},
]


@pytest.fixture
def variables(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in set().union(*ON, *OFF):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("given", "on"), [*((given, True) for given in ON), *((given, False) for given in OFF)]
)
def test_an_endpoint_switches_it_on(given: dict[str, str], on: bool, variables: pytest.MonkeyPatch):
    for name, value in given.items():
        variables.setenv(name, value)
    assert env.traces() is on


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
        ("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/json"),
        ("OTEL_TRACES_EXPORTER", "zipkin"),
        ("OTEL_SDK_DISABLED", "perhaps"),
    ],
)
def test_what_is_not_installed_is_refused(name: str, value: str, variables: pytest.MonkeyPatch):
    variables.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", ENDPOINT)
    variables.setenv(name, value)
    with pytest.raises(env.InvalidSetting, match=name):
        env.traces()


def test_without_the_optional_packages_it_says_what_to_install(tmp_path: Path):
    """In a process that finds the standard library alone."""
    variables = {"OTEL_EXPORTER_OTLP_ENDPOINT": ENDPOINT, "PYTHONPATH": str(ROOT / "courseware")}
    process = subprocess.run(
        [sys.executable, "-S", "-c", "import env; env.traces()"],
        cwd=tmp_path,
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert process.returncode == 1
    assert "pip install -r deploy/requirements-tracing.txt" in process.stderr
