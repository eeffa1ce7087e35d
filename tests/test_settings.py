"""What the operator can set: documented, checked, and one secret that is made once."""

import os
import re
import stat
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from pydantic import ValidationError

from akevents import settings
from akevents.errors import UnreadableSettings
from akevents.settings import ROOT, Settings, env_example, load

FIELDS = Settings.model_fields


@pytest.mark.parametrize("name", FIELDS)
def test_every_setting_is_documented_and_stands_in_the_example(name: str) -> None:
    description = FIELDS[name].description or ""

    assert re.fullmatch(r"[A-Z\w].{15,}\.", description)
    assert f"\n# {description}\n#AKEVENTS_{name.upper()}=" in env_example()


def test_env_example_in_the_repository_is_the_one_that_the_settings_write() -> None:
    assert (ROOT / ".env.example").read_text(encoding="utf-8") == env_example()


def test_env_example_chooses_nothing_until_a_line_is_uncommented(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text(env_example().replace("#AKEVENTS_ORGANIZATION=DVAG", "AKEVENTS_ORGANIZATION=DGfG"))

    assert load() == load(_env_file=None, organization="DGfG")


def test_env_example_names_the_real_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("AKEVENTS_DATA_DIR")
    (tmp_path / ".env").write_text(re.sub(r"(?m)^#(?=AKEVENTS)", "", env_example()))

    written = load()

    assert written == load(_env_file=None, data_dir="data/var")


def test_environment_beats_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("AKEVENTS_ORGANIZATION=Datei\nAKEVENTS_LOG_FORMAT=json\nANDERES=egal\n")
    monkeypatch.setenv("AKEVENTS_ORGANIZATION", "Umgebung")

    assert (load().organization, load().log_format) == ("Umgebung", "json")


@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("BASE_URL", "akevents.example.org", "must start with http:// or https:// and name a host"),
        ("BASE_URL", "ftp://example.org", "must start with http:// or https:// and name a host"),
        ("BASE_URL", "https://", "must start with http:// or https:// and name a host"),
        ("SMTP_URL", "mail.example.org", "must start with smtp:// or smtps:// and name a host"),
        ("SMTP_URL", "smtp://", "must start with smtp:// or smtps:// and name a host"),
        ("SECRET_KEY", "x" * 31, "must have at least 32 characters"),
        ("LOG_FORMAT", "yaml", "Input should be 'text' or 'json'"),
    ],
)
def test_wrong_value_is_refused_by_the_name_of_its_variable(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, reason: str
) -> None:
    monkeypatch.setenv(f"AKEVENTS_{variable}", value)

    with pytest.raises(UnreadableSettings) as refusal:
        load()

    assert refusal.value == UnreadableSettings(f"AKEVENTS_{variable}", reason)


def test_wrong_value_of_a_secret_is_not_repeated_in_the_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKEVENTS_SECRET_KEY", "short-but-secret")

    with pytest.raises(UnreadableSettings) as refusal:
        load()

    assert "short-but-secret" not in refusal.value.reason


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        load().organization = "anders"


def test_base_url_loses_its_trailing_slash_and_says_whether_it_is_secure() -> None:
    addresses = [load(base_url="https://example.org/ak/"), load(base_url="http://example.org")]

    assert [(each.base_url, each.is_secure) for each in addresses] == [
        ("https://example.org/ak", True),
        ("http://example.org", False),
    ]


def test_mail_is_sent_only_where_a_server_is_set() -> None:
    assert [load(smtp_url=url).sends_mail for url in ("", "smtp://localhost", "smtps://a:b@localhost:465")] == [
        False,
        True,
        True,
    ]


# The secret


def test_key_is_made_once_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"

    first = load(data_dir=folder).key()
    second = load(data_dir=folder).key()

    assert first == second
    assert len(first) >= 32
    assert [path.name for path in folder.iterdir()] == ["secret.key"]
    assert stat.S_IMODE((folder / "secret.key").stat().st_mode) == 0o600


def test_key_differs_from_installation_to_installation(tmp_path: Path) -> None:
    assert load(data_dir=tmp_path / "one").key() != load(data_dir=tmp_path / "two").key()


def test_key_that_is_set_is_used_and_no_file_is_made(tmp_path: Path) -> None:
    chosen = load(data_dir=tmp_path / "unused", secret_key="k" * 32)

    assert chosen.key() == b"k" * 32
    assert not (tmp_path / "unused").exists()


def test_secret_is_the_key_of_the_current_settings() -> None:
    assert settings.secret() == settings.current().key()


def test_processes_that_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    environment = os.environ | {"AKEVENTS_DATA_DIR": str(tmp_path / "shared"), "PYTHONPATH": str(ROOT)}
    code = "from akevents import settings; input(); print(settings.load().key().decode())"
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        for _ in range(4)
    ]

    keys = Counter(process.communicate("\n")[0].strip() for process in processes)

    assert list(keys.values()) == [4]
    assert "" not in keys
    assert [path.name for path in (tmp_path / "shared").iterdir()] == ["secret.key"]
