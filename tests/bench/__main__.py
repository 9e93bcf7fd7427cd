"""Run a module of the bench: `python tests/bench [MODULE] [ARGUMENTS]`; `measure` if none is named.

By path and not by `python -m`, because some packages install a `tests` of their own.
"""

import importlib
import sys
import types
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

if __name__ == "__main__":
    sys.path[0] = str(ROOT)
    ours = sys.modules["tests"] = types.ModuleType("tests")
    ours.__path__ = [str(ROOT / "tests")]
    named = len(sys.argv) > 1 and sys.argv[1].isidentifier()
    module = importlib.import_module(f"tests.bench.{sys.argv.pop(1) if named else 'measure'}")
    sys.exit(module.main(sys.argv[1:]))
