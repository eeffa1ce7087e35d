"""Addresses that lead to one mailbox: what large providers ignore when they deliver. Only a hint, never a rule.

Sources: Gmail help "Dots don't matter in Gmail addresses" and "Use a task-specific address"; the help pages of Outlook,
iCloud, Fastmail, Posteo and mailbox.org on "+" addresses."""

_GMAIL = {"gmail.com", "googlemail.com"}
_WITH_TAGS = {
    "outlook.com", "outlook.de", "hotmail.com", "hotmail.de", "live.com", "live.de", "icloud.com", "me.com", "mac.com",
    "posteo.de", "posteo.net", "mailbox.org", "fastmail.com", "fastmail.fm",
}  # fmt: skip


def mailbox(address: str) -> str:
    """The one spelling of a mailbox, for a normalised address; where nothing is known of the provider, the address."""
    name, _, domain = address.rpartition("@")
    untagged = name.partition("+")[0] or name
    if domain in _GMAIL:
        return f"{untagged.replace('.', '') or name}@gmail.com"
    return f"{untagged}@{domain}" if domain in _WITH_TAGS else address
