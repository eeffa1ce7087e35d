"""The German sentences that more than one place needs. Tone: what happened, what to do next; no blame, no codes."""

from akevents import errors

LABELS = {
    "first_name": "Vorname",
    "last_name": "Nachname",
    "email": "E-Mail",
    "institution": "Institution oder Kommune",
    "function": "Funktion",
    "is_member": "Mitglied im {organization}",
    "topic": "Was möchten Sie besprechen?",
    "accessibility_needs": "Brauchen Sie etwas, um gut teilnehmen zu können?",
    "request_reason": "Warum erst jetzt? Die Moderation entscheidet.",
    "note": "Notiz, nur für die Moderation",
    "password": "Passwort",
    "language": "Sprache unserer E-Mails",
}

# Short names of the same fields, for the list of errors.
FIELD_NAMES = {
    **LABELS,
    "language": "Sprache",
    "institution": "Institution",
    "is_member": "Mitglied",
    "topic": "Besprechungswunsch",
    "accessibility_needs": "Bedarf",
    "request_reason": "Begründung",
    "note": "Notiz",
}

CONSENTS = {
    "name_on_list": "Mein Name und meine Institution dürfen auf der Teilnahmeliste stehen.",
    "email_on_list": "Auch meine E-Mail-Adresse darf auf der Teilnahmeliste stehen.",
    "invitations": "Laden Sie mich zu weiteren Veranstaltungen ein.",
    "recording": "Ich bin mit der Aufzeichnung einverstanden. Zweck: {purpose}",
}
CONSENTS_SHORT = {
    "name_on_list": "Name auf der Teilnahmeliste",
    "email_on_list": "E-Mail auf der Teilnahmeliste",
    "invitations": "Einladungen",
    "recording": "Aufzeichnung",
}
CONSENT_VERSION = "2026-11"  # changes with the sentences above; stored with each consent

MEMBER = {True: "Ja", False: "Nein", None: "Keine Angabe"}

REGISTRATION_STATUS = {
    "pending": "unbestätigt",
    "requested": "angefragt",
    "confirmed": "bestätigt",
    "waitlisted": "auf der Warteliste",
    "cancelled": "storniert",
}

EVENT_STATUS = {"draft": "Entwurf", "published": "veröffentlicht", "cancelled": "abgesagt"}
EVENT_FORMAT = {"online": "Online", "on_site": "Vor Ort", "hybrid": "Vor Ort und online"}
PARTICIPANT_LIST = {"nobody": "für niemanden", "consenting": "für alle, die selbst darauf stehen wollen"}
# What can change at an event; "time" and "place" are several columns that people read as one thing.
EVENT_LINES = {
    "title": "Titel",
    "kind": "Art",
    "summary": "Kurzbeschreibung",
    "text": "Text",
    "announcement": "Ankündigung",
    "time": "Zeit",
    "place": "Ort",
    "format": "Form",
    "joining_url": "Link zum Raum",
    "dial_in": "Einwahl",
    "joining_link_at": "Link sichtbar ab",
    "joining_opens_minutes": "Raum öffnet (Minuten vor Beginn)",
    "categories": "Kategorien",
    "moderation": "Moderation",
    "speakers": "Mitwirkende",
    "registration_opens_at": "Anmeldung ab",
    "deadline_at": "Anmeldeschluss",
    "capacity": "Plätze",
    "has_waiting_list": "Warteliste",
    "confirms_addresses": "Adressen bestätigen lassen",
    "shows_places": "Freie Plätze zeigen",
    "allows_late_requests": "Nachmeldungen",
    "is_recorded": "Aufzeichnung",
    "recording_purpose": "Zweck der Aufzeichnung",
    "participant_list": "Teilnehmendenliste",
    "discussion": "Fragen zur Diskussion",
    "materials": "Materialien",
    "reminds_day_before": "Erinnerung am Tag vorher",
    "reminds_hour_before": "Erinnerung eine Stunde vorher",
    "retention_days": "Tage bis zur Löschung",
    "questions": "Zusatzfragen",
}
# The same things where nothing is set; "" is for all others.
EVENT_UNSET = {
    "": "keine Angabe",
    "joining_url": "kein Link",
    "dial_in": "keine Einwahl",
    "joining_link_at": "nach dem Anmeldeschluss",
    "registration_opens_at": "ab Veröffentlichung",
    "deadline_at": "bis zum Beginn",
    "capacity": "unbegrenzt",
    "confirms_addresses": "sobald Mails hinausgehen",
    "questions": "keine",
}
EVENT_YES_NO = {True: "ja", False: "nein"}
# Before and after where the words would be the same, or may not be told; "" is for all others.
EVENT_REWORDED = {
    "": ("bisherige Fassung", "neue Fassung"),
    "joining_url": ("bisheriger Link", "neuer Link"),
    "dial_in": ("bisherige Einwahl", "neue Einwahl"),
}
EVENT_LINK = "ein Link"
EVENT_DIAL_IN = "eine Einwahl"
ANSWERS_LOST = {1: "eine Antwort geht verloren", 2: "{count} Antworten gehen verloren"}  # with removed questions
EVENT_REWRITTEN = "geändert"  # in the protocol, which holds neither long texts nor names

