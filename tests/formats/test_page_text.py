"""Saved pages become lines, texts stay what they are, and nothing that comes in can do harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.page_text import as_text, is_page

EVENTS_MANAGER = """\
<!DOCTYPE html><html lang="de"><head><title>Smart City – DVAG</title><script>if (1 < 2) { x("<p>nein</p>") }</script></head>
<body><header><p>DVAG</p></header><nav><ul><li>Start</li><li>Termine</li></ul></nav>
<main><article><header><h1 class="entry-title">Smart City</h1></header>
<p><strong>Datum/Zeit</strong><br/>Date(s) - 2. M&auml;rz 2022<br /><i>17:00&nbsp;-&nbsp;18:30</i></p>
<p><strong>Veranstaltungsort</strong><br/>DVAG   Online-\nVeranstaltung</p>
<p><strong>Kategorien</strong><ul class="event-categories"><li><a href="/x">AK Wirtschaft</a></li></ul>
<table><tr><th>Moderation</th><td>Andreas Haubrichs</td></tr></table>
<p>Erster Absatz.<p>Zweiter &lt;Absatz&gt; &amp; mehr.
<form><label>Name</label><input name="n"><button>Anmelden</button></form>
</article></main><aside>Letzte Beitr&auml;ge: 1. Januar 2020</aside>
<article><h2>Andere Veranstaltung</h2></article><footer>Impressum</footer></body></html>
"""
LINES = [
    "Smart City",
    "Datum/Zeit",
    "Date(s) - 2. März 2022",
    "17:00\u00a0-\u00a018:30",
    "Veranstaltungsort",
    "DVAG Online- Veranstaltung",
    "Kategorien",
    "- AK Wirtschaft",
    "Moderation\tAndreas Haubrichs",
    "Erster Absatz.",
    "Zweiter <Absatz> & mehr.",
]


def test_page_becomes_the_lines_of_its_main_part() -> None:
    assert as_text(EVENTS_MANAGER).split("\n") == LINES


def test_part_of_a_page_is_read_too() -> None:
    assert as_text("<p>Wann: 2. März<br>Wo: Köln</p>") == "Wann: 2. März\nWo: Köln"


@pytest.mark.parametrize(
    "text",
    [
        "Datum: 2. März\n  Ort: Köln\t(Rathaus)\n\n",
        "",
        "x < y und y > z",
        "Bitte <p> in die Vorlage schreiben",
        "👩‍🔬 é",
    ],
)
def test_text_stays_as_it_is(text: str) -> None:
    assert (is_page(text), as_text(text)) == (False, text)


def test_line_breaks_are_of_one_kind_and_control_characters_blanks() -> None:
    assert as_text("a\r\nb\rc\u2028d\x00e\x1bf\ud800g") == "a\nb\nc\nd e f g"


@given(st.text())
def test_any_text_gives_text_without_control_characters(text: str) -> None:
    assert all(char.isprintable() or char in "\n\t" or ord(char) > 0x9F for char in as_text(text))


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<li>", "<main>", "</main>", "<!--", "-->", "<td>", "&", "<", "Wort", "\n"])
    )
)
def test_any_markup_gives_lines_without_tags(parts: list[str]) -> None:
    lines = as_text("<html>" + "".join(parts)).split("\n")

    assert not any("<p>" in line or line != line.strip() for line in lines)
    assert "".join(lines).count("Wort") <= parts.count("Wort")


@pytest.mark.parametrize("part", ["<p>", "<!--", "<div ", "</p>", "&amp;", "<table><tr>", "a "])
def test_a_hostile_page_is_read_in_time(part: str) -> None:
    assert len(as_text("<html><p>" + part * (200_000 // len(part)))) <= 200_000
