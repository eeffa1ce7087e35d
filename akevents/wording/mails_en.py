"""What each mail says, in English, name for name as in mails.py. Placeholders keep their German names."""

import re

from akevents.wording import dates, dates_en

SUBJECTS = {
    "confirm_address": "Please confirm: {title}, {day}",
    "registered": "Registered: {title}, {day}",
    "registered_by_colleague": "Registered for you: {title}, {day}",
    "waitlisted": "Waiting list: {title}, {day}",
    "promoted": "You have a place: {title}, {day}",
    "already_registered": "You are registered already: {title}, {day}",
    "cancelled_by_participant": "Cancelled: {title}, {day}",
    "cancellation_undone": "Registered again: {title}, {day}",
    "cancelled_by_moderator": "Your registration was cancelled: {title}, {day}",
    "merged": "Two registrations, one place: {title}, {day}",
    "expired": "Your place is free again: {title}, {day}",
    "late_request_received": "Late request received: {title}, {day}",
    "late_request_accepted": "Late request accepted: {title}, {day}",
    "late_request_declined": "Late request not possible: {title}, {day}",
    "new_link": "Your new link: {title}, {day}",
    "event_changed": "Changed: {title}, {day}",
    "event_cancelled": "Called off: {title}, {day}",
    "joining_link": "Joining link: {title}, {day}",
    "reminder": "Reminder: {title}, {day}",
    "materials": "Materials: {title}, {day}",
    "thanks": "Thank you: {title}, {day}",
    "data_deleted": "Your data are deleted: {title}, {day}",
    "message": "{title}, {day}",
    "invitation": "{title}, {day}",
    "late_request_for_moderator": "Please decide: late request for {title}, {day}",
    "digest": "News of your events, {day}",
    "delivery_failed": "Not delivered: {title}, {day}",
}
NO_EVENT = "your events"

OPENING = "Hello {name},"

BODIES = {
    "confirm_address": "Please confirm your address on the page below.",
    "registered": "You are registered.",
    "registered_by_colleague": "{AngemeldetVon} has registered you for this event.",
    "waitlisted": "You are on the waiting list.",
    "promoted": "A place has become free, and it is yours.",
    "already_registered": "Another registration was sent with your address. You are registered already; nothing about your "
    "registration has changed. If this was not you, there is nothing you need to do.",
    "cancelled_by_participant": "You have cancelled your registration. Thank you for letting us know.",
    "cancellation_undone": "Your cancellation has been undone.",
    "cancelled_by_moderator": "The moderators have cancelled your registration. If you have questions, please reply to this "
    "mail.",
    "merged": "There were two registrations of yours for this event. Now there is one.",
    "expired": "Your address was not confirmed, so your place is free again.",
    "late_request_received": "The moderators have your late request. You will get the answer by e-mail.",
    "late_request_accepted": "Your late request has been accepted, you have a place.",
    "late_request_declined": "Late registration is not possible any more for this event.",
    "new_link": "Here is your new personal link. The earlier one no longer works.",
    "event_changed": "Please note what is new: something about this event has changed.",
    "event_cancelled": "This event will not take place. {Grund}",
    "joining_link": "This is how you get into the room.",
    "reminder": "We would like to remind you of this event.",
    "materials": "There are materials for this event.",
    "thanks": "Thank you for having been there.",
    "data_deleted": "As announced, we have deleted your data about this event.",
    "message": "",
    "invitation": "",
    "late_request_for_moderator": "Somebody asks for a late registration.",
    "digest": "This has happened since the last summary.",
    "delivery_failed": "One or more e-mails did not arrive and will not be tried again.",
}

STEPS = {
    "held": "We hold your place until {Frist}; after that it becomes free again.",
    "not_you": "If you have not registered, there is nothing you need to do.",
    "by_colleague": "{AngemeldetVon} has registered you.",
    "pending": "Please confirm on the page below that you will take part.",
    "requested": "Your late request is with the moderators.",
    "confirmed": "You have a place.",
    "waitlisted": "You are on the waiting list, number {Position} at the moment. A place that becomes free goes to whoever has "
    "waited longest; you will then get an e-mail.",
    "position": "Your number on the waiting list is {Position} at the moment. A place that becomes free goes to whoever has "
    "waited longest; you will then get an e-mail.",
    "cancelled": "Your registration is cancelled.",
    "decline": "If you cannot come, please cancel on the page below; the next person will get the place.",
    "undo": "Was this a mistake? Until {Frist} you can undo it on the page below.",
    "certificate": "You can issue a certificate of attendance on your own page.",
    "feedback": "How was it? You can tell us without your name on the page of the event: {Seite}",
    "again": "You can register again as long as registration is open: {Seite}",
    "reason": "{Grund}",
    "starts_day": "It starts on {Datum} at {Beginn}.",
    "starts_hour": "It starts soon, at {Beginn}.",
    "joining_later": "You will find the link to the room on the page below from {RaumAb}.",
    "dial_in": "Dial-in: {Einwahl}",
    "calendar": "The event is attached as a calendar file.",
    "calendar_link": "The attached calendar file adds the link to your calendar.",
    "calendar_changed": "The attached calendar file updates the event in your calendar. Your registration stays valid.",
    "calendar_removed": "The attached calendar file removes the event from your calendar.",
    "no_need": "You do not need to cancel.",
    "deleted_on": "Deleted on {Tag}.",
    "still_counted": "Only figures that name nobody remain.",
}
COLLEAGUE = "A colleague"

