"""Which model answers, and the whole way from a request by HTTP to the provider and back."""

import asyncio
from pathlib import Path

import pytest

from bridge.app import create_app
from bridge.cli.models import EXAMPLE
from bridge.errors import SetUpError
from bridge.models.base import Usage
from bridge.models.calls import Deadlines
from bridge.models.catalog import Catalog, CatalogError
from bridge.models.choice import choose, wanted
from tests.bridge.people import CRISIS, body
from tests.providers.anthropic import AnthropicServer, Hang, Refusal, Reply

SHORT = Deadlines(first_token=0.2, silence=0.2, all_first_tokens=0.3, total=1.0)


@pytest.mark.parametrize(
    ("given", "name", "because"),
    [
        ({}, "offline", "no ANTHROPIC_API_KEY"),
        ({"timmy_model": "offline", "anthropic_api_key": "k"}, "offline", "asks for"),
        ({"anthropic_api_key": "k"}, "sonnet", "claude-sonnet"),
        ({"timmy_model": "haiku", "anthropic_api_key": "k"}, "haiku", "claude-haiku"),
        ({"timmy_model": "claude", "anthropic_api_key": "k"}, "sonnet", "claude-sonnet"),
        ({"timmy_model": "gpt2"}, "gpt2", "gpt2-simulated answers"),
        (
            {"timmy_model": "o1-preview", "openai_api_key": "k"},
            "gpt",
            "o1-preview was retired by OpenAI on 2025-07-28; gpt-6.1-sol takes its place.",
        ),
        (
            {"timmy_model": "o1-mini"},
            "offline",
            "o1-mini was retired by OpenAI on 2025-10-27; gpt-6.1-terra takes its place. There is "
            "no OPENAI_API_KEY, so the offline voice answers.",
        ),
    ],
)
def test_the_voice_is_chosen_and_says_why(settings, given, name, because):
    """Whoever hosts the world must see at a glance why this voice answers and not another."""
    choice = choose(settings(**given), Catalog.load())

    assert choice.candidates[0].model.name == name
    assert because in choice.reason


@pytest.mark.parametrize("setting", ["timmy_model", "timmy_fallback"])
@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("sonet", "; did you mean sonnet?"),
        ("Opus", "; did you mean opus"),
        ("claude-sonnet-5-5", "; did you mean sonnet"),
        ("olama/llama3.2", "; did you mean ollama/llama3.2"),
        ("xyzzy", ". Known are opus, sonnet,"),
        ("llama3.2", "<provider>/<model>, with one of the providers anthropic, openai, "),
        ("openai/", ". Known are"),
    ],
)
def test_a_model_that_is_none_is_a_mistake_of_the_settings(settings, setting, mistyped, meant):
    """To start with another voice would hide it for weeks."""
    with pytest.raises(SetUpError) as caught:
        choose(settings(**{setting: mistyped, "anthropic_api_key": "k"}), Catalog.load())

    sentence = str(caught.value)
    assert sentence.startswith(f"{setting.upper()}: There is no model {mistyped}")
    assert meant in sentence
    assert "`tower models`" in sentence


@pytest.mark.parametrize(
    "address",
    [
        "localhost:11434",
        "http://",
        "htp://me:password@here/v1",
        "http://here:port/v1",
        "http://[::1/v1",
        "a b",
    ],
)
def test_an_address_that_is_none_is_a_mistake_that_names_its_setting(settings, address):
    """Not a failure at the first call; the address itself may hold a password."""
    with pytest.raises(SetUpError) as caught:
        choose(settings(ollama_base_url=address), Catalog.load())

    sentence = str(caught.value)
    assert sentence.startswith("OLLAMA_BASE_URL: ")
    assert "such as http://localhost:11434/v1." in sentence
    assert "password" not in sentence


@pytest.mark.parametrize("address", ["http://here/v1", "https://a:b@there:8443/", "http://[::1]:1"])
def test_any_address_that_can_be_reached_is_taken(settings, address):
    """Of providers that nobody knows it is no matter: other programs name theirs likewise."""
    given = settings(ollama_base_url=address, some_base_url="/nowhere", timmy_model="ollama/x")

    assert choose(given, Catalog.load()).candidates[0].entry.provider == "ollama"


