"""What the screen Nachrichten says about mails."""

import pytest

from akevents.domain.audiences import Attendance
from akevents.domain.mail_reasons import Reason
from akevents.errors import MailNotPossible, MailPointless
from akevents.store.tables import MailStatus
from akevents.wording import messages, sentence


def test_every_reason_status_and_attendance_has_its_words() -> None:
    assert set(messages.REASONS) == {each.value for each in Reason}
    assert set(messages.COUNTED) == {each.value for each in MailStatus}
    assert set(messages.ATTENDANCE) == {each.value for each in Attendance}


@pytest.mark.parametrize(
    ("last_error", "words"),
    [
        (None, ""),
        ("", ""),
        ("unreachable", "der Mailserver war nicht zu erreichen"),
        ("550 5.1.1", "diese Adresse gibt es nicht (550 5.1.1)"),
        ("550", "diese Adresse nimmt keine Post an (550)"),
        ("554 5.6.9", "der Mailserver lehnt sie ab (554 5.6.9)"),
        ("451 4.7.1", "der Mailserver bittet um einen späteren Versuch (451 4.7.1)"),
        ("452 4.2.2", "das Postfach ist voll (452 4.2.2)"),
        (" ", ""),
    ],
)
def test_why_says_what_the_mail_server_meant(last_error: str | None, words: str) -> None:
    assert messages.why(last_error) == words


def test_progress_counts_one_and_more() -> None:
    counts = {"queued": 1, "sending": 2, "sent": 0, "failed": 3}

    assert messages.progress(counts.items()) == "1 wartet, 2 werden gesendet, 3 nicht zustellbar"


@pytest.mark.parametrize(
    ("left_out", "words"),
    [(0, ""), (1, "1 E-Mail würde niemandem mehr helfen."), (3, "3 E-Mails würden niemandem mehr helfen.")],
)
def test_what_helps_nobody_is_counted(left_out: int, words: str) -> None:
    assert messages.helps_nobody(left_out) == words
    assert messages.waits_again(0) == ""
    assert messages.waits_again(1).startswith("1 E-Mail wartet")
    assert messages.waits_again(2).startswith("2 E-Mails warten")


def test_refusals_name_status_and_reason() -> None:
    assert sentence(MailNotPossible("sent")).endswith("sie hat jetzt den Stand „gesendet“.")
    assert sentence(MailPointless("too_late")).endswith("ist vorbei.")
