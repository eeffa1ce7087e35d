"""Everything the operator can set, read once from the environment (prefix AKEVENTS_) or from a `.env` file, then frozen."""

import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from akevents.errors import UnreadableSettings

ROOT = Path(__file__).resolve().parents[1]


class Settings(BaseSettings):
    """The operator's choices. Every field's description is its documentation: README and `.env.example` are made of it."""

    model_config = SettingsConfigDict(
        env_prefix="AKEVENTS_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    database_url: str = Field(
        default="",
        description="Empty: SQLite in the data folder. Else a PostgreSQL address such as "
        "postgresql://user:password@host/akevents.",
    )
    data_dir: Path = Field(
        default=ROOT / "data" / "var", description="Folder for database, unsent mail and the secret key."
    )
    base_url: str = Field(
        default="http://localhost:8501",
        description="Public address without trailing slash, for links in mails and calendars.",
    )
    smtp_url: str = Field(
        default="",
        description="Empty: mail is kept in the outbox and never leaves the house. Else "
        "smtp://user:password@host:587 (STARTTLS) or smtps://user:password@host:465.",
    )
    mail_from: str = Field(
        default="anmeldung@akevents.invalid", description="Sender of mails and organizer's address in calendar files."
    )
    secret_key: str = Field(
        default="",
        description="Personal links and form tokens are derived from it. Empty: made once in the data folder "
        "(file secret.key, mode 0600). At least 32 characters.",
    )
    hold_hours: int = Field(
        default=48,
        ge=1,
        le=24 * 14,
        description="Hours for which a place is held for an address that is not confirmed yet.",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1", description="Addresses of proxies whose X-Forwarded-For is believed, separated by commas."
    )
    embed_origins: str = Field(
        default="", description="Origins that may show the pages in a frame, separated by blanks. Empty: none."
    )
    log_format: Literal["text", "json"] = Field(default="text", description="text for people, json for machines.")
    organization: str = Field(
        default="DVAG", description="Short name of the association, shown above the list of events."
    )
    controller: str = Field(
        default="",
        description="Who is responsible under data protection law (name and address, lines separated by |). Shown in "
        "Impressum and Datenschutz; while it is empty, both pages say that it is missing.",
    )
    contact_email: str = Field(default="", description="Address for questions about data protection and accessibility.")

    @field_validator("base_url")
    @classmethod
    def _absolute_address(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise ValueError("must start with http:// or https:// and name a host")
        return value.rstrip("/")

    @field_validator("smtp_url")
    @classmethod
    def _mail_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in {"smtp", "smtps"} or not urlsplit(value).hostname):
            raise ValueError("must start with smtp:// or smtps:// and name a host")
        return value

    @field_validator("secret_key")
    @classmethod
    def _long_enough(cls, value: str) -> str:
        if value and len(value) < 32:  # noqa: PLR2004 - 32 characters of a random key hold at least 128 bits
            raise ValueError("must have at least 32 characters")
        return value

    @property
    def sends_mail(self) -> bool:
        """True when mail can really leave the house; receipts, confirmation and links depend on it."""
        return bool(self.smtp_url)

    @property
    def is_secure(self) -> bool:
        """True when people reach the server by https: cookies are then Secure and HSTS is sent."""
        return self.base_url.startswith("https://")

    def key(self) -> bytes:
        """The secret that personal links and form tokens are derived from; made once if none is set."""
        return (self.secret_key or _key_from_file(self.data_dir / "secret.key")).encode()


def _key_from_file(path: Path) -> str:
    """The key in this file. Two processes that start at once agree on one: the file appears complete or not at all."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"secret.{secrets.token_hex(4)}.new")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(32))
        try:
            path.hardlink_to(draft)
        except FileExistsError:
            pass  # another process was first; its key counts
        finally:
            draft.unlink()
    return path.read_text().strip()


def load(**overrides: Any) -> Settings:
    """Settings from the environment, single ones overridden.

    Raises UnreadableSettings naming the variable and what is wrong with it."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        name = "AKEVENTS_" + "_".join(str(part) for part in first["loc"]).upper()
        raise UnreadableSettings(variable=name, reason=first["msg"].removeprefix("Value error, ")) from error


@lru_cache(maxsize=1)
def current() -> Settings:
    """The settings of this process, read at the first call. `current.cache_clear()` reads them again (tests)."""
    return load()


@lru_cache(maxsize=1)
def secret() -> bytes:
    """`current().key()`, read from disk once."""
    return current().key()


def env_example() -> str:
    """Text of `.env.example`: every setting with its meaning and its default, commented out."""
    lines = ["# Every setting of akevents. Copy to .env and take the # away where you choose otherwise."]
    for name, field in Settings.model_fields.items():
        default = "data/var" if name == "data_dir" else field.default
        lines += ["", f"# {field.description}", f"#AKEVENTS_{name.upper()}={default}"]
    return "\n".join(lines) + "\n"
