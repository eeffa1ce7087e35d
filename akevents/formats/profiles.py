"""For whom a file is: which columns, people and sheets it shows. The built-in profiles, and those a working group saves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from akevents.errors import UnknownProfile
from akevents.formats.columns import (
    CHECK,
    COLUMNS,
    HEADER_LIMIT,
    PROFILES,
    QUESTION_WIDTH,
    STATUS_WORDS,
    Column,
    ColumnKind,
    QuestionColumn,
    Row,
    carried_text,
    cut_to,
)

PARTICIPANTS, WAITING, CANCELLED = "Teilnehmende", "Warteliste", "Abgemeldet"
TOPICS, SUMMARY, SIGNATURES = "Fragen", "Zusammenfassung", "Anwesenheitsliste"
SHEETS = (PARTICIPANTS, WAITING, CANCELLED, TOPICS, SUMMARY, SIGNATURES)
QUESTIONS = "questions"  # stands for one column for each of the event's own questions
OWN_SHEET = {WAITING: "waitlisted", CANCELLED: "cancelled"}
LISTS = (PARTICIPANTS, *OWN_SHEET)
REMOVED_ADDRESS = "(Adresse entfernt)"

_ONLY_ON_SHEET = {"waitlisted_at": WAITING, "cancelled_at": CANCELLED}


@dataclass(frozen=True, slots=True)
class Profile:
    """What a file shows. `columns` are keys of COLUMNS and QUESTIONS; `statuses` are who stands on Teilnehmende, except
    those who have a sheet of their own. Without `keeps_addresses` whatever looks like one is taken out of every text."""

    label: str
    columns: frozenset[str]
    statuses: frozenset[str] = frozenset({"confirmed"})
    sheets: tuple[str, ...] = SHEETS
    keeps_addresses: bool = True
    only_consenting: bool = False

    @property
    def can_come_back(self) -> bool:
        """Whether its files can be edited and read in again."""
        return {"number", CHECK} <= self.columns


def _built_in(key: str, sheets: tuple[str, ...] = SHEETS) -> Profile:
    columns = {column.key for column in COLUMNS if key in column.profiles}
    asked = {QUESTIONS} if key != "teilnehmendenliste" else set()
    return Profile(PROFILES[key], frozenset(columns | asked), sheets=sheets)


BUILT_IN: dict[str, Profile] = {
    "moderation": _built_in("moderation"),
    # A speaker needs who comes and what they ask, not who withdrew or hopes for a place.
    "referent": replace(_built_in("referent", (PARTICIPANTS, TOPICS, SUMMARY, SIGNATURES)), keeps_addresses=False),
    # Every other sheet would show, or count, people who did not agree to be listed.
    "teilnehmendenliste": replace(
        _built_in("teilnehmendenliste", (PARTICIPANTS,)), keeps_addresses=False, only_consenting=True
    ),
    "vollstaendig": _built_in("vollstaendig"),
}


def profile_of(profile: str | Profile) -> Profile:
    """The built-in profile of this name; a profile is itself. Raises UnknownProfile."""
    if isinstance(profile, Profile):
        return profile
    if profile not in BUILT_IN:
        raise UnknownProfile(profile)
    return BUILT_IN[profile]


def statuses_on(profile: Profile, sheet: str) -> frozenset[str]:
    """Who stands on a sheet. Everybody stands on one list at most, and whoever signs has a place."""
    if sheet not in profile.sheets:
        return frozenset()
    if sheet == PARTICIPANTS:
        return profile.statuses - {status for name, status in OWN_SHEET.items() if name in profile.sheets}
    return frozenset({"confirmed" if sheet == SIGNATURES else OWN_SHEET[sheet]})


def statuses_in(profile: Profile) -> frozenset[str]:
    """Who stands on any of the lists: the rows of a CSV file."""
    return frozenset().union(*(statuses_on(profile, sheet) for sheet in LISTS))


def columns_for(
    profile: str | Profile, questions: Sequence[QuestionColumn] = (), sheet: str = PARTICIPANTS
) -> tuple[Column, ...]:
    """The columns a profile shows on a sheet, in fixed order, then one per question, the check column last.

    Headers fit an Excel table: one line, never empty, at most 255 UTF-16 units, unique whatever the case ("Thema",
    "Thema (2)"). The header of the check column says which others there were. Raises UnknownProfile."""
    chosen = profile_of(profile)
    shown = [c for c in COLUMNS if c.key in chosen.columns and _ONLY_ON_SHEET.get(c.key, sheet) == sheet]
    asked = [_question_column(each) for each in questions] if QUESTIONS in chosen.columns else []
    check = [_check_column(column, shown, len(asked)) for column in shown if column.key == CHECK]
    return _with_unique_headers([*(column for column in shown if column.key != CHECK), *asked, *check])


def is_check_header(words: str) -> bool:
    return _CHECK_HEADER.fullmatch(words.strip()) is not None


def columns_beside(check_header: str) -> tuple[tuple[Column, ...], int]:
    """Which columns stood beside a check column with this header, and how many questions."""
    found = _CHECK_HEADER.fullmatch(check_header.strip())
    letters, asked = found.groups() if found else ("", "0")
    pairs = zip(COLUMNS, ascii_lowercase, strict=False)
    return tuple(column for column, letter in pairs if letter in letters.lower()), int(asked)


_CHECK_HEADER = re.compile(r"Prüfzeichen \(([a-z]*)\+(\d{1,4})\)", re.IGNORECASE)


def _check_column(check: Column, shown: Sequence[Column], asked: int) -> Column:
    letters = "".join(ascii_lowercase[COLUMNS.index(column)] for column in shown if column is not check)
    return replace(check, header=f"{check.header} ({letters}+{asked})")


def rows_for(profile: str | Profile, rows: Iterable[Row]) -> Iterator[Row]:
    """The rows a profile may see, without the values it may not see, in the order given; one at a time.

    The participant list keeps confirmed people who agreed to be on it, and the address only of those who agreed to that
    as well. Outside the e-mail column, profiles without addresses also lose whatever looks like one: people type theirs
    into free fields. Raises UnknownProfile."""
    chosen = profile_of(profile)
    if chosen.keeps_addresses:
        return iter(rows)
    hidden = {column.key for column in COLUMNS} - chosen.columns - {"status"}
    if chosen.only_consenting:
        rows = (row for row in rows if row.get("status") == "confirmed" and row.get("list_consent") is True)
    return (_bare(row, hidden, shows_email="email" in chosen.columns) for row in rows)


def without_addresses(value: object) -> object:
    """The text, or each text of a list, with every word that looks like an address replaced."""
    if isinstance(value, list | tuple):
        return [without_addresses(part) for part in value]
    if isinstance(value, str) and ("@" in value or "\uff20" in value):
        return re.sub(r"\S+", lambda word: REMOVED_ADDRESS if "@" in word[0] or "\uff20" in word[0] else word[0], value)
    return value


def _bare(row: Row, hidden: set[str], *, shows_email: bool) -> Row:
    kept = {key: without_addresses(value) for key, value in row.items() if key not in hidden}
    if shows_email:
        kept["email"] = row.get("email") if row.get("consents_list_email") is True else None
    return kept


def _question_column(question: QuestionColumn) -> Column:
    header = " ".join(carried_text(question.label).split()) or f"Frage {question.id}"
    return Column(question.key, header, ColumnKind.TEXT, QUESTION_WIDTH, "questions", frozenset())


def _with_unique_headers(columns: Iterable[Column]) -> tuple[Column, ...]:
    taken: set[str] = set()
    unique = []
    for column in columns:
        header, copies = cut_to(column.header, HEADER_LIMIT), 1
        while header.casefold() in taken:
            copies += 1
            header = cut_to(column.header, HEADER_LIMIT - len(f" ({copies})")) + f" ({copies})"
        taken.add(header.casefold())
        unique.append(replace(column, header=header))
    return tuple(unique)


def own_profile(label: str, choice: dict[str, object]) -> Profile:
    """A saved choice as a profile. What is not known any more is left out; a Nr. brings its check column along."""
    columns = _known(choice.get("columns"), [*(column.key for column in COLUMNS), QUESTIONS])
    check = {CHECK} if "number" in columns else set()
    return Profile(
        label,
        frozenset(columns) | check,
        frozenset(_known(choice.get("statuses"), STATUS_WORDS)),
        _known(choice.get("sheets"), SHEETS),
    )


def _known(chosen: object, possible: Iterable[str]) -> tuple[str, ...]:
    """Those of the possible words that were chosen, in their fixed order."""
    return tuple(each for each in possible if isinstance(chosen, list | tuple) and each in chosen)