# --- What it costs -------------------------------------------------------------------------------


def test_a_model_without_a_price_counts_as_the_dearest():
    """Else a budget of money would not hold for it."""
    catalog = Catalog.load()
    known = [e for e in catalog.entries.values() if not (e.assumed or e.stands_for)]
    usage = Usage(1000, 500, 200, 300, 100)

    for key in ("openrouter/x", "nous/x", "hermes", "hermes-local", "openai/gpt-9"):
        entry = catalog.find(key)
        assert entry.assumed, key
        assert entry.cost(usage) >= max(one.cost(usage) for one in known) > 0, key
        assert entry.cost_at_worst(usage) >= max(one.cost_at_worst(usage) for one in known), key


def test_a_dearer_model_of_the_host_makes_the_unknown_dearer(tmp_path):
    """The figure has no other source than the tables."""
    row = '[models.a]\nprovider = "openai"\napi_name = "a"\nprice = { input = 999 }'

    dearer = Catalog.load(written(tmp_path, row))

    assert dearer.find("openrouter/x").cost(Usage(10**6)) == pytest.approx(999)
    assert dearer.find("hermes").cost(Usage(10**6)) == pytest.approx(999)


@pytest.mark.parametrize("provider", ["ollama", "vllm", "llamacpp", "lmstudio"])
def test_what_runs_on_ones_own_machine_costs_nothing(provider):
    """Under `0 USD` these still answer."""
    entry = Catalog.load().find(f"{provider}/x")

    assert entry.cost_at_worst(Usage(10**9, 10**9)) == 0
    assert not entry.assumed


@pytest.mark.parametrize(
    ("text", "key", "price"),
    [
        (
            '[models.hermes]\nprovider = "hermes"\napi_name = "x"\nprice = { input = 3 }',
            "hermes",
            3,
        ),
        ('[models.a]\nprovider = "openrouter"\napi_name = "x"\nprice = {}', "a", 0),
        ('[models.a]\nprovider = "ollama"\napi_name = "x"', "a", 0),
        ('[providers.g]\nspeaks = "openai"\nprice = { input = 2 }', "g/x", 2),
    ],
)
def test_the_host_can_say_what_a_model_costs(tmp_path, text, key, price):
    """In its row, or for all of a provider's; and that it costs nothing."""
    entry = Catalog.load(written(tmp_path, text)).find(key)

    assert entry.cost(Usage(10**6)) == pytest.approx(price)
    assert not entry.assumed


@pytest.mark.parametrize(("provider", "assumed"), [("ollama", False), ("nous", True)])
def test_a_hermes_of_this_machine_costs_what_its_provider_does(settings, provider, assumed):
    """It asks that one, in the host's name."""
    entry, _ = wanted(
        settings(timmy_model="hermes-local", hermes_provider=provider), Catalog.load()
    )

    assert entry.assumed is assumed
    assert (entry.cost(Usage(1000)) > 0) is assumed


async def test_a_budget_of_no_money_refuses_what_has_no_known_price(aiohttp_client, settings):
    """It may well cost some; a server of one's own is asked all the same."""
    limits = {"timmy_budget_day": "0 USD", "openrouter_api_key": "k"}
    nowhere = {"openrouter_base_url": "http://127.0.0.1:9", "ollama_base_url": "http://127.0.0.1:9"}
    statuses = []
    for key in ("openrouter/x", "ollama/x"):
        made = settings(timmy_model=key, **limits, **nowhere)
        client = await aiohttp_client(await asyncio.to_thread(create_app, made))
        response = await client.post("/bridge/chat", json=body("Ann", "hello"))
        statuses.append(response.status)
        await client.close()

    assert statuses == [429, 503]


