"""Who may import whom: packages look down, and inside the bridge no module looks up."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

#: What each package of ours may import of ours.
ALLOWED = {
    "crisis": set(),
    "world": set(),
    "bridge": {"crisis", "world"},
    "mud": {"crisis", "world"},
    "paper": {"bridge", "crisis", "world"},
}
OURS = {*ALLOWED, "tests"}

#: What the laboratory is, below what may be asked of it.
LABORATORY = (
    *("caretaker", "casting", "export", "floor", "frames", "instruments", "laboratory", "lexicon"),
    *("running", "shapes", "sheet", "shelf", "talk"),
)

#: The bridge's modules, lowest level first; each may import of a lower level, and of its own
#: unless that leads back to it.
LEVELS = (
    {"errors", "events", "models.base", "sentences", "caps", "secret"},
    {
        "agents",
        "ballot",
        "passes",
        "models",
        "records",
        "fanout",
        "hub",
        "settings",
        "logs",
        "bodies",
        "connection",
        "watchdog",
        "tally",
        "speech",
        "summaries",
        "window",
        "rhythm",
    },
    {"journal", "door", "sockets"},
    {"presence"},
    {"trouble"},
    {"sessions", "visits", "care", "second_vote", "repeats", "rate", "agents", "trace", "budget"},
    {"asking", "kept"},
    {"conversations", "mcp"},
    {"media", "npcs.place", "table"},
    {"schemas", "chat", "recall", "compacting", "shortage", "npcs.household", "npcs.switch"},
    {"watch.shapes", "watch.watching"},
    {f"lab.{name}" for name in LABORATORY},
    {"gate"},
    {"keys", "visitors"},
    {"routes", "streaming", "notices", "hearing", "guarding"},
    {"saying", "table.routes"},
    {"deeds", "marks", "since", "talk", "reports", "feed", "forgetting", "spending"},
    {"npcs", "watch", "lab"},
    {"why"},
    {"me"},
    {"api"},
    {"openapi", "house", "serving"},
    {"pages"},
    {"table.address"},
    {"app"},
    {"__main__", "cli"},
)


def imported(path: Path) -> Iterator[str]:
    """Yield what `path` imports, anywhere in it, as full names of modules or of what is in them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def bridge_modules() -> dict[str, Path]:
    """Return the bridge's modules by their name within it."""
    found = {
        ".".join(path.relative_to(ROOT / "bridge").with_suffix("").parts): path
        for path in sources("bridge")
    }
    return {name: path for name, path in found.items() if not name.endswith("__init__")}


def uses(modules: dict[str, Path]) -> dict[str, set[str]]:
    """Return which modules of the bridge each one imports."""
    return {
        name: {
            other
            for full in imported(path)
            if full.startswith("bridge.")
            for other in modules
            if f"{full}.".startswith(f"bridge.{other}.")
        }
        for name, path in modules.items()
    }


def level(module: str) -> int:
    """Return the level of a module: its own if it has one, else that of its folder."""
    for name in (module, module.split(".")[0]):
        for n, names in enumerate(LEVELS):
            if name in names:
                return n
    pytest.fail(f"bridge/{module.replace('.', '/')}.py stands on no level of {__file__}")


@pytest.mark.parametrize("package", ALLOWED)
def test_packages_look_down_never_up(package):
    """The MUD must answer with the bridge gone, the crisis protocol with all else broken."""
    for path in sources(package):
        roots = {name.split(".")[0] for name in imported(path)} & OURS
        if package == "mud":
            roots -= {"mud"}  # its own modules are on its path without the prefix, some with it
        assert roots - {package} <= ALLOWED[package], path


def test_the_crisis_package_needs_nothing_but_python():
    """Nothing that is installed can keep it from loading."""
    for path in sources("crisis"):
        roots = {name.split(".")[0] for name in imported(path)}
        assert roots <= sys.stdlib_module_names | {"crisis"}, path


def test_nothing_of_ours_lies_inside_the_game_directory():
    """Evennia puts that folder on the path: a `world` in it would hide the real one."""
    for name in OURS - {"mud"}:
        assert not (ROOT / "mud" / name).exists()
        assert not (ROOT / "mud" / f"{name}.py").exists()


def test_modules_of_the_bridge_look_down_never_up():
    """Each level can be read, and tested, without those above it."""
    for name, others in uses(bridge_modules()).items():
        above = {other for other in others if level(other) > level(name)}
        assert not above, f"{name} imports {above}"


def test_no_modules_of_the_bridge_import_each_other_in_a_circle():
    """A circle is one module in two files."""
    left = uses(bridge_modules())
    while ready := [name for name, others in left.items() if not others & left.keys()]:
        for name in ready:
            del left[name]

    assert not left, f"a circle among {sorted(left)}"


def test_only_the_doors_read_the_environment():
    """A setting that is read somewhere else is found by nobody."""
    for path in (p for package in ("bridge", "crisis", "world") for p in sources(package)):
        if path.name != "__main__.py" and "cli" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert "os.environ" not in text, path
            assert "getenv" not in text, path


def test_no_test_folder_is_a_package():
    """Tests are found by their path; a package would give two of them one name."""
    assert not list((ROOT / "tests").rglob("__init__.py"))
