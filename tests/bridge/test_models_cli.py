"""`tower models`: what a host reads before choosing, and what the providers say to it."""

import asyncio
import contextlib
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bridge.cli import configured, tower
from bridge.cli.models import EXAMPLE
from bridge.models.entry import Access, Provider
from bridge.models.served import Served, found, served
from tests.providers.anthropic import AnthropicServer
from tests.providers.openai import OpenAIServer

ROOT = Path(__file__).parents[2]
CLAUDE = ["claude-opus-5-5", "claude-sonnet-5-5", "claude-haiku-5-5-20261007", "claude-fable-5-2"]
OF_OPENAI = ["gpt-6.1-sol", "gpt-6.1-terra", "gpt-6-luna", "gpt-4o"]


@pytest.fixture
def models(monkeypatch, capsys):
    """Return what runs the command with these settings; its status and what it wrote."""
    monkeypatch.setattr(configured, "load_dotenv", lambda _: None)

    async def run(*arguments: str, **environment: str) -> tuple[int, str]:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        status = await asyncio.to_thread(tower.main, ["models", *arguments])
        out, err = capsys.readouterr()
        return status, out + err

    return run


def row(shown: str, key: str) -> str:
    return next(line for line in shown.splitlines() if line.split()[:1] == [key])


def words(line: str) -> str:
    return " ".join(line.split())


async def test_the_table_says_what_can_answer_and_what_it_costs(models):
    """At a glance: the limits, the price, and whether the key is there."""
    status, shown = await models(OPENAI_API_KEY="k")

    assert status == 0
    assert words(shown.splitlines()[0]) == "KEY NAME CONTEXT ANSWER IN OUT CACHED"
    assert words(shown.splitlines()[1]) == "tokens tokens USD per 1M tokens"
    assert words(row(shown, "gpt")) == "gpt GPT-6.1 Sol 1.05M 128K 2 10 0.1"
    assert "(to 2027-01-14)" in row(shown, "gpt4o")
    assert row(shown, "gpt4").endswith("retired 2026-10-23, now gpt")
    assert row(shown, "offline").endswith("free")
    lines = shown.splitlines()
    assert "openai: has OPENAI_API_KEY" in lines
    assert "anthropic: no ANTHROPIC_API_KEY" in lines
    assert "offline: needs no key" in lines
    assert "hermes-local: no NOUS_API_KEY" in lines  # it asks that one
    assert lines[-1] == "Now: offline. There is no ANTHROPIC_API_KEY, so the offline voice answers."


async def test_a_price_that_nobody_has_told_is_shown_as_assumed(models):
    """The budget counts it, so the host must see where the figure comes from."""
    _, shown = await models()
    _, data = await models("--json")

    assert words(row(shown, "hermes")) == "hermes Hermes, price assumed 128K 8K 8 40 1.25"
    assert "any, price assumed" in row(shown, "openrouter/<model>")
    assert words(row(shown, "ollama/<model>")) == "ollama/<model> any 8K 4K free"
    assumed = {model["key"] for model in json.loads(data)["models"] if model["assumed"]}
    assert assumed == {"hermes", "hermes-local"}


async def test_the_table_fits_into_80_columns(models):
    """A terminal is that wide unless somebody has made it wider."""
    _, shown = await models()

    assert max(map(len, shown.splitlines())) <= 80


async def test_a_mistyped_model_is_told_below_the_table_that_helps(models):
    """It is the command that the sentence at the start names."""
    status, shown = await models(TIMMY_MODEL="sonet")
    assert status == 2
    assert row(shown, "sonnet,")
    assert shown.splitlines()[-1].startswith("TIMMY_MODEL: There is no model sonet; did you mean")
    assert "Now:" not in shown

    status, shown = await models("--json", "--check", TIMMY_MODEL="sonet")
    found, _ = json.JSONDecoder().raw_decode(shown)
    assert status == 2
    assert found["chosen"]["key"] is None
    assert found["chosen"]["reason"].startswith("TIMMY_MODEL: There is no model sonet")
    assert len(found["models"]) > 10