LINKS = {
    "mine": "See, change or cancel your registration",
    "confirm": "Confirm now",
    "look": "See your registration",
    "room": "The link to the room",
    "register": "Register",
    "unsubscribe": "Get no more invitations",
    "decide": "Decide now",
    "participants": "To the participants",
    "messages": "To the messages",
}

CHANGED = {  # what a mail tells (domain/event_change.py)
    "title": "Title",
    "time": "Time",
    "place": "Place",
    "format": "Format",
    "joining_url": "Link to the room",
    "dial_in": "Dial-in",
}
BEFORE, AFTER = "before: {words}", "now: {words}"

MODERATION = "Moderator: {name}"
CLOSING = "Your data will be deleted on {deleted_on}. Privacy: {base_url}/datenschutz"
CLOSING_DELETED = "Privacy: {base_url}/datenschutz"
CLOSING_INVITED = "You get this invitation because you allowed it when you registered for “{title}”."
CLOSING_MODERATOR = "You get this mail because you moderate events of {organization}."

COUNTED = {
    "registered": "New registrations",
    "cancelled": "Cancellations",
    "waiting": "On the waiting list",
    "requested": "Late requests that wait for you",
    "failed": "E-mails that were not delivered",
}
DELETED = {
    "registrations": "Registrations",
    "answers": "Answers to questions",
    "consents": "Consents",
    "mails": "E-mails to you",
}
FAILED_KIND, FAILED_COUNT = "Kind: {kind}", "Number: {count}"

KINDS = {
    "confirm_address": "confirm the address",
    "registered": "registration",
    "registered_by_colleague": "registration by a colleague",
    "waitlisted": "waiting list",
    "promoted": "moved up",
    "already_registered": "registered already",
    "cancelled_by_participant": "own cancellation",
    "cancellation_undone": "cancellation undone",
    "cancelled_by_moderator": "cancelled by the moderators",
    "merged": "merged",
    "expired": "not confirmed",
    "late_request_received": "late request",
    "late_request_accepted": "late request accepted",
    "late_request_declined": "late request declined",
    "new_link": "new link",
    "event_changed": "event changed",
    "event_cancelled": "event called off",
    "joining_link": "link to the room",
    "reminder": "reminder",
    "materials": "materials",
    "thanks": "thanks",
    "data_deleted": "data deleted",
    "message": "message",
    "invitation": "invitation",
    "late_request_for_moderator": "late request to decide",
    "digest": "summary",
    "delivery_failed": "not delivered",
}

# What a change is stored as, in German (domain/event_change.py), and what it is here.
PHRASES = {
    "kein Link": "no link",
    "ein Link": "a link",
    "bisheriger Link": "the earlier link",
    "neuer Link": "a new link",
    "keine Einwahl": "no dial-in",
    "eine Einwahl": "a dial-in",
    "bisherige Einwahl": "the earlier dial-in",
    "neue Einwahl": "a new dial-in",
    "Online": "Online",
    "Vor Ort": "On site",
    "Vor Ort und online": "On site and online",
    "keine Angabe": "not given",
    "bisherige Fassung": "the earlier version",
    "neue Fassung": "the new version",
}
_NAMES = dict(zip(dates.WEEKDAYS + dates.MONTHS, dates_en.WEEKDAYS + dates_en.MONTHS, strict=True))
_SHORT = {long[:2]: english for long, english in zip(dates.WEEKDAYS, dates_en.WEEKDAYS, strict=True)}
_NAME = re.compile(rf"\b(?:{'|'.join(_NAMES)})\b|\b(?:{'|'.join(_SHORT)})(?=, \d)")


def change_words(key: str, words: str) -> str:
    """Before or after of a change: days and fixed phrases in English, what people typed as they typed it."""
    if key != "time":
        return PHRASES.get(words, words)
    named = _NAME.sub(lambda found: _NAMES.get(found[0]) or _SHORT[found[0]], words)
    return re.sub(r"(\d)\. ", r"\1 ", named).replace(" Uhr bis ", " until ").replace(" Uhr", "")
