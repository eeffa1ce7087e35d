"""`akevents announcement`: what the reader makes of a text, before anybody publishes it."""

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from akevents.cli.foundation import JSON_OPTION, Refused, example
from akevents.cli.printing import harmless, print_facts, print_json
from akevents.errors import UnreadableFile

if TYPE_CHECKING:
    from akevents.formats.announcements import Announcement

MOST_BYTES = 4_000_000  # a million characters of four bytes


@click.group(epilog=example("akevents announcement check announcement.txt"))
def announcement() -> None:
    """Read announcements."""


@announcement.command(epilog=example("akevents announcement check announcement.txt --reference-date 2022-02-01 --json"))
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "--reference-date",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Read as if on this day (YYYY-MM-DD): a date without a year is the next one from then on. Today, if left out.",
)
@click.option("--strict", is_flag=True, help="End with exit code 1 if something contradicts itself.")
@JSON_OPTION
def check(file: str, reference_date: datetime | None, *, strict: bool, as_json: bool) -> None:
    """Find title, dates, place and people in the text in FILE ("-" is standard input), and what does not fit together."""
    from akevents.formats.announcements import read

    day = reference_date.date() if reference_date else today()
    found = read(text_of(file), day)
    if as_json:
        print_json(found.as_json())
    else:
        _print_for_people(found, day)
    errors = sum(each.severity == "error" for each in found.findings)
    if strict and errors:
        raise Refused(f"{errors} {'contradiction' if errors == 1 else 'contradictions'} found.")


def text_of(file: str) -> str:
    """UTF-8, with or without its mark; what Windows saved otherwise is read as it was meant. Raises UnreadableFile."""
    try:
        with click.open_file(file, "rb") as opened:
            content: bytes = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableFile(file, error.strerror or "it cannot be read") from error
    if len(content) > MOST_BYTES:
        raise UnreadableFile(file, f"it is longer than {MOST_BYTES // 10**6} MB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def today() -> date:
    from zoneinfo import ZoneInfo

    from akevents import clock

    return clock.utc_now().astimezone(ZoneInfo("Europe/Berlin")).date()


def _in_words(value: object) -> object:
    """None for what the text does not say."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    return ", ".join(value) or None if isinstance(value, list) else value


def _print_for_people(found: "Announcement", reference_date: date) -> None:
    from akevents.wording.findings import FIELDS

    shown = found.as_json()
    facts = {word: _in_words(shown[name]) for name, word in FIELDS.items()}
    if any(value is not None for value in facts.values()):
        print_facts(facts)
    for line in finding_lines(found, reference_date):
        click.echo(line)


def finding_lines(found: "Announcement", reference_date: date) -> list[str]:
    """One line a finding: how bad it is, the German sentence, the passages and where they begin."""
    from akevents.wording.findings import SEVERITIES, sentence

    lines = []
    for each in found.findings:
        places = ", ".join(f"„{harmless(passage.text)}“ ({passage.start})" for passage in each.evidence)
        said = sentence(each.code, each.facts, reference_date)
        lines.append(f"{SEVERITIES[each.severity]}: {said}{f' {places}' if places else ''}")
    return lines