MAIL_STATUS = {"queued": "wartet", "sending": "wird gesendet", "sent": "gesendet", "failed": "nicht zustellbar",
               "kept": "aufgehoben", "stopped": "angehalten"}  # fmt: skip
ROLE = {"moderator": "Moderation", "helper": "Check-in"}
QUESTION_KIND = {
    "text": "Text",
    "long_text": "Langer Text",
    "single_choice": "Eine Auswahl",
    "multiple_choice": "Mehrfachauswahl",
    "yes_no": "Ja oder nein",
    "number": "Zahl",
    "date": "Datum",
}
PRESENCE = {"there": "Da", "not_there": "Nicht da"}  # of those with a place
# How it became known that somebody was there.
ARRIVAL = {
    "door": "am Einlass nach Namen",
    "code": "am Einlass mit Ticket",
    "link": "mit Klick in den Raum",
    "afterwards": "nachgetragen",
}
INSTITUTION_KIND = {
    "municipality": "Stadt oder Gemeinde",
    "district": "Kreis",
    "development_agency": "Wirtschaftsförderungs-GmbH",
    "university": "Hochschule",
    "other": "Sonstige",
}

# What visitors read in each state of an event. {…} is filled by wording.state_sentence().
STATE_SENTENCES = {
    "draft": "Diese Veranstaltung ist noch nicht veröffentlicht.",
    "not_open_yet": "Die Anmeldung öffnet am {opens}.",
    "open": "Anmeldung bis {deadline}{places}.",
    "full_with_waiting_list": "Die Veranstaltung ist ausgebucht. Sie können sich auf die Warteliste setzen lassen.",
    "full": "Die Veranstaltung ist ausgebucht.",
    "closed": "Buchungen sind für diese Veranstaltung nicht mehr möglich.",
    "running": "Die Veranstaltung läuft gerade.",
    "past": "Die Veranstaltung ist vorbei. Buchungen sind für diese Veranstaltung nicht mehr möglich.",
    "cancelled": "Die Veranstaltung wurde abgesagt.{reason}",
}
# Badge words, at most 26 characters.
STATE_BADGES = {
    "draft": "Entwurf",
    "not_open_yet": "Öffnet am {opens_short}",
    "open": "Anmeldung offen",
    "full_with_waiting_list": "Ausgebucht",
    "full": "Ausgebucht",
    "closed": "Anmeldung beendet",
    "running": "Läuft gerade",
    "past": "Vorbei",
    "cancelled": "Abgesagt",
}

