"""`akevents mail`: prove the settings, deliver what is due, see what waits."""

import json
import re
from collections.abc import Iterator

import pytest
from cli.terminal import Run
from conftest import forget_settings
from house import House
from mail.conftest import use
from mail.outbox_rows import change_row, evening, statuses
from mail.postbox import CERTIFICATE, Postbox, encrypted, open_postbox

from akevents import clock

ADDRESS = "anna@example.org"


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    with open_postbox() as box:
        use(box, monkeypatch)
        yield box


# test


def test_test_sends_one_plain_mail_and_prints_the_answer(
    run: Run, box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AKEVENTS_BASE_URL", "https://termine.example")
    forget_settings()

    result = run("mail", "test", "Anna@Bücher.example")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == f"The mail server 127.0.0.1:{box.port} took the mail: 250 2.0.0 OK, taken\n"
    (mail,) = box.mails
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "anna@xn--bcher-kva.example", "anmeldung@dvag.example", "akevents: test mail",
    )  # fmt: skip
    assert "https://termine.example" in mail.get_content()


def test_test_stores_nothing(run: Run, box: Postbox, cli_house: House) -> None:
    run("mail", "test", ADDRESS)

    assert statuses(cli_house) == []


def test_test_without_a_server_says_so(run: Run) -> None:
    result = run("mail", "test", ADDRESS)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "No mail server is set, so nothing was sent. Set AKEVENTS_SMTP_URL.\n"


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"GREETING": "421 closed"}, "The mail server 127.0.0.1:PORT cannot be used: 421 closed."),
        ({"MAIL": "530 5.7.0 sign in"}, "The mail server 127.0.0.1:PORT cannot be used: 530 5.7.0 sign in."),
        (
            {"MAIL": "553 5.1.8 who are you"},
            "The mail server 127.0.0.1:PORT did not take the mail from anmeldung@dvag.example. "
            "After MAIL it said: 553 5.1.8 who are you",
        ),
        (
            {"RCPT": "550 5.1.1 no \x1b[31manna"},
            "The mail server 127.0.0.1:PORT did not take the mail from anmeldung@dvag.example. "
            "After RCPT it said: 550 5.1.1 no \ufffd[31manna",
        ),
        (
            {"BODY": "554 5.7.1 spam"},
            "The mail server 127.0.0.1:PORT did not take the mail from anmeldung@dvag.example. "
            "After end of data it said: 554 5.7.1 spam",
        ),
    ],
)
def test_test_says_where_the_server_refused_and_why(
    run: Run, box: Postbox, answers: dict[str, str], sentence: str
) -> None:
    box.answers = answers

    result = run("mail", "test", ADDRESS)

    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == sentence.replace("PORT", str(box.port)) + "\n"


def test_test_says_that_nobody_is_there_without_the_password(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKEVENTS_SMTP_URL", "smtp://anmeldung:geheim@127.0.0.1:9")
    forget_settings()

    result = run("mail", "test", ADDRESS)

    assert result.exit_code == 1
    assert re.fullmatch(r"The mail server 127\.0\.0\.1:9 cannot be used: .*refused\.\n", result.stderr)
    assert "geheim" not in result.stderr


def test_test_says_that_the_password_is_wrong(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with open_postbox(parameters=encrypted() | {"auth_required": True}) as box:
        use(box, monkeypatch, "anmeldung:falsch@")

        result = run("mail", "test", ADDRESS)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"The mail server 127.0.0.1:{box.port} cannot be used: 535 5.7.8 ")
    assert "falsch" not in result.stderr


@pytest.mark.parametrize("address", ["anna", "anna@example.org, bernd@example.org", ""])
def test_test_refuses_what_is_no_address(run: Run, box: Postbox, address: str) -> None:
    result = run("mail", "test", address)

    assert (result.exit_code, result.stdout, box.people) == (1, "", [])
    assert len(result.stderr.splitlines()) == 1


# deliver


def test_deliver_sends_what_is_due_and_counts(run: Run, box: Postbox, cli_house: House) -> None:
    evening(cli_house, "Anna", "Bernd", "Chiara", *(f"Person{number}" for number in range(20)))
    box.answers = {"bernd@example.org": "451 4.3.0 later", "chiara@example.org": "550 5.1.1 unknown"}

    result = run("mail", "deliver")

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "1 to be tried again\n22 sent\n1 failed\n"  # one of them tells Mona
    assert run("mail", "deliver").stdout == "Nothing is due.\n"


def test_deliver_once_is_one_round(run: Run, box: Postbox, cli_house: House) -> None:
    evening(cli_house, *(f"Person{number}" for number in range(25)))

    assert run("mail", "deliver", "--once").stdout == "20 sent\n"
    assert run("mail", "deliver", "--once").stdout == "5 sent\n"


def test_deliver_without_a_server_writes_files(run: Run, cli_house: House) -> None:
    evening(cli_house, "Anna")

    assert run("mail", "deliver").stdout == "1 written to files, because no mail server is set\n"


# list


def test_list_shows_kinds_statuses_and_reasons_and_no_address(run: Run, box: Postbox, cli_house: House) -> None:
    evening(cli_house, "Anna", "Bernd", slug="smart-city")
    evening(cli_house, "Chiara", slug="anderswo")
    box.answers = {"bernd@example.org": "550 5.1.1 unknown", "chiara@example.org": "451 4.3.0 later"}
    change_row(cli_house, 0, queued_at=clock.utc_now())
    run("mail", "deliver", "--once")

    lines = [line.split() for line in run("mail", "list").stdout.splitlines()]
    assert lines[0] == ["ID", "KIND", "EVENT", "STATUS", "TRIES", "NEXT", "ERROR"]
    assert [[*line[1:5], *line[-2:]] for line in lines[1:4]] == [
        ["registered", "smart-city", "sent", "1", "sent", "1"],
        ["registered", "smart-city", "failed", "1", "550", "5.1.1"],
        ["registered", "anderswo", "queued", "1", "451", "4.3.0"],
    ]
    assert "@" not in run("mail", "list").stdout + run("mail", "list", "--json").stdout


def test_list_can_be_narrowed_and_read_by_programs(run: Run, box: Postbox, cli_house: House) -> None:
    evening(cli_house, "Anna", slug="smart-city")
    evening(cli_house, "Bernd", slug="anderswo")

    both = json.loads(run("mail", "list", "--json").stdout)
    one = json.loads(run("mail", "list", "--event", "smart-city", "--status", "queued", "--json").stdout)

    assert [each["event"] for each in both] == ["smart-city", "anderswo"]
    assert one == both[:1]
    assert list(one[0]) == [
        "event", "id", "kind", "status", "queued_at", "due_at", "sent_at", "attempts", "last_error",
    ]  # fmt: skip
    assert json.loads(run("mail", "list", "--status", "failed", "--json").stdout) == []


def test_list_of_an_event_that_is_not_there_is_refused(run: Run, cli_house: House) -> None:
    result = run("mail", "list", "--event", "nirgends")

    assert (result.exit_code, result.stdout) == (1, "")
    assert "nirgends" in result.stderr
