"""Which address somebody probably meant who typed "anna@gmx.ed". A question to ask, never a reason to refuse.

Pure: nothing is looked up, so nothing is told about who is registered. Of domains only the common German mailboxes are
known; a domain that exists itself, or that a town hall could have, is left as it is."""

import re

from akevents.formats.german import fold
from akevents.formats.places import find_municipality

PROVIDERS = (  # the most common first: of two that are equally near the first is meant
    "gmx.de", "web.de", "t-online.de", "gmail.com", "gmx.net", "googlemail.com", "outlook.de", "outlook.com",
    "hotmail.com", "hotmail.de", "yahoo.de", "yahoo.com", "freenet.de", "posteo.de", "mailbox.org", "arcor.de",
    "icloud.com", "aol.com", "vodafone.de", "1und1.de", "ionos.de", "online.de",
)  # fmt: skip

# Domains of their own that stand next to one of these: other countries' mailboxes, and companies.
_OTHERS = frozenset({
    "mail.com", "mail.de", "email.com", "email.de", "ymail.com", "live.com", "live.de", "msn.com", "me.com", "mac.com",
    "aol.de", "cloud.com", "web.com", "weg.de", "online.com", "ionos.com", "vodafone.com", "freenet.com", "icloud.de",
    "mailbox.de", "mailbox.com", "1und1.com", "arcor.com", "arcor.net", "freenet.net", "mailbox.net",
})  # fmt: skip
_COUNTRIES = frozenset({
    "at", "ch", "li", "lu", "be", "dk", "se", "nl", "pl", "cz", "fr", "it", "es", "uk", "us", "ie", "no", "fi", "eu", "org",
    "net", "com", "info", "biz", "gov", "edu", "nrw", "bayern", "berlin", "hamburg", "koeln", "cologne", "ruhr", "saarland",
})  # fmt: skip
# "gmail.de" is nobody's mailbox, "t-online.com" neither: with these names the ending alone says what was meant.
_ONE_ENDING = {"gmail": "gmail.com", "t-online": "t-online.de", "googlemail": "googlemail.com"}
_NO_ENDING = {"con", "cmo", "ocm", "vom", "xom", "cim"}  # with the names that have no ".com" either
_SOUNDS_LIKE = {"vodaphone.de": "vodafone.de"}

_NEIGHBOURS = {  # on a German keyboard
    "a": "qws", "b": "vghn", "c": "xdfv", "d": "sefcx", "e": "wrsd", "f": "drgcv", "g": "fthbv", "h": "gzjbn", "i": "uojk",
    "j": "hukmn", "k": "jiolm", "l": "kopö", "m": "njk", "n": "bhjm", "o": "ipkl", "p": "oülö", "q": "wa", "r": "etdf",
    "s": "awdxy", "t": "rzfg", "u": "zihj", "v": "cfgb", "w": "qeas", "x": "ysdc", "y": "asx", "z": "tugh",
}  # fmt: skip
_SHORT = 3  # letters of a name; next to so short a name there are many domains, so only a slip of the finger counts
_LONGEST = 254  # characters of an address (RFC 5321, section 4.5.3.1)


def suggestion(address: str) -> str | None:
    """The address with the domain that was probably meant; None if this one is fine or nothing is near it.

    What stands before the @ is never touched."""
    typed = address.strip()
    mailbox, at, written = typed.rpartition("@")
    domain = re.sub(r"[.,]+", ".", written.lower()).strip(".")
    if not (mailbox and at and domain) or len(typed) > _LONGEST:
        return None
    if written.lower() in PROVIDERS or domain in _OTHERS:
        return None
    meant = _meant(domain)
    return f"{mailbox}@{meant}" if meant else None


def _meant(domain: str) -> str | None:
    if domain in PROVIDERS:  # only its commas or dots were wrong
        return domain
    name, _, ending = domain.rpartition(".")
    if known := _ONE_ENDING.get(name) or _SOUNDS_LIKE.get(domain):
        return known
    if _is_municipal(name):
        return None
    near = (each for each in PROVIDERS if _is_slip(domain, each))
    named = (each for each in PROVIDERS if ending in _NO_ENDING and each.startswith(f"{name}."))
    return next(near, None) or next(named, None)


def _is_slip(domain: str, meant: str) -> bool:
    """Whether one slip makes this domain of that one, or one in the name and another in the ending."""
    name, _, ending = domain.rpartition(".")
    right, _, right_ending = meant.rpartition(".")
    if domain in {f"{right}{right_ending}", f"{meant}.{right_ending}", f"{meant}{right_ending}"}:
        return True  # no dot, or the ending twice
    if ending != right_ending and (ending in _COUNTRIES or not _is_one_edit(ending, right_ending)):
        return False
    return name == right or _is_near_name(name, right)


def _is_near_name(name: str, right: str) -> bool:
    if len(right) > _SHORT:
        return _is_one_edit(name, right)
    swapped = len(name) == len(right) and _is_transposed(name, right)
    return swapped or _is_doubled(name, right) or _is_key_beside(name, right)


def _is_one_edit(one: str, other: str) -> bool:
    """One letter more, less, another, or two swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or _is_transposed(one, other)
    short, long = sorted((one, other), key=len)
    return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _is_transposed(one: str, other: str) -> bool:
    return any(one[:at] + one[at + 1] + one[at] + one[at + 2 :] == other for at in range(len(one) - 1))


def _is_doubled(name: str, right: str) -> bool:
    return any(name == right[:at] + right[at] + right[at:] for at in range(len(right)))


def _is_key_beside(name: str, right: str) -> bool:
    """One letter is another, next to the right one on the keyboard."""
    if len(name) != len(right):
        return False
    differing = [(a, b) for a, b in zip(name, right, strict=True) if a != b]
    return len(differing) == 1 and differing[0][0] in _NEIGHBOURS.get(differing[0][1], "")


_HALL = re.compile(r"\b(stadt|gemeinde|kreis|landkreis|lk|lra|rathaus|markt|vg|amt|verwaltung)\b|(stadt|kreis)$")


def _is_municipal(name: str) -> bool:
    """Whether a town hall could have this name: "stadt-goch", "kreis-kleve", "wees"."""
    words = fold(name.replace("-", " ").replace(".", " "))
    return _HALL.search(words) is not None or find_municipality(words) is not None