# One wrong field. {name} is its short name, {limit} the number in the problem.
PROBLEMS = {
    "missing_first_name": "Bitte geben Sie Ihren Vornamen ein.",
    "missing_last_name": "Bitte geben Sie Ihren Nachnamen ein.",
    "missing_email": "Bitte geben Sie Ihre E-Mail-Adresse ein.",
    "missing_institution": "Bitte geben Sie an, woher Sie kommen.",
    "missing_request_reason": "Bitte sagen Sie der Moderation kurz, warum Sie sich erst jetzt anmelden.",
    "missing_answer": "Bitte beantworten Sie diese Frage.",
    "too_long": "Bitte kürzen Sie auf höchstens {limit} Zeichen.",
    "email_without_at": "In der Adresse fehlt das @.",
    "email_without_name": "Vor dem @ fehlt der Name.",
    "email_without_ending": "Nach dem @ fehlt die Endung, zum Beispiel „.de“.",
    "email_several": "Bitte geben Sie nur eine Adresse ein.",
    "email_invalid": "Diese Adresse kann keine Post empfangen. Bitte prüfen Sie die Schreibweise.",
    "control_characters": "Bitte entfernen Sie die unsichtbaren Zeichen, die beim Einfügen mitgekommen sind.",
    "too_many_colleagues": "Über einen Link können höchstens {limit} weitere Personen angemeldet werden.",
    "not_a_choice": "Bitte wählen Sie eine der Möglichkeiten.",
    "not_a_number": "Bitte geben Sie eine Zahl ein.",
    "minutes_out_of_range": "Bitte geben Sie eine Zahl von 0 bis {limit} ein.",
    "ends_before_start": "Das Ende liegt vor dem Beginn.",
    "deadline_after_start": "Der Anmeldeschluss liegt nach dem Beginn.",
    "opens_after_deadline": "Die Anmeldung öffnet erst nach dem Anmeldeschluss.",
    "start_is_over": "Der Beginn liegt in der Vergangenheit.",
    "deadline_is_over": "Der Anmeldeschluss ist schon vorbei.",
    "missing_title": "Es fehlt der Titel.",
    "missing_text": "Es fehlt der Text, der sagt, worum es geht.",
    "missing_location": "Es fehlt der Ort; bei Online-Veranstaltungen zum Beispiel „Online“.",
    "missing_recording_purpose": "Es fehlt der Zweck der Aufzeichnung; ohne ihn kann niemand einwilligen.",
    "missing_reason": "Bitte nennen Sie den Grund; er steht auf der Seite und in der Nachricht an die Angemeldeten.",
    "not_a_link": "Bitte geben Sie eine Adresse ein, die mit https:// beginnt.",
    "promised_sooner": "Den Angemeldeten ist eine frühere Löschung zugesagt; die Frist kann nur kürzer werden.",
    "not_a_date": "Bitte geben Sie ein Datum wie 2.3.2022 ein.",
    "missing_day": "Bitte wählen Sie den Tag.",
    "missing_announcement": "Bitte fügen Sie den Text der Ankündigung ein, oder beginnen Sie ohne.",
    "missing_working_group": "Bitte wählen Sie den Arbeitskreis.",
    "missing_time": "Bitte nennen Sie die Uhrzeit.",
    "skipped_time": "Diese Uhrzeit gibt es an diesem Tag nicht: Die Uhr springt über sie hinweg, weil die Sommerzeit beginnt.",
    "missing_dates": "Bitte nennen Sie mindestens einen Tag.",
    "too_many_dates": "Bitte legen Sie höchstens {limit} Termine auf einmal an.",
    "repeated_date": "Ein Tag steht zweimal in der Liste. Bitte ändern oder entfernen Sie einen davon.",
    "missing_label": "Bitte geben Sie die Frage ein.",
    "too_few_choices": "Bitte geben Sie mindestens zwei verschiedene Möglichkeiten ein.",
    "condition_not_earlier": "Die Bedingung braucht eine Frage, die vorher steht.",
    "condition_unanswerable": "Bitte wählen Sie, bei welcher Antwort diese Frage gestellt wird.",
    "kind_has_answers": "Auf diese Frage haben schon Angemeldete geantwortet; die Art der Antwort kann sich nicht mehr "
    "ändern.",
    "missing_name": "Bitte geben Sie einen Namen ein.",
    "missing_their_email": "Bitte geben Sie die E-Mail-Adresse der Person ein.",
    "missing_role": "Bitte geben Sie der Person mindestens eine Rolle.",
    "slug_taken": "Diesen Namen in der Adresse gibt es schon.",
    "missing_link_label": "Bitte schreiben Sie, für wen der Link ist.",
    "expiry_is_over": "Der letzte Tag des Links ist schon vorbei.",
    "password_short": "Bitte wählen Sie ein Passwort mit mindestens {limit} Zeichen.",
    "password_long": "Bitte wählen Sie ein Passwort mit höchstens {limit} Zeichen.",
    "passwords_differ": "Die beiden Passwörter sind nicht gleich.",
    "missing_profile_name": "Bitte geben Sie der Zusammenstellung einen Namen.",
    "profile_name_taken": "Diesen Namen hat schon eine andere Zusammenstellung.",
    "missing_columns": "Bitte wählen Sie mindestens eine Spalte.",
    "missing_sheets": "Bitte wählen Sie mindestens ein Blatt.",
    "missing_statuses": "Bitte wählen Sie, wer auf dem Blatt Teilnehmende steht.",
    "missing_rating": "Bitte wählen Sie, wie nützlich der Abend war.",
    "missing_running_order": "Bitte schreiben Sie mindestens eine Zeile.",
    "line_no_minutes": "Zeile {detail} beginnt weder mit Minuten noch mit einer Uhrzeit.",
    "line_no_time": "Die Uhrzeit in Zeile {detail} gibt es nicht.",
    "line_not_in_evening": "Die Uhrzeit in Zeile {detail} liegt nicht zwischen Beginn und Ende der Veranstaltung.",
    "line_out_of_order": "Die Uhrzeit in Zeile {detail} liegt vor einer Uhrzeit darüber.",
    "line_no_title": "In Zeile {detail} fehlt, was geschieht.",
    "line_too_long": "Bitte kürzen Sie Zeile {detail}.",
    "line_too_many": "Zeile {detail} ist eine zu viel.",
    "missing_question": "Bitte schreiben Sie Ihre Frage.",
    "question_too_long": "Die Frage hat {detail} Zeichen. Bitte kürzen Sie auf höchstens {limit}.",
    "too_many_questions": "Mehr als {limit} Fragen einer Person nimmt die Liste nicht auf.",
    "missing_subject": "Bitte schreiben Sie einen Betreff.",
    "nobody_chosen": "Auf Ihre Auswahl trifft niemand zu. Bitte ändern Sie sie.",
    "missing_body": "Bitte schreiben Sie einen Text.",
    "unknown_placeholder": "Den Platzhalter {detail} gibt es in dieser Mail nicht.",
    "single_brace": "Eine geschweifte Klammer steht allein. Platzhalter stehen zwischen zweien, zum Beispiel {{Vorname}}.",
}

