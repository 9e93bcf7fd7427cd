"""Templates: what a user writes into three folders, and what comes with the world."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from world import templates
from world.templates import Named, NoOpeningError, Said, TemplateError

OPUS = Named("Claude Opus 5.5", "Anthropic")
GPT = Named("GPT-4o", "OpenAI")


@pytest.fixture
def written(tmp_path: Path):
    """Return what writes a template `mine` with these files, and reads it."""

    def write(spec: object, **files: str) -> templates.Template:
        (tmp_path / "templates").mkdir(exist_ok=True)
        path = tmp_path / "templates" / "mine.json"
        path.write_text(spec if isinstance(spec, str) else json.dumps(spec), encoding="utf-8")
        for name, text in files.items():
            (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")
        return templates.load("mine", [path.parent])

    return write


def two(**first: str) -> dict[str, object]:
    return {"agents": [first, {}]}


def test_a_heading_begins_a_message_and_all_other_headings_are_words():
    """People write histories by hand: any case, some spaces, and Markdown of their own in them."""
    text = (
        "For people.\n# Notes\n## User\nHello.\n\n### A title\n  # USER  \nAgain\n\n\n"
        "######assistant\n user \n    # user\n#user:\n####### user\n"
    )

    assert templates.read_history(text) == (
        Said("user", "Hello.\n\n### A title"),
        Said("user", "Again"),
        Said("assistant", " user \n    # user\n#user:\n####### user"),
    )


def test_a_message_without_words_is_none():
    """Providers refuse empty messages, and an empty file means that nothing was said."""
    assert templates.read_history("") == ()
    assert templates.read_history("# user\n\n \n# assistant\n") == ()


@given(st.lists(st.tuples(st.sampled_from(["user", "assistant"]), st.text())))
def test_what_is_written_below_headings_is_read_back(said):
    """Nothing in somebody's words can become another speaker's, but a heading itself."""
    kept = [(who, "\n".join(words.splitlines())) for who, words in said]
    kept = [(who, words.rstrip("\n")) for who, words in kept if words.strip()]
    kept = [(who, words) for who, words in kept if not templates.read_history(words)]
    kept = [(who, words) for who, words in kept if "#" not in words]
    text = "".join(f"## {who}\n{words}\n\n" for who, words in kept)

    assert [tuple(one) for one in templates.read_history(text)] == kept


def test_names_are_filled_in_and_all_other_braces_stay(written):
    """Prompts hold code, and code holds braces."""
    text = "{lm1_actor} of {lm1_company} meets {lm2_actor}; {lm3_actor}, {x}, {}, {{topic}} {topic}"
    mine = written(two(system_prompt_file="a.md", history_file="b.md"), a=text, b=f"# user\n{text}")

    role, _ = mine.roles([OPUS, GPT], {"topic": "{lm1_actor}"}, same=False)

    filled = (
        "Claude Opus 5.5 of Anthropic meets GPT-4o; {lm3_actor}, {x}, {}, {{lm1_actor}} {lm1_actor}"
    )
    assert role.system == filled
    assert role.opening == (Said("user", filled),)
    assert mine.gaps == {"x", "topic"}


def test_what_the_user_fills_in_goes_before_what_the_template_says(written):
    """A template runs as it is, and can be bent without being copied."""
    spec = {**two(history_file="a.md"), "variables": {"topic": "rain"}}
    mine = written(spec, a="# user\nOn {topic}.")

    assert mine.roles([OPUS, GPT], {}, same=False)[0].opening[0].text == "On rain."
    assert mine.roles([OPUS, GPT], {"topic": "snow"}, same=False)[0].opening[0].text == "On snow."


def test_one_model_with_itself_is_told_so(written):
    """Two of one kind agree too soon; a prompt of their own can say so."""
    files = {"system_prompt_file": "a.md", "system_prompt_file_same": "b.md"}
    files |= {"history_file": "c.md", "history_file_same": "d.md"}
    mine = written(two(**files), a="differ", b="same", c="# user\ndiffer", d="# user\nsame")

    for same, word in ((True, "same"), (False, "differ")):
        role, other = mine.roles([OPUS, OPUS], {}, same=same)
        assert (role.system, role.opening[0].text) == (word, word)
        assert (other.system, other.opening) == ("", ())


def test_a_template_for_more_or_fewer_says_both_numbers(written):
    """Which one is wrong, the template or the command line, only the user knows."""
    mine = written(two(history_file="a.md"), a="# user\nHi.")

    with pytest.raises(TemplateError, match=r"mine is for 2 models, and --lm names 3"):
        mine.roles([OPUS, GPT, GPT], {}, same=False)


def test_without_any_opening_it_says_what_to_add_and_where(written):
    """The first model would have nothing to answer."""
    mine = written(two(history_file="a.md"), a="nothing yet")

    with pytest.raises(NoOpeningError, match=r"Add a heading `## user` in a\.md"):
        mine.roles([OPUS, GPT], {}, same=False)


@pytest.mark.parametrize(
    ("spec", "says"),
    [
        ("{", "mine.json is no JSON"),
        pytest.param("[" * 100_000, "mine.json is no JSON", id="deep"),
        ({"agents": []}, "mine.json: agents"),
        ({"agents": [{"prompt": "a.md"}]}, "agents.0.prompt"),
        (two(system_prompt_file="gone.md"), "names gone.md, and there is no"),
        (two(history_file="/etc/passwd"), "names /etc/passwd: a prompt or a history is"),
        (two(history_file="../../key.md"), "names ../../key.md: a prompt or a history is"),
        (two(history_file="a\0.md"), "history_file"),
        (two(history_file="link.md"), "names link.md: a prompt or a history is"),
        (two(history_file="long.md"), "longer than 256 KiB"),
    ],
)
def test_a_mistake_is_named(written, tmp_path, spec, says):
    """What is read as empty without a word costs an evening; what is read from elsewhere, a key."""
    tmp_path.joinpath("link.md").symlink_to("/etc/hostname")

    with pytest.raises(TemplateError, match=says):
        written(spec, long="x" * 300_000)


def test_ones_own_folder_adds_to_ours_and_goes_before_it(written, tmp_path):
    """A user changes a template by copying it; pictures' wishes are no templates."""
    written(two())
    own = tmp_path / "templates"
    (own / "cli.json").write_text('{"agents": [{}]}', encoding="utf-8")
    (own / "mine.media.json").write_text("{}", encoding="utf-8")

    names = templates.found([own, templates.SHIPPED])

    assert {"mine", "cli", "worldsim"} <= names.keys()
    assert names["cli"].parent == own
    assert "mine.media" not in names
    with pytest.raises(TemplateError, match=r"no template '\.\./x'\. There are: cli, .*, mine, "):
        templates.load("../x", [own, templates.SHIPPED])