async def test_the_same_as_json_holds_all_and_no_key(models):
    """For scripts; a key in it would end up in their logs."""
    status, shown = await models("--json", OPENAI_API_KEY="swordfish", TIMMY_MODEL="gpt-mini")

    found = json.loads(shown)
    assert status == 0
    assert "swordfish" not in shown
    assert (found["chosen"]["key"], found["chosen"]["fallback"]) == ("gpt-mini", None)
    opus = next(model for model in found["models"] if model["key"] == "opus")
    assert opus["price"]["output"] == 20
    asked = {provider["name"]: provider["can_be_asked"] for provider in found["providers"]}
    assert (asked["openai"], asked["anthropic"], asked["ollama"]) == (True, False, True)


async def test_providers_that_serve_all_of_the_table_are_no_trouble(models):
    """Asked by their own SDKs, page by page, over a socket."""
    async with AnthropicServer(key="k") as claude, OpenAIServer(key="k") as gpt:
        claude.models = [*(f"claude-old-{n}" for n in range(50)), *CLAUDE]
        gpt.models = OF_OPENAI
        status, shown = await models(
            "--check",
            ANTHROPIC_API_KEY="k",
            ANTHROPIC_BASE_URL=claude.url,
            OPENAI_API_KEY="k",
            OPENAI_BASE_URL=gpt.url,
        )

    assert status == 0
    assert "anthropic serves 54 models." in shown
    assert "haiku: claude-haiku-5-5 is served." in shown
    assert "gpt4o: gpt-4o is served." in shown
    assert "ollama" not in shown.split("Now:")[1]  # nobody said that there is one


async def test_a_model_that_is_not_served_is_named_and_the_status_is_1(models):
    """A table grows old; better the host learns it than the visitor."""
    async with OpenAIServer() as gpt:
        gpt.models = OF_OPENAI[:-1]
        status, shown = await models("--check", OPENAI_API_KEY="k", OPENAI_BASE_URL=gpt.url)

    assert status == 1
    assert "gpt4o: gpt-4o IS NOT SERVED." in shown
    assert "o1-mini" not in shown.split("Now:")[1]  # it is known to be gone


async def test_a_model_that_was_chosen_by_its_providers_name_is_looked_for_too(models, tmp_path):
    """It stands in no table; only its provider can tell that it is misspelt."""
    async with OpenAIServer() as garage:
        garage.models = ["llama3.2:latest"]
        mine = tmp_path / "models.toml"
        mine.write_text(EXAMPLE.replace("http://192.168.1.20:8000/v1", garage.url))
        settings = {"TIMMY_MODELS": str(mine), "TIMMY_FALLBACK": "garage/llama3.3"}
        status, shown = await models("--check", TIMMY_MODEL="garage/llama3.2", **settings)

    assert status == 1
    assert "garage serves 1 model." in shown
    assert "garage/llama3.2: llama3.2 is served." in shown
    assert "garage/llama3.3: llama3.3 IS NOT SERVED." in shown
    assert "garage-qwen: Qwen/Qwen3-8B IS NOT SERVED." in shown


async def test_a_key_that_is_not_accepted_or_a_provider_that_is_away_is_one_line(models):
    """The others are asked all the same."""
    async with AnthropicServer(key="another") as claude, OpenAIServer() as gpt:
        gpt.models = OF_OPENAI
        status, shown = await models(
            "--check",
            ANTHROPIC_API_KEY="k",
            ANTHROPIC_BASE_URL=claude.url,
            OPENAI_API_KEY="k",
            OPENAI_BASE_URL=gpt.url,
            VLLM_BASE_URL="http://me:swordfish@127.0.0.1:9/v1",
        )

    assert status == 1
    lines = shown.splitlines()
    assert f"anthropic: the key is not accepted, at {claude.url}." in lines
    refused = "vllm: there is no connection (Connection refused), at http://127.0.0.1:9/v1."
    assert refused in lines
    assert "Asking anthropic, openai, vllm, for 8 s at most." in lines
    assert "  gpt: gpt-6.1-sol is served." in lines
    assert "Traceback" not in shown
    assert "swordfish" not in shown