# --- The table, and the host's file on top ------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("opus", "claude-opus-5-5"),
        ("sonnet", "claude-sonnet-5-5"),
        ("claude", "claude-sonnet-5-5"),
        ("gpt4o", "gpt-4o"),
        ("o1-preview", "gpt-6.1-sol"),
        ("o1-mini", "gpt-6.1-terra"),
        ("ollama/llama3.2", "llama3.2"),
        ("openrouter/meta/llama", "meta/llama"),
    ],
)
def test_every_key_that_was_ever_published_is_answered_for(key, answers):
    """Who set it years ago must not find a world without a voice."""
    catalog = Catalog.load()

    assert catalog.answering(catalog.find(key)).api_name == answers


def test_what_costs_money_says_how_much():
    """A price of zero for somebody's servers would be a budget without a bottom."""
    for entry in Catalog.load().entries.values():
        if entry.provider in {"anthropic", "openai"} and not entry.stands_for:
            price = entry.price
            assert price.output > price.input > price.cache_read > 0, entry.key
            assert price.cache_write >= price.input
            assert entry.context > entry.answer > 0


def test_a_long_prompt_costs_its_own_price():
    """As a whole, from the first token above the bound on."""
    haiku = Catalog.load().find("haiku")

    assert haiku.cost(Usage(100_000)) == pytest.approx(0.01)
    assert haiku.cost(Usage(100_001)) == pytest.approx(0.0500005)


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "models.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_example_of_the_help_can_be_used(tmp_path, settings):
    """It is what a host copies."""
    catalog = Catalog.load(written(tmp_path, EXAMPLE))

    choice = choose(settings(timmy_model="garage-qwen"), catalog)

    (candidate,) = choice.candidates
    assert candidate.model.name == "garage-qwen"
    assert candidate.entry.api_name == "Qwen/Qwen3-8B"
    assert candidate.entry.cost(Usage(10**6, 10**6)) == pytest.approx(0.25)
    assert catalog.find("opus").provider == "anthropic"


def test_a_row_of_the_host_replaces_ours_as_a_whole(tmp_path):
    """A price that has changed, a model that has followed another."""
    mine = '[models.opus]\nprovider = "anthropic"\napi_name = "claude-opus-6"'

    entry = Catalog.load(written(tmp_path, mine)).find("opus")

    assert (entry.api_name, entry.display_name, entry.context) == (
        "claude-opus-6",
        "claude-opus-6",
        8192,
    )


GARAGE = '[providers.g]\nspeaks = "compatible"\nbase_url = "http://g/v1"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[models.a]\nprovider = ?", "line 2"),
        ("[model.a]\n", "[model]"),
        ("models = 3", "[models.<key>]"),
        ('[models.a]\nprovider = "nobody"', "[models.a] needs a provider, one of anthropic"),
        ("[models.a]\nprovider = [1]", "[models.a] needs a provider"),
        ('[models.a]\nprovider = "openai"', "[models.a] api_name"),
        ('[models.a]\nprovider = "openai"\napi_name = ""', "[models.a] api_name"),
        (
            GARAGE + '[models.a]\nprovider = "g"\napi_name = "x"\nsize = 3',
            "[models.a] size: there is no such field.",
        ),
        (
            GARAGE + '[models.a]\nprovider = "g"\napi_name = "x"\ncontxt = 3',
            "[models.a] contxt: there is no such field; context may be meant.",
        ),
        ('[providers.g]\ncompany = "G"', "[providers.g] speaks: this is needed."),
        (GARAGE + '[models.a]\nprovider = "g"\napi_name = "x"\nkey = "b"', "[models.a] key"),
        (
            GARAGE + '[models.a]\nprovider = "g"\napi_name = "x"\nprice = { input = -1 }',
            "[models.a] price.input",
        ),
        (
            GARAGE + '[models.a]\nprovider = "g"\napi_name = "x"\nprice = { input = nan }',
            "[models.a] price.input",
        ),
        (
            GARAGE + '[models.a]\nprovider = "g"\napi_name = "x"\nstatus = "retired"',
            "[models.a] a retired model stands for another one",
        ),
        (
            GARAGE + '[models.a]\nprovider = "g"\napi_name = "x"\nretired = "soon"',
            "[models.a] retired",
        ),
        ('[providers.g]\nspeaks = "klingon"', "[providers.g] speaks"),
        ('[providers.g]\nspeaks = "compatible"', "[providers.g] a compatible provider needs"),
        ('[providers.g]\nspeaks = "compatible"\nbase_url = "g/v1"', "[providers.g] base_url"),
        ('[providers."a/b"]\nspeaks = "openai"', "[providers.a/b] name"),
    ],
)
def test_a_file_that_cannot_be_meant_is_one_sentence_that_names_the_row(tmp_path, text, says):
    """The host wrote it once, a year ago, and finds the place again."""
    path = written(tmp_path, text)

    with pytest.raises(CatalogError) as caught:
        Catalog.load(path)

    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: ")
    assert says in sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")


