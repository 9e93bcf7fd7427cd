"""Settings: the published defaults, one file that explains them all, no open door by mistake."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from bridge.models.catalog import Catalog
from bridge.settings import Settings

ROOT = Path(__file__).parents[2]
ANYWHERE = "0.0.0.0"  # noqa: S104 - it is what must be refused
#: What the MUD's keeper hands to its own processes; nobody sets it.
HANDED_ON = {"MUD_KEPT", "MUD_SECRET_KEY", "MUD_TESTING"}


def examples() -> dict[str, str]:
    """Return what .env.example sets."""
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    return dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE))


def test_the_defaults_are_the_published_ones():
    """Who followed the first README finds everything where it said."""
    settings = Settings.from_env({})

    assert (settings.timmy_bridge_host, settings.timmy_bridge_port) == ("127.0.0.1", 4004)
    assert settings.hermes_path == Path("~/.hermes/hermes-agent").expanduser()
    assert settings.world_dir == Path("~/.timmy/evennia/timmy_world").expanduser()
    assert (settings.timmy_max_sessions, settings.timmy_session_timeout) == (20, 3600)


def test_the_world_lies_at_home_unless_told_otherwise(tmp_path):
    """Two worlds can run from one checkout by one setting."""
    moved = Settings.from_env({"TIMMY_HOME": str(tmp_path)})
    both = Settings.from_env({"TIMMY_HOME": str(tmp_path), "WORLD_DIR": str(tmp_path / "w")})

    assert moved.world_dir == tmp_path / "evennia" / "timmy_world"
    assert both.world_dir == tmp_path / "w"


def test_an_empty_value_counts_as_unset():
    """`TIMMY_BRIDGE_PORT=` in a .env file is no error, and an empty token is no token."""
    settings = Settings.from_env({"TIMMY_BRIDGE_PORT": "", "TIMMY_BRIDGE_TOKEN": ""})

    assert settings.timmy_bridge_port == 4004
    assert settings.timmy_bridge_token is None


def test_every_setting_is_in_the_example_file_and_no_other():
    """What the file does not name nobody finds; what it names alone does nothing."""
    read_by_the_mud: set[str] = set()
    for path in (ROOT / "mud").rglob("*.py"):
        read_by_the_mud |= set(re.findall(r"""["'](MUD_[A-Z_]+)["']""", path.read_text("utf-8")))
    read_by_the_mud -= HANDED_ON
    providers = Catalog.load().providers.values()
    access = {p.key_variable for p in providers} | {p.address_variable for p in providers}
    ours = {name.upper() for name in Settings.model_fields} - {"KEYS", "ADDRESSES"}
    named = set(examples()) - access

    assert ours <= named
    assert {"ANTHROPIC_API_KEY", "ANTHROPIC_BASE_URL"} <= set(examples())
    assert read_by_the_mud <= named
    if read_by_the_mud:
        assert {name for name in named - ours if name.startswith("MUD_")} == read_by_the_mud - ours
    assert all(name.startswith("MUD_") for name in named - ours)


def test_the_example_file_shows_the_defaults():
    """A copy of it changes nothing."""
    assert Settings.from_env(examples()) == Settings.from_env({})


def test_a_copy_of_the_example_file_leaves_nothing_where_the_home_was_before(tmp_path):
    """Whoever moves TIMMY_HOME has moved all that lies in it."""
    moved = {"TIMMY_HOME": str(tmp_path)}

    assert Settings.from_env(examples() | moved) == Settings.from_env(moved)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIMMY_BRIDGE_PORT", "65536"), ("TIMMY_BRIDGE_PORT", "four"), ("TIMMY_MAX_SESSIONS", "0"),
        ("TIMMY_SESSION_TIMEOUT", "0"), ("TIMMY_KEEP_DAYS", "inf"), ("TIMMY_KEEP_DAYS", "nan"),
        ("TIMMY_KEEP_DAYS", "1e9"), ("TIMMY_REQUESTS_PER_MINUTE", "0"), ("TIMMY_LOG_LEVEL", "LOUD"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_work_is_refused_at_the_start(name, value):
    """Not by housekeeping, an hour later."""
    with pytest.raises(ValidationError):
        Settings.from_env({name: value})


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True),
        (ANYWHERE, False), ("::", False), ("192.168.1.2", False), ("127.0.0.1.nip.io", False),
        ("tower.example.org", False), ("LOCALHOST.example", False), ("::ffff:192.168.1.2", False),
    ],
)  # fmt: skip
def test_loopback_is_what_only_this_machine_reaches(host, expected):
    """A name is only as local as whoever resolves it."""
    for name in ("TIMMY_BRIDGE_HOST", "BIND_HOST"):
        refusal = Settings.from_env({name: host}).refusal()
        assert refusal.startswith("" if expected else f"{name}={host} can be reached")
        assert bool(refusal) is not expected