ERRORS: dict[type[errors.AkeventsError], str] = {
    errors.InvalidRequest: "Bitte prüfen Sie {count}. Es ist noch nichts gesendet.",
    errors.EventNotFound: "Diese Veranstaltung gibt es nicht oder nicht mehr.",
    errors.RegistrationNotOpenYet: "Die Anmeldung öffnet am {opens}. Bitte kommen Sie dann wieder.",
    errors.RegistrationClosed: "Buchungen sind für diese Veranstaltung nicht mehr möglich. Anmeldeschluss war am "
    "{since}. Ihre Eingaben stehen noch im Formular.",
    errors.EventFull: "Die Veranstaltung ist inzwischen ausgebucht. Ihre Eingaben stehen noch im Formular.",
    errors.EventCancelled: "Die Veranstaltung wurde abgesagt. Eine Anmeldung ist nicht mehr nötig.",
    errors.AlreadyRegistered: "Diese Adresse ist für diese Veranstaltung schon angemeldet. Ändern oder absagen können "
    "Sie über Ihren persönlichen Link.",
    errors.RegistrationNotFound: "Dieser Link führt zu keiner Anmeldung. Bitte prüfen Sie, ob er vollständig ist; "
    "nach der Löschfrist gilt er nicht mehr.",
    errors.LinkExpired: "Dieser Link gilt nicht mehr. Sie können sich einen neuen schicken lassen.",
    errors.MailNotSetUp: "Hier ist kein Mailversand eingerichtet. Bitte wenden Sie sich an die Moderation.",
    errors.NotPossibleNow: "Das ist bei dieser Anmeldung nicht mehr möglich; sie hat jetzt den Stand „{status}“.",
    errors.NotPossibleForEvent: "Das ist beim jetzigen Stand dieser Veranstaltung nicht möglich. Bitte sehen Sie sich den "
    "neuen Stand an.",
    errors.CancellationSent: "Die ersten Absagen sind schon hinausgegangen, deshalb bleibt die Veranstaltung abgesagt. Sie "
    "können einen neuen Termin anlegen.",
    errors.ContradictoryText: "Der Text passt nicht zu den Angaben der Veranstaltung. Bitte gleichen Sie ihn an, oder "
    "veröffentlichen Sie trotzdem.",
    errors.ChangedMeanwhile: "Jemand anderes hat das inzwischen geändert. Bitte sehen Sie sich den neuen Stand an.",
    errors.AudienceChanged: "Ihre Auswahl trifft inzwischen auf {people} zu. Es ist noch nichts gesendet; Ihr Text steht "
    "noch da.",
    errors.MailNotFound: "Diese E-Mail gibt es hier nicht oder nicht mehr.",
    errors.MailNotPossible: "Das geht mit dieser E-Mail nicht; sie hat jetzt den Stand „{status}“.",
    errors.MailPointless: "Diese E-Mail geht nicht noch einmal hinaus: {reason}.",
    errors.DraftTooLarge: "Das ist zu viel Text, um ihn vor dem Speichern zu sichern. Bitte speichern Sie, oder kürzen Sie "
    "den Text.",
    errors.NotSignedIn: "Bitte melden Sie sich an.",
    errors.NotAllowed: "Das gehört zu einer anderen Rolle. Bitte fragen Sie die Verwaltung.",
    errors.WrongPassword: "Adresse oder Passwort stimmt nicht.",
    errors.SignInLinkExpired: "Dieser Anmeldelink gilt nicht mehr. Bitte lassen Sie sich einen neuen geben "
    "(akevents moderator link).",
    errors.FormExpired: "Das Formular war zu alt. Bitte senden Sie es noch einmal ab.",
    errors.TooManyAttempts: "Das waren zu viele Versuche. Bitte warten Sie {seconds} Sekunden.",
    errors.UnknownModerator: "Eine Person mit dieser Adresse moderiert hier nicht.",
    errors.UnknownWorkingGroup: "Diesen Arbeitskreis gibt es nicht.",
    errors.UnknownCategory: "Zu diesem Thema gibt es keinen Kalender. Die Seite „Kalender“ nennt alle, die es gibt.",
    errors.PersonNotFound: "Diese Person gibt es hier nicht oder nicht mehr.",
    errors.LastAdministrator: "Eine Person muss die Verwaltung behalten. Bitte geben Sie sie zuerst jemand anderem.",
    errors.DiscussionClosed: "{sentence}",
    errors.QuestionNotFound: "Diese Frage steht hier nicht mehr. Die Liste zeigt den neuen Stand.",
    errors.FeedbackClosed: "Rückmeldungen nimmt diese Seite nach dem Ende der Veranstaltung zwei Wochen lang entgegen.",
    errors.CertificateNotYet: "Bescheinigungen gibt es nach dem Ende der Veranstaltung für alle, die da waren.",
    errors.CertificateNotFound: "Diese Bescheinigung gibt es noch nicht. Auf „Meine Anmeldung“ stellen Sie sie aus.",
    errors.TicketNotFound: "Diesen Code gibt es bei dieser Veranstaltung nicht. Bitte vergleichen Sie ihn mit dem Ticket oder "
    "suchen Sie den Namen.",
    errors.TicketForAnotherEvent: "Dieses Ticket gilt für eine andere Veranstaltung.",
    errors.SpeakerLinkNotFound: "Dieser Link gilt nicht oder nicht mehr. Bitte lassen Sie sich von der Moderation einen "
    "neuen geben.",
    errors.UnknownProfile: "Diese Zusammenstellung gibt es nicht.",
    errors.DatabaseBusy: "Gerade ist sehr viel los. Es ist nichts gespeichert; bitte versuchen Sie es noch einmal.",
    errors.StorageFull: "Der Speicher des Servers ist voll. Es ist nichts gespeichert; bitte sagen Sie es dem Betrieb.",
    errors.PortInUse: "Unter dieser Nummer läuft schon ein Programm.",
    errors.UnreadableSettings: "Die Einstellungen sind nicht lesbar.",
    errors.UnreadableFile: "Die Datei ist nicht lesbar.",
    errors.FileTooBig: "Die Datei ist größer als {limit_mb} MB. Bitte lassen Sie Bilder und leere Blätter weg.",
    errors.TooManyRows: "Die Liste hat mehr als {limit} Zeilen. Bitte teilen Sie sie in mehrere Dateien.",
    errors.NoListInFile: "In der Datei steht keine Liste mit Namen und E-Mail-Adressen unter einer Kopfzeile. Bitte wählen "
    "Sie eine CSV- oder xlsx-Datei.",
    errors.ListRefused: "{sentence}",
    errors.WrongDatabase: "Die Datenbank passt nicht zu dieser Fassung.",
    errors.NotWithMail: "Die Uhr lässt sich nicht verstellen, solange Mails wirklich hinausgehen.",
}
UNEXPECTED = (
    "Da ist etwas schiefgegangen, das wir nicht erwartet haben. Bitte versuchen Sie es noch einmal. "
    "Wenn es wieder geschieht, nennen Sie uns die Nummer {number}."
)

