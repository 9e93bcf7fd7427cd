"""Configuration, read once; `.env.example` explains every name."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bridge.caps import DEFAULTS, KINDS, Cap, Figures, caps_of

#: Seconds that a line stays alone in the laboratory, at most.
LONGEST_PACE = 60.0
_RANGE = re.compile(r"\s*(\d{1,4}(?:\.\d{1,3})?)\s*(?:-\s*(\d{1,4}(?:\.\d{1,3})?)\s*)?")

SERVICE_TOKEN_FILE = "service-token"  # noqa: S105 - a file name


class Settings(BaseModel):
    """Everything that can be set from outside; the names are the environment's, in lower case.

    Attributes:
        timmy_home: where all that is written lies.
        timmy_bridge_token: when set, every caller needs it.
        timmy_service_token: lets the MUD speak for its players; else read from `timmy_home`.
        timmy_allowed_hosts: further values of the Host header that are answered, comma-separated.
        timmy_session_timeout: seconds of silence after which a session leaves memory.
        timmy_keep_days: days after which silent dialogues, and events, leave the journal, and talks
            of the laboratory that are over are erased.
        timmy_requests_per_minute: for each person; crisis replies are never refused.
        timmy_model: which model answers; empty: the best for which there is a key.
        timmy_fallback: which one answers when that one fails; empty: none.
        timmy_models: a file with further models.
        timmy_record: a file to which the models' replies are recorded.
        timmy_recording: the recording that the model `recorded` says again.
        timmy_budget_day: what model calls may take of calls, tokens and money in a UTC day.
        timmy_budget_person, timmy_budget_conversation, timmy_budget_agent,
            timmy_budget_provider: how much of it one of each may take.
        timmy_npcs: whether six characters live in the rooms.
        timmy_npc_model: which model voices them; empty: the one that answers as Timmy.
        timmy_npc_rest: seconds between two of their lines.
        timmy_room_votes: whether watchers of a room may vote on who of them speaks next.
        timmy_second_vote: whose moderation reads what people write to Timmy; empty: nobody's.
        port, bind_host: where the table has an address of its own.
        table_gpt_model, table_claude_model: who sits there.
        daily_api_limit: calls of the laboratory a day to models that cost money.
        lab_pace: seconds between two lines there, such as `2-5`.
        lab_turn_limit: lines of a talk there, at most.
        lab_talks: how many of them may go on at once.
        lab_personalities: a folder with further personalities.
        mud_telnet_port, mud_web_port: where the MUD listens; pages link to its doors.
        hermes_path: the folder of a Hermes Agent, for the model `hermes-local`.
        hermes_python: what runs it; else the Python of its own environment.
        hermes_model, hermes_provider: the model it asks, and whose that is.
        hermes_tools_may_run_commands: ask a Hermes server whose tools can do so too.
        keys, addresses: what `<PROVIDER>_API_KEY` and `<PROVIDER>_BASE_URL` say, by the
            provider's name in lower case.
    """

    model_config = ConfigDict(
        frozen=True, extra="ignore", validate_default=True, hide_input_in_errors=True
    )

    timmy_home: Path = Path("~/.timmy")
    world_dir: Path = Path()
    hermes_path: Path = Path("~/.hermes/hermes-agent")
    hermes_python: Path | None = None
    hermes_model: str = ""
    hermes_provider: str = "nous"
    hermes_tools_may_run_commands: bool = False
    timmy_bridge_host: str = "127.0.0.1"
    timmy_bridge_port: int = Field(4004, ge=0, le=65535)
    timmy_bridge_token: SecretStr | None = None
    timmy_service_token: SecretStr | None = None
    timmy_allowed_hosts: str = ""
    timmy_max_sessions: int = Field(20, ge=1)
    timmy_session_timeout: float = Field(3600.0, gt=0)
    timmy_keep_days: float = Field(30.0, gt=0, le=3650)
    timmy_requests_per_minute: int = Field(120, ge=1)
    timmy_model: str = ""
    timmy_fallback: str = ""
    timmy_models: Path | None = None
    timmy_record: Path | None = None
    timmy_recording: Path | None = None
    timmy_npcs: bool = True
    timmy_npc_model: str = ""
    timmy_npc_rest: float = Field(6.0, ge=0, le=3600)
    timmy_room_votes: bool = False
    port: int = Field(8000, ge=0, le=65535)
    bind_host: str = "127.0.0.1"
    table_gpt_model: str = "gpt"
    table_claude_model: str = "sonnet"
    daily_api_limit: str = "25"
    lab_pace: str = "2-5"
    lab_turn_limit: int = Field(100, ge=1, le=1000)
    lab_talks: int = Field(8, ge=0, le=100)
    lab_personalities: Path | None = None
    timmy_budget_day: str = DEFAULTS["day"]
    timmy_budget_person: str = DEFAULTS["person"]
    timmy_budget_conversation: str = DEFAULTS["conversation"]
    timmy_budget_agent: str = DEFAULTS["agent"]
    timmy_budget_provider: str = DEFAULTS["provider"]
    timmy_second_vote: str = Field("", pattern="^(openai)?$")
    keys: dict[str, SecretStr] = {}
    addresses: dict[str, str] = Field({}, repr=False)  # a password may stand in one
    timmy_contact: str = Field("", max_length=200)
    mud_telnet_port: int = Field(4000, ge=0, le=65535)
    mud_web_port: int = Field(4001, ge=0, le=65535)
    timmy_log_level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")

    @classmethod
    def from_env(cls, environ: Mapping[str, str]) -> "Settings":
        """Read settings from `environ`; an empty value counts as unset.

        Raises:
            ValidationError: a value is not of its kind.
        """
        given = {k.lower(): v for k, v in environ.items() if v}
        return cls.model_validate({k: given[k] for k in given.keys() - {"keys", "addresses"}})

    @model_validator(mode="before")
    @classmethod
    def _world_lies_at_home(cls, data: dict[str, Any]) -> dict[str, Any]:
        home = Path(data.get("timmy_home") or "~/.timmy")
        return {"world_dir": home / "evennia" / "timmy_world", **data}

    @model_validator(mode="before")
    @classmethod
    def _providers_have_keys_and_addresses(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "keys": _by_provider(data, "_api_key"),
            "addresses": _by_provider(data, "_base_url"),
            **data,
        }

    @field_validator(
        "timmy_home",
        "world_dir",
        "hermes_path",
        "hermes_python",
        "timmy_models",
        "timmy_record",
        "timmy_recording",
        "lab_personalities",
    )
    @classmethod
    def _expanded(cls, path: Path | None) -> Path | None:
        return path.expanduser().absolute() if path else None

    @field_validator(*(f"timmy_budget_{kind}" for kind in KINDS))
    @classmethod
    def _can_be_kept_to(cls, text: str, info: ValidationInfo) -> str:
        try:
            cap = Cap.parse(text)
            if info.field_name == "timmy_budget_day" and cap.share is not None:
                raise ValueError("the day has no share of anything; give figures")  # noqa: TRY301
        except ValueError as error:
            raise PydanticCustomError("cap", "{why}", {"why": str(error)}) from None
        return text

    @property
    def caps(self) -> dict[str, Figures]:
        """What may be spent in a day, by what it is a limit of."""
        return caps_of({kind: getattr(self, f"timmy_budget_{kind}") for kind in KINDS})

    @field_validator("lab_pace")
    @classmethod
    def _is_a_range(cls, text: str) -> str:
        found = _RANGE.fullmatch(text)
        if not found or not 0 <= float(found[1]) <= float(found[2] or found[1]) <= LONGEST_PACE:
            why = f"write seconds such as 2-5, or 3; at most {LONGEST_PACE:.0f}"
            raise PydanticCustomError("pace", "{why}", {"why": why})
        return text

    @property
    def lab_rest(self) -> tuple[float, float]:
        """Seconds between two lines in the laboratory: at least, and at most."""
        least, _, most = self.lab_pace.partition("-")
        return float(least), float(most or least)

    @property
    def lab_calls(self) -> int | None:
        """How often a day the laboratory may call models that cost money; None: it is no number."""
        text = self.daily_api_limit.strip()
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None

    @property
    def hosts_in_urls(self) -> frozenset[str]:
        """The hosts by which the bridge and the table are reached, besides all addresses."""
        hosts = {self.timmy_bridge_host, self.bind_host}
        return frozenset(_in_urls(host).lower() for host in hosts if not _is_every(host))

    @property
    def bridge_url(self) -> str:
        """Where this machine reaches the bridge."""
        return f"http://{_in_urls(self.timmy_bridge_host)}:{self.timmy_bridge_port}"

    @property
    def table_url(self) -> str:
        """Where this machine reaches the table."""
        return f"http://{_in_urls(self.bind_host)}:{self.port}"

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """Further `host` or `host:port` values of the Host header."""
        return frozenset(
            h.strip().lower() for h in self.timmy_allowed_hosts.split(",") if h.strip()
        )

    @property
    def one_token_for_both(self) -> bool:
        """Whether callers would have the token that speaks for the MUD's players."""
        access = self.timmy_bridge_token
        return access is not None and access.get_secret_value() == self.service_token()

    def refusal(self) -> str:
        """Return the sentence with which the bridge refuses to start; empty when it may."""
        hosts = {"TIMMY_BRIDGE_HOST": self.timmy_bridge_host, "BIND_HOST": self.bind_host}
        for name, host in hosts.items():
            if not _is_loopback(host) and not self.timmy_bridge_token:
                return (
                    f"{name}={host} can be reached from other machines: set TIMMY_BRIDGE_TOKEN, "
                    "or bind to 127.0.0.1."
                )
        if self.one_token_for_both:
            return (
                "TIMMY_BRIDGE_TOKEN is the MUD's own service token: with it every caller could "
                "speak for every player. Set another one."
            )
        if self.timmy_record and self.timmy_record == self.timmy_recording:
            return "TIMMY_RECORD is the recording that is replayed. Name another file."
        return ""

    @property
    def npcs_live_here(self) -> bool:
        """Whether anybody lives in the rooms.

        Nobody does where replies are recorded or replayed: Timmy sees and hears those around him,
        and what they say does not come again.
        """
        return self.timmy_npcs and not self.timmy_record and self.timmy_model != "recorded"

    def service_token(self) -> str | None:
        """Return the token that the MUD shows, from the environment or from `timmy_home`."""
        if self.timmy_service_token:
            return self.timmy_service_token.get_secret_value()
        try:
            kept = (self.timmy_home / SERVICE_TOKEN_FILE).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        return kept or None


def _is_every(host: str) -> bool:
    """Whether `host` stands for every address of this machine."""
    return host in {"0.0.0.0", "::"}  # noqa: S104 - compared, not bound


def _is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def _in_urls(host: str) -> str:
    """Return the host by which this machine reaches `host`, as a URL has it."""
    if _is_every(host):
        host = "::1" if ":" in host else "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def _by_provider(data: Mapping[str, Any], ending: str) -> dict[str, Any]:
    return {k.removesuffix(ending): v for k, v in data.items() if k.endswith(ending) and v}