def test_the_service_token_comes_from_the_environment_or_the_file(tmp_path):
    """A file that ends in a newline, as files do."""
    (tmp_path / "service-token").write_text("from-the-file\n")

    kept = Settings.from_env({"TIMMY_HOME": str(tmp_path)})
    given = Settings.from_env({"TIMMY_HOME": str(tmp_path), "TIMMY_SERVICE_TOKEN": "given"})

    assert kept.service_token() == "from-the-file"
    assert given.service_token() == "given"
    assert Settings.from_env({"TIMMY_HOME": str(tmp_path / "none")}).service_token() is None


def test_an_empty_token_file_is_no_token(tmp_path):
    """Else `Bearer ` with nothing after it would speak for every player."""
    (tmp_path / "service-token").write_text("\n")

    assert Settings.from_env({"TIMMY_HOME": str(tmp_path)}).service_token() is None


def test_settings_never_show_a_secret():
    """They end up in logs and tracebacks."""
    names = ("TIMMY_BRIDGE_TOKEN", "TIMMY_SERVICE_TOKEN", "ANTHROPIC_API_KEY")
    settings = Settings.from_env(dict.fromkeys(names, "swordfish"))

    assert "swordfish" not in repr(settings) + str(settings) + settings.model_dump_json()


@pytest.mark.parametrize("name", ["KEYS", "ADDRESSES", "keys", "Addresses"])
def test_variables_of_others_do_not_pass_for_the_providers_access(name):
    """Such names are common, and what stands in them is no business of ours."""
    settings = Settings.from_env({name: "/etc/keys", "OPENAI_API_KEY": "k"})

    assert set(settings.keys) == {"openai"}
    assert settings.addresses == {}


def test_an_error_never_shows_what_was_set():
    """A key in the wrong line of the file would stand in the terminal, and in a log."""
    for name in ("TIMMY_BRIDGE_PORT", "TIMMY_LOG_LEVEL", "TIMMY_BUDGET_PERSON"):
        with pytest.raises(ValidationError) as caught:
            Settings.from_env({name: "swordfish", "OPENAI_API_KEY": "swordfish"})
        assert "swordfish" not in str(caught.value)


def test_settings_never_show_the_password_in_an_address():
    """A proxy in front of a model often has one."""
    address = "http://me:swordfish@here/v1"
    settings = Settings.from_env({"OPENAI_BASE_URL": address})

    assert settings.addresses == {"openai": address}
    assert "swordfish" not in repr(settings) + str(settings)


# --- python -m bridge ---------------------------------------------------------------------------


def started(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m bridge` with these settings alone, until it ends."""
    unset = dict.fromkeys(examples(), "")
    return subprocess.run(
        [sys.executable, "-m", "bridge"],
        check=False,
        env={**os.environ, **unset, "PORT": "0", "TIMMY_HOME": str(tmp_path), **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
    )


@pytest.mark.parametrize(
    ("name", "host"), [("TIMMY_BRIDGE_HOST", ANYWHERE), ("BIND_HOST", "192.168.0.1")]
)
def test_an_open_address_without_a_token_exits_2_with_one_line(tmp_path, name, host):
    """Nothing listens, nothing is written, and the line says what to do."""
    done = started(tmp_path, TIMMY_SERVICE_TOKEN="x", **{name: host})

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "TIMMY_BRIDGE_TOKEN" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_setting_exits_2_with_one_line_that_names_it(tmp_path):
    """And not with a traceback, nor with the value, which may be a secret in the wrong place."""
    done = started(tmp_path, TIMMY_BRIDGE_PORT="swordfish")

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("TIMMY_BRIDGE_PORT:")
    assert "swordfish" not in done.stderr


def test_a_home_that_cannot_be_written_exits_1_with_one_line(tmp_path):
    """A file where the folder should be."""
    (tmp_path / "home").write_text("")

    done = started(tmp_path, TIMMY_HOME=str(tmp_path / "home"))

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "could not run" in done.stderr.splitlines()[-1]