# What the protocol says of each action.
ACTIONS = {
    "event_created": "hat die Veranstaltung angelegt",
    "question_added": "hat eine Frage zur Diskussion aufgenommen",
    "question_moderated": "hat eine Frage gezeigt, verborgen oder abgehakt",
    "question_merged": "hat zwei Fragen zusammengelegt",
    "direction_changed": "hat an der Regie des Abends geschrieben",
    "thanked": "hat den Dank an alle abgeschickt, die da waren",
    "institution_corrected": "hat eine Institution zugeordnet",
    "paper_taken": "hat Bescheinigungen oder die Anwesenheitsliste als PDF ausgegeben",
    "certificates_issued": "hat Bescheinigungen ausgestellt",
    "event_published": "hat die Veranstaltung veröffentlicht",
    "event_changed": "hat die Veranstaltung geändert",
    "event_cancelled": "hat die Veranstaltung abgesagt",
    "event_cancel_undone": "hat die Absage der Veranstaltung zurückgenommen",
    "exported": "hat eine Liste ausgegeben",
    "imported": "hat eine Liste eingelesen",
    "profile_saved": "hat eine Zusammenstellung für Listen gespeichert",
    "profile_deleted": "hat eine Zusammenstellung für Listen gelöscht",
    "data_deleted": "Personenbezogene Daten wurden gelöscht",
    "added": "hat eine Person hinzugefügt",
    "noted": "hat eine Notiz geändert",
    "merged": "hat zwei Anmeldungen zusammengelegt",
    "told_apart": "hat zwei ähnliche Anmeldungen als zwei Personen erkannt",
    "checked_in": "hat eine Person eingecheckt",
    "check_in_undone": "hat einen Check-in zurückgenommen",
    "cancelled": "hat eine Anmeldung storniert",
    "late_request_accepted": "hat eine Nachmeldung angenommen",
    "late_request_declined": "hat eine Nachmeldung abgelehnt",
    "group_added": "hat einen Arbeitskreis angelegt",
    "group_changed": "hat einen Arbeitskreis geändert",
    "person_invited": "hat eine Person eingeladen",
    "roles_changed": "hat die Rollen einer Person geändert",
    "sign_in_link_made": "hat einen Anmeldelink ausgestellt",
    "person_removed": "hat eine Person entfernt",
    "message_queued": "hat eine Nachricht an viele geschrieben",
    "message_stopped": "hat eine Nachricht an viele angehalten",
    "mail_resent": "hat eine E-Mail noch einmal senden lassen",
    "mail_stopped": "hat eine E-Mail angehalten",
    "mail_text_changed": "hat den Text einer Mail geändert",
    "speaker_link_made": "hat einen Link für Vortragende angelegt",
    "speaker_link_revoked": "hat einen Link für Vortragende zurückgezogen",
}