@pytest.mark.parametrize("name", templates.found([templates.SHIPPED]))
def test_what_comes_with_the_world_is_whole(name):
    """Every role has a prompt, an opening and a written voice; the first one's turn is next."""
    mine = templates.load(name)
    actors = [Named(f"Actor {n}", f"Company {n}") for n in range(len(mine.spec.agents))]

    assert mine.spec.about
    assert mine.gaps == mine.spec.variables.keys()
    for same in (False, True):
        roles = mine.roles(actors, {}, same=same)
        assert roles[0].opening[-1].role == "user"
        for n, role in enumerate(roles):
            assert role.voice.startswith(f"{name}-")
            assert role.opening[0].role == "user"
            assert not templates.filled(role.system, {}).count("{")
            assert same or all(other.actor in role.system for other in actors)
            assert "log that people may read" in role.system, "nobody is watched unawares"
            assert "guide" not in role.system or n, "nobody is promised who does not come"


def test_the_seeds_templates_and_those_for_more_are_there():
    """Two, three and four can talk without anything being written first."""
    sizes = {
        name: len(templates.load(name).spec.agents) for name in templates.found([templates.SHIPPED])
    }

    assert sizes == {
        "cli": 2,
        "committee": 4,
        "fugue": 2,
        "gallery": 2,
        "spirituality": 2,
        "symposium": 3,
        "worldsim": 2,
    }