async def test_what_providers_say_is_fields_for_a_program(models):
    """A script should not have to read our sentences."""
    async with OpenAIServer() as gpt:
        gpt.models = ["gpt-6.1-sol", "gpt-6.1-terra", "gpt-6-luna"]
        status, shown = await models(
            "--check",
            "--json",
            OPENAI_API_KEY="k",
            OPENAI_BASE_URL=gpt.url,
            VLLM_BASE_URL="http://127.0.0.1:9/v1",
        )

    found, _ = json.JSONDecoder().raw_decode(shown)
    openai, vllm = found["checked"]
    assert status == 1
    assert (openai["provider"], openai["wrong"], openai["served"]) == ("openai", True, 3)
    states = {model["key"]: model["state"] for model in openai["models"]}
    assert (states["gpt"], states["gpt4o"]) == ("served", "not served")
    assert (vllm["wrong"], vllm["served"], vllm["models"]) == (True, None, [])
    assert "Connection refused" in vllm["trouble"]


async def test_the_json_names_the_settings_that_a_provider_has(models):
    """Whoever sets HERMES_LOCAL_API_KEY has set nothing, and a voice of ours needs no key."""
    _, shown = await models("--json")

    providers = {one["name"]: one for one in json.loads(shown)["providers"]}
    assert providers["hermes-local"]["key_variable"] == "NOUS_API_KEY"
    assert providers["openai"]["address_variable"] == "OPENAI_BASE_URL"
    for name in ("offline", "gpt2", "recorded"):
        assert providers[name]["key_variable"] is None
        assert providers[name]["address_variable"] is None


async def test_without_any_key_nobody_is_asked(models):
    """And that is no failure."""
    assert await models("--check") == (0, (await models())[1] + WITHOUT_A_KEY)


WITHOUT_A_KEY = "\nThere is no key, so nobody was asked.\n"


