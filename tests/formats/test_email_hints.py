"""Which mistyped addresses are asked about, and which are left in peace."""

import csv

import pytest

from akevents.formats import places
from akevents.formats.email_hints import PROVIDERS, suggestion
from akevents.formats.german import slug


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gmx.ed", "gmx.de"),
        ("gmx.dee", "gmx.de"),
        ("gmx.d", "gmx.de"),
        ("gmx.con", "gmx.de"),
        ("gmxde", "gmx.de"),
        ("gmx,de", "gmx.de"),
        ("gmx..de", "gmx.de"),
        ("gmx.de.de", "gmx.de"),
        ("gmx.de.", "gmx.de"),
        ("gxm.de", "gmx.de"),
        ("gmy.de", "gmx.de"),
        ("gmx.nte", "gmx.net"),
        ("wbe.de", "web.de"),
        ("webb.de", "web.de"),
        ("web.con", "web.de"),
        ("tonline.de", "t-online.de"),
        ("t-onlin.de", "t-online.de"),
        ("t.online.de", "t-online.de"),
        ("t-online.com", "t-online.de"),
        ("gmial.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.de", "gmail.com"),
        ("gmial.con", "gmail.com"),
        ("GMIAL.com", "gmail.com"),
        ("googlmail.com", "googlemail.com"),
        ("outlok.de", "outlook.de"),
        ("outlook.cm", "outlook.com"),
        ("hotmial.de", "hotmail.de"),
        ("yaho.de", "yahoo.de"),
        ("freent.de", "freenet.de"),
        ("postoe.de", "posteo.de"),
        ("mailbox.ogr", "mailbox.org"),
        ("acror.de", "arcor.de"),
        ("iclud.com", "icloud.com"),
        ("aol.con", "aol.com"),
        ("vodaphone.de", "vodafone.de"),
        ("1nd1.de", "1und1.de"),
        ("inos.de", "ionos.de"),
        ("onlne.de", "online.de"),
    ],
)
def test_a_mistyped_mailbox_is_asked_about(typed: str, meant: str) -> None:
    assert suggestion(f"anna.beispiel@{typed}") == f"anna.beispiel@{meant}"


@pytest.mark.parametrize("domain", PROVIDERS)
def test_a_mailbox_that_is_right_is_left_as_it_is(domain: str) -> None:
    assert (suggestion(f"anna@{domain}"), suggestion(f"Anna@{domain.upper()}")) == (None, None)


@pytest.mark.parametrize(
    "domain",
    [
        "gmx.at", "gmx.ch", "gmx.com", "outlook.fr", "posteo.net", "mail.com", "email.de", "cloud.com", "weg.de", "live.de",
        "rathaus.de", "kreis-mettmann.de", "gemeinde-gmxx.de", "stadt.koeln", "münchen.de", "xn--mnchen-3ya.de",
        "example.org", "dvag-online.de",
    ],
)  # fmt: skip
def test_a_domain_of_its_own_is_left_as_it_is(domain: str) -> None:
    assert suggestion(f"anna@{domain}") is None


def test_no_town_hall_is_asked_about_its_own_domain() -> None:
    with places.MUNICIPALITIES_FILE.open(encoding="utf-8", newline="") as file:
        known = [row["name"] for row in csv.DictReader(file)]
    names = {slug(part) for name in known for part in (name, name.split()[0])}
    domains = [f"{front}{name}{end}" for name in names for front in ("", "stadt-") for end in (".de", ".eu", ".net")]

    assert [each for each in domains if suggestion(f"anna@{each}")] == []


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "anna",
        "@",
        "@gmx.ed",
        "anna@",
        "anna@.",
        "a" * 10_000 + "@gmx.ed",
        "anna@" + "x" * 10_000,
        "anna@\x00",
        "@@@@",
    ],
)
def test_what_is_no_address_gets_no_hint(nonsense: str) -> None:
    assert suggestion(nonsense) is None


def test_the_part_before_the_at_sign_is_never_touched() -> None:
    assert suggestion(" Änne.O'Neil+ak@gmx.ed ") == "Änne.O'Neil+ak@gmx.de"
