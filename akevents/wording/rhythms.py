"""How often a working group meets, in words: "alle zwei Monate am ersten Mittwoch"."""

from akevents.wording import NUMBERS
from akevents.wording.dates import WEEKDAYS

ORDINALS = {1: "ersten", 2: "zweiten", 3: "dritten", 4: "vierten", -1: "letzten"}


def weekly(weeks: int, weekday: int) -> str:
    """ "alle zwei Wochen am Mittwoch"; Monday is 0."""
    return f"{_every(weeks, 'jede Woche', 'Wochen')} am {WEEKDAYS[weekday]}"


def nth_weekday(months: int, nth: int, weekday: int) -> str:
    """ "jeden Monat am letzten Freitag"; `nth` is 1 to 4, or -1 for the last."""
    return f"{_every(months, 'jeden Monat', 'Monate')} am {ORDINALS[nth]} {WEEKDAYS[weekday]}"


def day_of_month(months: int, day: int) -> str:
    """ "alle drei Monate am 15."."""
    return f"{_every(months, 'jeden Monat', 'Monate')} am {day}."


def _every(number: int, one: str, many: str) -> str:
    if number == 1:
        return one
    return f"alle {NUMBERS[number] if number < len(NUMBERS) else number} {many}"
