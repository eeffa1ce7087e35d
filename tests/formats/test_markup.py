"""What people typed, made safe to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.markup import literal, to_html, to_text


def test_to_html_keeps_what_an_announcement_needs() -> None:
    markdown = "## Ablauf\n\nEin **fetter** Satz mit [Link](https://example.org).\n\n- eins\n- zwei"

    assert to_html(markdown) == (
        "<h4>Ablauf</h4>\n"
        '<p>Ein <strong>fetter</strong> Satz mit <a href="https://example.org" target="_blank"'
        ' rel="noopener noreferrer nofollow">Link</a>.</p>\n'
        "<ul>\n<li>eins</li>\n<li>zwei</li>\n</ul>\n"
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](https://evil.example/p.png)",
        '<a href="data:text/html,x">x</a>',
        "<style>*{display:none}</style>",
        "<iframe src=//evil.example></iframe>",
        '<p style="position:fixed">x</p>',
    ],
)
def test_to_html_lets_nothing_through_that_acts(hostile: str) -> None:
    cleaned = to_html(hostile)

    for sign in ("<script", "<img", "<style", "<iframe", "onerror=", 'href="javascript', 'href="data', "style="):
        assert sign not in cleaned


@given(st.text())
def test_to_html_and_to_text_take_any_text(typed: str) -> None:
    assert "<script" not in to_html(typed)
    assert isinstance(to_text(typed), str)


def test_to_text_keeps_paragraphs_and_undoes_entities() -> None:
    assert to_text("Hi & **du** <3\n\n- a\n- b") == "Hi & du <3\n\na\n\nb"


def test_literal_shows_exactly_these_characters() -> None:
    assert literal("2. März") == "2\\. März"
    assert literal("*a* :red[b] $x$") == "\\*a\\* \\:red\\[b\\] \\$x\\$"
    assert literal("zwei\nZeilen") == "zwei Zeilen"
    assert literal(None) == ""


@pytest.mark.parametrize("address", ["www.stadt.de", "http://stadt.de", "anna@stadt.de", "WWW.Stadt.de"])
def test_literal_breaks_what_a_renderer_would_link_by_itself(address: str) -> None:
    shown = literal(address)

    assert "\u2060" in shown
    assert shown.replace("\u2060", "").replace("\\", "") == address
