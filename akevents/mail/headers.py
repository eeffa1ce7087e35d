"""Headers of mails as every reader puts them together again.

The standard library's own lose a blank here and there where words are encoded (RFC 2047), and break a long address or id
into pieces that stay pieces; seen in Python 3.11. These do neither. What they hold must be one line without "=?"
(formats.letter.header_line), or the library would decode what people typed."""

from email._policybase import Policy
from email.header import Header
from email.headerregistry import BaseHeader, HeaderRegistry, UniqueAddressHeader, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy


class Whole(UnstructuredHeader, BaseHeader):
    """A header of one token, an address or an id, that is never broken."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


class Words(UnstructuredHeader, BaseHeader):
    """A header of words."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {_encoded(str(self), self.name, policy)}{policy.linesep}"


class Sender(UniqueAddressHeader, BaseHeader):  # type: ignore[misc]
    """One address and its name."""

    def fold(self, *, policy: Policy) -> str:
        (sender,) = self.addresses
        if sender.display_name.isascii():
            return f"{self.name}: {sender}{policy.linesep}"
        name = _encoded(sender.display_name, self.name, policy)
        return f"{self.name}: {name}{policy.linesep} <{sender.addr_spec}>{policy.linesep}"


def _encoded(text: str, name: str, policy: Policy) -> str:
    charset = None if text.isascii() else "utf-8"
    return Header(text, charset, maxlinelen=policy.max_line_length, header_name=name).encode(linesep=policy.linesep)


def _policy() -> "EmailPolicy[EmailMessage]":
    """SMTP's, with the headers above."""
    registry = HeaderRegistry()
    for name in ("Message-ID", "In-Reply-To", "References", "List-Unsubscribe"):
        registry.map_to_type(name, Whole)
    registry.map_to_type("Subject", Words)
    registry.map_to_type("From", Sender)
    return SMTP.clone(header_factory=registry)


POLICY = _policy()
