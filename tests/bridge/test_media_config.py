"""The file that gives a template a media agent."""

import json
from pathlib import Path

import pytest

from bridge.media.config import MediaConfigError, media_config

SHIPPED = Path(__file__).parents[2] / "world" / "data" / "templates" / "cli.media.json"
TOOL = {"server": "comfyui", "name": "generate_image", "defaults": {"width": 768}}


@pytest.fixture
def written(tmp_path):
    """Return what writes a file."""

    def write(data):
        path = tmp_path / "cli.media.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return path

    return write


def test_without_a_file_or_switched_off_there_is_none(written, tmp_path):
    """Most talks have no pictures, and no word is said of that."""
    assert media_config(tmp_path / "none.media.json") is None
    assert media_config(written({"enabled": False, "tool": "not written yet"})) is None
    assert media_config(written({})) is None
    assert media_config(SHIPPED) is None, "our own is an example"


def test_the_example_is_one_that_works_once_it_is_switched_on(written):
    """People copy it, and change one word."""
    data = json.loads(SHIPPED.read_text(encoding="utf-8"))

    config = media_config(written({**data, "enabled": True}))

    assert config
    assert (config.mode, config.tool.server) == ("t2i", "comfyui")
    assert not config.fetch_remote


def test_the_model_is_the_first_ones_or_any_other(written):
    """Whoever has one key has the first; a cheaper one may do."""
    for said, found in (({}, "opus"), ({"model": "same-as-lm1"}, "opus"), ({"model": "x"}, "x")):
        config = media_config(written({"enabled": True, "tool": TOOL, **said}))
        assert config
        assert config.key("opus") == found


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("{", "is no valid JSON"),
        ("[" * 50_000, "is no valid JSON"),
        ({"enabled": True}, "tool: it is missing"),
        ({"enabled": True, "tool": {"name": "draw"}}, "tool.server: it is missing"),
        ({"enabled": True, "tool": TOOL, "mode": "video"}, "mode: write 't2i' or 'edit'"),
        ({"enabled": True, "tool": TOOL, "moed": "t2i"}, "moed: there is no such field"),
    ],
)
def test_a_mistake_in_the_file_is_named(written, data, said):
    """Silence would look like a server that does not work."""
    with pytest.raises(MediaConfigError) as error:
        media_config(written(data))

    assert said in str(error.value)
    assert "cli.media.json" in str(error.value)
