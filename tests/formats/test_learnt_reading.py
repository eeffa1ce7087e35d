"""What the reader has learnt: weights of signs, by which titles and persons are chosen where no rule is sure."""

import json
from datetime import date

import pytest

from akevents.formats.announcements import read
from akevents.formats.announcements.judging import Question, score
from akevents.formats.announcements.people_choice import plain
from bench import learning

REFERENCE = date(2026, 2, 1)


def test_weights_are_those_that_the_texts_teach() -> None:
    kept = json.loads(learning.WEIGHTS.read_text(encoding="utf-8"))

    taught = learning.learnt(learning.texts())

    assert {*kept} == {*taught} == {each.value for each in Question}
    for question, weights in taught.items():
        signs = {*weights, *kept[question]}
        worst = max(abs(weights.get(sign, 0.0) - kept[question].get(sign, 0.0)) for sign in signs)
        assert worst < 0.1, f"`make learn` was forgotten: {question}"


def test_a_sign_nobody_has_seen_weighs_nothing() -> None:
    assert score(Question.TITLE, ["no such sign"]) == 0
    assert score(Question.SPEAKER, ["ruled speaker"]) > 0 > score(Question.SPEAKER, ["ruled nobody"])


def test_of_texts_not_learnt_from_nine_in_ten_have_their_title_and_persons() -> None:
    """By weights from the other texts, with what the rules answered before they knew the text."""
    title, persons = (figure.ours[0] for figure in learning.crossed(learning.TEXTS, True))

    assert title > 0.88
    assert persons > 0.85


def test_the_same_texts_teach_the_same() -> None:
    some = learning.texts()[:12]

    assert learning.learnt(some) == learning.learnt(some)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "Bürgernetz Tannrode\nFunk für alle: was ein Sensor kostet\nDonnerstag, 5. März 2026, 19 Uhr\nOffene Werkstatt\n"
            "Das Bürgernetz Tannrode lädt ein. vorstand@buergernetz-tannrode.example",
            "Funk für alle: was ein Sensor kostet",
        ),
        (
            "Betreff: Einladung\n\nLiebe Mitglieder,\n\nam Donnerstag, 5. März 2026, 19 Uhr, lädt der Verein zum Vortrag "
            "„Hitze in der Stadt“ in die Stadthalle ein.\n\nViele Grüße\nKarin Ott",
            "Hitze in der Stadt",
        ),
    ],
)
def test_a_house_is_no_title_where_a_better_one_stands(text: str, title: str) -> None:
    found = read(text, REFERENCE)

    assert found.title == title
    assert [each.text for each in found.evidence["title"]] == [title]


@pytest.mark.parametrize(
    ("sentence", "moderators", "speakers"),
    [
        ("Frau Petra Klein vom Planungsamt stellt die Ergebnisse vor.", (), ("Petra Klein",)),
        ("Rückfragen beantwortet Petra Klein, Telefon 0251 4711.", (), ()),
        ("Durch den Abend führt Petra Klein, es spricht Jan Ott.", ("Petra Klein",), ("Jan Ott",)),
    ],
)
def test_what_a_sentence_says_of_a_person_decides(
    sentence: str, moderators: tuple[str, ...], speakers: tuple[str, ...]
) -> None:
    found = read(
        f"Vortragsabend Hitze in der Stadt\nDonnerstag, 5. März 2026, 19 Uhr, Rathaus Soest\n\n{sentence}", REFERENCE
    )

    assert (found.moderator, found.speaker) == (moderators, speakers)


def test_plain_names_have_no_titles() -> None:
    assert plain("Prof. Dr.-Ing. Jelena Marković") == plain("Jelena Markovic")
    assert plain("Frau Dr. Anna Meier-Schulz") == "anna meier-schulz"
