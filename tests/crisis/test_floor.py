"""The floor stands whatever has happened to the weights of the learned vote."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_SAYS = """
import crisis
print(crisis.HAS_VOTE, bool(crisis.detect("i want to die")), crisis.block())
"""


@pytest.mark.parametrize("weights", [None, "", "{}", "[]", '{"unit": 1, "bias": "x"}'])
def test_without_its_weights_the_rules_speak_alone(tmp_path: Path, weights: str | None):
    """A disk that has lost a file must not cost anybody the answer."""
    shutil.copytree(ROOT / "crisis", tmp_path / "crisis")
    (tmp_path / "crisis" / "vote.json").unlink()
    if weights is not None:
        (tmp_path / "crisis" / "vote.json").write_text(weights)
    told = subprocess.run(
        [sys.executable, "-c", _SAYS], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert told.stdout.startswith("False True Are you safe right now?")
