"""Mails as moderators may read them: everything but the secrets in their links.

A personal link lets whoever has it confirm, change and cancel in somebody else's name, and a decision link decides in another
moderator's; so a mail that is only looked at shows where they lead and not their tokens."""

from dataclasses import replace

from akevents.domain import tokens
from akevents.domain.mail_facts import OwedMail
from akevents.domain.mail_samples import SampleMail

HIDDEN = "…"


def without_secrets(mail: SampleMail, owed: OwedMail) -> SampleMail:
    """The mail with every token of this person's links replaced."""
    text, html = mail.text, mail.html
    for secret in _secrets(owed):
        text, html = text.replace(secret, HIDDEN), html.replace(secret, HIDDEN)
    return replace(mail, text=text, html=html)


def _secrets(owed: OwedMail) -> list[str]:
    secrets = [tokens.manage_token(owed.submission_id, owed.link_version)]
    if owed.mine is not None:
        secrets += filter(None, (tokens.unsubscribe_token(owed.mine.id), owed.mine.arrival_token))
        if owed.moderator_id is not None:
            secrets.append(tokens.decision_token(owed.mine.id, owed.moderator_id))
    return secrets
