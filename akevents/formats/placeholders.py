"""Texts with placeholders: {Vorname} stands for what it names. Nothing here can fail, whatever stands in the braces."""

import re
from collections.abc import Collection, Mapping

_BRACED = re.compile(r"\{([^{}\n]*)\}")


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text with every known placeholder replaced; what is unknown stays as it stands. Case and blanks inside the
    braces do not matter, and what is put in is not looked at again."""
    known = {name.casefold(): value for name, value in values.items()}
    return _BRACED.sub(lambda found: known.get(_key(found[1]), found[0]), body)


def unknown(body: str, names: Collection[str]) -> tuple[str, ...]:
    """What stands in braces and is none of these names, each once, in the order of the text."""
    known = {name.casefold() for name in names}
    return tuple(dict.fromkeys(name for name in _BRACED.findall(body) if _key(name) not in known))


def has_single_brace(body: str) -> bool:
    """Whether a brace is left over that opens or closes no placeholder."""
    rest = _BRACED.sub("", body)
    return "{" in rest or "}" in rest


def _key(name: str) -> str:
    return name.strip().casefold()
