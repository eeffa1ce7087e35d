"""A letter's two faces say the same, and neither shows more than what was meant."""

import pytest

from akevents.formats.letter import (
    Action,
    Lines,
    Paragraph,
    Rich,
    as_html,
    as_text,
    header_line,
    one_line,
    paragraphs,
)

BLOCKS = (
    Paragraph("Guten Tag Anna <Beispiel>,"),
    Paragraph("Zeile eins\nZeile zwei\r\n\r\nhttps://example.org/?a=1&b=2.", has_links=True),
    Lines(("Smart City", "", "Köln")),
    Action("Bestätigen", "https://example.org/bestaetigen", is_main=True),
    Rich("**Folien** und [Text](https://example.org/text)\n\n- <https://example.org/liste>"),
    Paragraph("Klein", is_small=True),
)


def body(*blocks: Paragraph | Lines | Action | Rich) -> str:
    """What stands in the page's one column, without its styles."""
    page = as_html(blocks, language="de", title="x")
    return page.partition("\n<div")[2].partition("\n")[2].rpartition("\n</div>\n</body>")[0]


def test_text_parts_blocks_by_blank_lines() -> None:
    assert as_text(BLOCKS) == (
        "Guten Tag Anna <Beispiel>,\n\n"
        "Zeile eins\nZeile zwei\n\nhttps://example.org/?a=1&b=2.\n\n"
        "Smart City\nKöln\n\n"
        "Bestätigen:\nhttps://example.org/bestaetigen\n\n"
        "Folien und Text (https://example.org/text)\n\nhttps://example.org/liste\n\n"
        "Klein\n"
    )


def test_html_escapes_what_was_typed_and_links_addresses_without_their_full_stop() -> None:
    words = body(*BLOCKS[:2])

    assert "Guten Tag Anna &lt;Beispiel&gt;," in words
    assert "Zeile eins<br>Zeile zwei</p>" in words
    assert '<a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>.</p>' in words


def test_words_that_are_no_address_of_ours_are_no_links() -> None:
    assert "<a " not in body(Paragraph("https://example.org"))
    assert "<a " not in body(Action("Raum", "javascript:alert(1)"))
    assert "<a " not in body(Paragraph("javascript:alert(1) http://", has_links=True))
    assert 'href="javascript' not in body(Rich("[x](javascript:alert(1)) <img src=x onerror=alert(1)>"))


def test_an_address_cannot_leave_its_link() -> None:
    assert body(Action("x", 'https://e.example/"onclick="a')).count('"onclick') == 0
    assert "<b>" not in body(Action("<b>", "https://e.example/<b>"))


def test_empty_blocks_leave_no_gap() -> None:
    blocks = (Paragraph("Eins"), Paragraph(" \n "), Lines(("", "\x00")), Rich(""), Paragraph("Zwei"))

    assert as_text(blocks) == "Eins\n\nZwei\n"
    assert body(*blocks).count("<p") == 2


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("a\r\nBcc: b", "a Bcc: b"),
        ("a\x00b\x85c\u2028d\u2029e", "ab c d e"),
        ("\ud83d\ude00 halb \udfff", "halb"),
        ("Stadt\u00adentwicklung", "Stadtentwicklung"),
        ("\u202eabc\u202c \u2066x\u2069", "abc x"),
        ("שלום \u200fעולם", "שלום \u200fעולם"),
        ("👩\u200d👧 ok", "👩\u200d👧 ok"),
        ("  ", ""),
    ],
)
def test_one_line_keeps_what_can_be_read(typed: str, line: str) -> None:
    assert one_line(typed) == line


def test_a_header_begins_no_encoded_word() -> None:
    assert header_line("=?utf-8?q?=0D=0ABcc:?=") == "= ?utf-8?q?=0D=0ABcc:?="


def test_paragraphs_keep_single_breaks() -> None:
    assert paragraphs("\n\n a \nb\n \n\n\tc\n") == ["a\nb", "c"]