def retired(key: str, stands_for: str) -> str:
    row = f'[models.{key}]\nprovider = "g"\napi_name = "{key}"\nstatus = "retired"\n'
    return f'{row}stands_for = "{stands_for}"\n'


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([("a", "a")], "(a > a)"),
        ([("a", "b"), ("b", "a")], "(a > b > a)"),
        ([("a", "b"), ("b", "c"), ("c", "b")], "(a > b > c > b)"),
        ([("a", "nothing")], "[models.a] stands_for: there is no model nothing"),
        ([("a", "b"), ("b", "nothing")], "[models.b] stands_for"),
    ],
)
def test_models_that_stand_for_each_other_in_a_circle_are_refused(tmp_path, rows, says):
    """Nobody would ever answer, and the bridge would look for it for ever."""
    path = written(tmp_path, GARAGE + "".join(retired(*row) for row in rows))

    with pytest.raises(CatalogError) as caught:
        Catalog.load(path)

    assert says in str(caught.value)


def test_a_model_may_stand_for_one_that_stands_for_another(tmp_path):
    """As generations follow each other."""
    text = GARAGE + retired("a", "b") + retired("b", "opus")

    catalog = Catalog.load(written(tmp_path, text))

    assert catalog.answering(catalog.find("a")).key == "opus"


def test_a_file_that_is_not_there_or_is_no_text_is_a_sentence(tmp_path):
    """By a typing error in a path."""
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")

    for name, says in (("none", "cannot be read"), ("bytes", "is not UTF-8"), (".", "cannot be")):
        with pytest.raises(CatalogError, match=says):
            Catalog.load(tmp_path / name)


# --- The whole way ------------------------------------------------------------------------------


@pytest.fixture
def tower(aiohttp_client, settings):
    """Start a bridge that speaks with a provider on this machine."""

    async def start(server: AnthropicServer, deadlines: Deadlines | None = None):
        given = settings(anthropic_api_key="sk-test", anthropic_base_url=server.url)
        app = await asyncio.to_thread(create_app, given, deadlines=deadlines)
        return await aiohttp_client(app)

    return start


async def test_a_chat_goes_to_the_provider_and_back(tower):
    """The official SDK over a real socket, with the persona, the protocol and the scene."""
    async with AnthropicServer(Reply(texts=("The LED pulses. ", "Hello."))) as server:
        client = await tower(server)
        response = await client.post("/bridge/chat", json=body("Ann", "hello"))

        assert (await response.json())["response"] == "The LED pulses. Hello."
    sent = str(server.requests[0].body)
    assert "CRISIS PROTOCOL" in sent
    assert "The Threshold" in sent
    assert "sk-test" not in sent


async def test_a_provider_that_hangs_or_refuses_is_a_sentence_and_a_crisis_is_answered(tower):
    """A dead provider must cost a person neither their time nor the protocol."""
    async with AnthropicServer() as server:
        server.otherwise = Refusal(status=401)
        client = await tower(server)
        refused = await client.post("/bridge/chat", json=body("Ben", "hello"))
        health = await (await client.get("/bridge/health")).json()
        await client.close()
        server.otherwise = Hang()
        client = await tower(server, SHORT)
        late = await client.post("/bridge/chat", json=body("Ann", "hello"))
        block = await client.post("/bridge/chat", json=body("Ann", CRISIS))

    assert late.status == 504
    assert (await late.json())["detail"].endswith(".")
    assert (await block.json())["response"].startswith("Are you safe right now?")
    assert refused.status == 502
    assert health["status"] == "degraded"
    assert health["degraded"]