@contextlib.asynccontextmanager
async def listing(answer: Any) -> AsyncIterator[str]:
    """Serve one answer to whoever asks for models; yield its address."""

    async def listed(_: web.Request) -> web.Response:
        if isinstance(answer, asyncio.Event):
            await answer.wait()
        if isinstance(answer, str):
            return web.Response(text=answer, content_type="text/html")
        return web.json_response(answer)

    app = web.Application()
    app.router.add_get("/v1/models", listed)
    runner = web.AppRunner(app, handler_cancellation=True, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def test_the_days_on_which_models_end_are_told_as_both_providers_name_them(models):
    """In time, and not by the first call that fails."""
    claude = {
        "data": [
            {
                "type": "model",
                "id": name,
                "display_name": name,
                "created_at": "2026-01-01T00:00:00Z",
                "lifecycle": "retired" if "haiku" in name else "deprecated",
                "retires_at": "2099-05-01T00:00:00Z" if "opus" in name else None,
            }
            for name in CLAUDE
        ],
        "has_more": False,
        "first_id": None,
        "last_id": None,
    }
    ends = {"gpt-4o": "2027-01-14", "gpt-6-luna": "2020-01-01"}
    gpt = {
        "object": "list",
        "data": [
            {
                "id": name,
                "object": "model",
                "created": 1,
                "owned_by": "x",
                "shutdown_date": ends.get(name),
            }
            for name in OF_OPENAI
        ],
    }
    async with listing(claude) as at_anthropic, listing(gpt) as at_openai:
        status, shown = await models(
            "--check",
            ANTHROPIC_API_KEY="k",
            ANTHROPIC_BASE_URL=at_anthropic,
            OPENAI_API_KEY="k",
            OPENAI_BASE_URL=f"{at_openai}/v1",
        )

    assert status == 1
    assert "opus: claude-opus-5-5 is served until 2099-05-01 (the table does not know" in shown
    assert "sonnet: claude-sonnet-5-5 is served." in shown
    assert "haiku: claude-haiku-5-5 HAS ENDED." in shown
    assert "gpt-nano: gpt-6-luna HAS ENDED on 2020-01-01." in shown


@pytest.mark.parametrize("answer", ["<html>busy</html>", {}, {"data": None}, {"data": [{}]}, []])
@pytest.mark.parametrize("speaks", ["anthropic", "openai"])
async def test_what_is_no_list_is_a_sentence_or_an_empty_list(models, speaks, answer):
    """A login page of a hotel answers 200 to everything."""
    async with listing(answer) as at:
        base = at if speaks == "anthropic" else f"{at}/v1"
        name = speaks.upper()
        status, shown = await models(
            "--check", **{f"{name}_API_KEY": "k", f"{name}_BASE_URL": base}
        )

    assert status == 1
    assert "Traceback" not in shown


async def test_a_provider_that_hangs_is_given_up():
    """A command that never ends tells nothing."""
    provider = Provider(name="p", speaks="openai", company="P")
    async with listing(asyncio.Event()) as at:
        with pytest.raises(Exception, match="took too long"):
            await served(provider, Access("k", f"{at}/v1"), deadline=0.05)


def test_a_dated_version_is_the_model_and_another_model_is_not():
    """Providers list snapshots; `gpt-4o-mini` is no snapshot of `gpt-4o`."""
    one = Served("2030-01-01")

    assert found("gpt-4o", {"gpt-4o-2024-08-06": one}) == one
    assert found("llama3.2", {"llama3.2:latest": one}) == one
    assert found("gpt-4o", {"gpt-4o-mini": one, "gpt-4o-mini-2024-07-18": one}) is None


async def test_a_broken_file_of_models_is_one_sentence_and_status_2(models, tmp_path):
    """Here as at the start of the bridge."""
    mine = tmp_path / "models.toml"
    mine.write_text("[models.a]\nprovider = 3")

    status, shown = await models(TIMMY_MODELS=str(mine))

    assert status == 2
    assert len(shown.splitlines()) == 1
    assert "[models.a]" in shown


@pytest.mark.parametrize("command", [["-m", "bridge"], ["-m", "bridge.cli.tower", "run"]])
@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("TIMMY_MODELS", "models.toml", "[models.a] needs a provider"),
        ("TIMMY_MODEL", "sonet", "TIMMY_MODEL: There is no model sonet; did you mean sonnet?"),
        ("TIMMY_FALLBACK", "gtp", "TIMMY_FALLBACK: There is no model gtp"),
        ("OPENAI_BASE_URL", "api.openai.com", "OPENAI_BASE_URL: an address begins with http://"),
        ("TIMMY_RECORD", "/nowhere/x.jsonl", "TIMMY_RECORD: /nowhere/x.jsonl cannot be written"),
        ("TIMMY_RECORDING", "/no.jsonl", "TIMMY_RECORDING: /no.jsonl cannot be read"),
    ],
)
def test_nothing_starts_with_a_mistake_about_the_models(tmp_path, command, name, value, says):
    """Else another voice would answer than the one that the host has asked for."""
    (tmp_path / "models.toml").write_text('[models.a]\nprovider = "nobody"')
    home = tmp_path / "home"
    value = str(tmp_path / value) if name == "TIMMY_MODELS" else value
    also = {"TIMMY_MODEL": "recorded"} if name == "TIMMY_RECORDING" else {}

    done = subprocess.run(
        [sys.executable, *command],
        env={**os.environ, "TIMMY_HOME": str(home), name: value, **also},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert says in done.stderr
    assert {path.name for path in home.glob("**/*")} <= {"lock"}


def test_the_help_shows_the_example(capsys):
    """The file has no other documentation."""
    with pytest.raises(SystemExit):
        tower.main(["models", "--help"])

    assert EXAMPLE in capsys.readouterr().out
