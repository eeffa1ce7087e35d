"""The house stands as it was drawn: arrows point down only, modules stay small, people's path stays light."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from akevents.settings import ROOT

ENUMS_PAGES_MAY_NAME = {
    "EventStatus", "EventFormat", "RegistrationStatus", "Role", "MailStatus", "ConsentPurpose", "QuestionKind",
}  # fmt: skip
LINES, PAGE_LINES = 400, 100
HEAVY = ("pandas", "altair", "streamlit", "starlette", "numpy")


def modules(folder: str) -> list[Path]:
    """Every module of a room; migrations are history and tests nobody's room."""
    found = sorted((ROOT / folder).rglob("*.py")) if (ROOT / folder).is_dir() else [ROOT / f"{folder}.py"]
    return [path for path in found if "migrations" not in path.parts]


def imports(path: Path) -> Iterator[str]:
    """Full names of everything a module imports, inside functions too; what only a type checker reads does not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            node.body = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, packages: tuple[str, ...]) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def forbidden(folder: str, *packages: str) -> list[str]:
    """What this room imports although it may not, as "module: name"."""
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(folder)
        for name in imports(path)
        if within(name, packages)
    ]


def foreign(folder: str, *allowed: str) -> list[str]:
    """What this room imports of akevents beyond these."""
    return [
        f"{path.relative_to(ROOT)}: {name}"
        for path in modules(folder)
        for name in imports(path)
        if within(name, ("akevents",)) and not within(name, allowed)
    ]


FOUNDATION = tuple(f"akevents.{name}" for name in ("errors", "settings", "clock", "wording", "logs"))


@pytest.mark.parametrize("room", ["domain", "mail", "formats", "store", "wording"])
def test_nothing_below_the_screens_imports_streamlit(room: str) -> None:
    assert forbidden(f"akevents/{room}", "streamlit") == []


@pytest.mark.parametrize("room", ["domain", "mail", "formats", "store", "wording"])
def test_nothing_below_web_imports_starlette(room: str) -> None:
    assert forbidden(f"akevents/{room}", "starlette") == []


@pytest.mark.parametrize("module", ["errors", "settings", "clock"])
def test_foundation_stands_on_nothing_of_the_house(module: str) -> None:
    assert foreign(f"akevents/{module}", "akevents.errors") == []


def test_wording_knows_only_errors() -> None:
    assert foreign("akevents/wording", "akevents.errors", "akevents.wording") == []


def test_formats_know_neither_database_nor_clock_nor_settings_nor_screens() -> None:
    assert foreign("akevents/formats", "akevents.formats", "akevents.wording", "akevents.errors") == []
    assert forbidden("akevents/formats", "sqlalchemy", "streamlit", "starlette", "requests", "urllib.request") == []


def test_store_knows_only_settings_errors_and_clock() -> None:
    assert foreign("akevents/store", "akevents.store", "akevents.settings", "akevents.errors", "akevents.clock") == []


def test_domain_knows_store_and_formats_and_nothing_above() -> None:
    allowed = ("akevents.domain", "akevents.store", "akevents.formats", *FOUNDATION)

    assert foreign("akevents/domain", *allowed) == []


def test_mail_knows_nothing_of_screens_and_routes() -> None:
    assert forbidden("akevents/mail", "akevents.ui", "akevents.web", "akevents.cli") == []


def test_screens_know_nothing_of_routes_and_mail_and_send_no_sql() -> None:
    assert forbidden("akevents/ui", "akevents.web", "akevents.mail", "akevents.cli", "sqlalchemy") == []


def test_routes_send_no_sql_but_the_probe_of_healthz() -> None:
    assert {each.split(":")[0] for each in forbidden("akevents/web", "sqlalchemy")} <= {"akevents/web/machine_pages.py"}


def test_pages_know_screens_use_cases_words_and_no_database() -> None:
    rooms = ("ui", "domain", "wording", "errors", "formats", "settings")  # privacy and imprint show real settings
    allowed = tuple(f"akevents.{room}" for room in rooms)
    enums = tuple(f"akevents.store.tables.{name}" for name in ENUMS_PAGES_MAY_NAME)

    assert foreign("pages", *allowed, *enums) == []
    assert forbidden("pages", "sqlalchemy", "starlette") == []


@pytest.mark.parametrize("folder", ["akevents", "pages", "bench", "data", "tests"])
def test_no_module_is_a_drawer_for_everything(folder: str) -> None:
    drawers = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}

    assert [path for path in (ROOT / folder).rglob("*.py") if path.name in drawers] == []


def test_modules_and_pages_stay_short_enough_to_read() -> None:
    lines = {
        path: len(path.read_text(encoding="utf-8").splitlines()) for path in (*modules("akevents"), *modules("pages"))
    }
    limits = {path: PAGE_LINES - 1 if path.parent.name == "pages" else LINES for path in lines}

    assert {str(path.relative_to(ROOT)): count for path, count in lines.items() if count > limits[path]} == {}


@pytest.mark.parametrize(
    "module", ["akevents.domain.registrations", "akevents.domain.my_registration", "akevents.domain.events"]
)
def test_participants_path_imports_no_heavy_library(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"

    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_every_module_says_what_it_is_for() -> None:
    rooms = [path for path in (*modules("akevents"), *modules("pages")) if path.read_text(encoding="utf-8").strip()]

    assert [path for path in rooms if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))] == []
