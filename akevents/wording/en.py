"""English sentences for the command line, one for each refusal; people at a terminal get facts and names of things."""

from akevents import errors

ERRORS: dict[type[errors.AkeventsError], str] = {
    errors.InvalidRequest: "These values cannot be used: {fields}.",
    errors.EventNotFound: "There is no event with the address name {slug!r}; see 'akevents event list'.",
    errors.RegistrationNotOpenYet: "Registration for event {event_id} opens at {opens_at:%Y-%m-%d %H:%M} UTC.",
    errors.RegistrationClosed: "Registration for event {event_id} has been closed since {since:%Y-%m-%d %H:%M} UTC.",
    errors.EventFull: "Event {event_id} is full and keeps no waiting list.",
    errors.EventCancelled: "Event {event_id} was cancelled.",
    errors.AlreadyRegistered: "This address is registered for event {event_id} already.",
    errors.RegistrationNotFound: "There is no such registration.",
    errors.NotPossibleNow: "The registration is {status} by now; this step is not possible any more.",
    errors.NotPossibleForEvent: "Event {slug!r} is {status}; this step is not possible.",
    errors.CancellationSent: "Mails about the cancellation of event {slug!r} have left; it stays cancelled.",
    errors.ChangedMeanwhile: "Somebody else changed it meanwhile; nothing was written.",
    errors.NotSignedIn: "Nobody is signed in.",
    errors.NotAllowed: "This step belongs to another role.",
    errors.WrongPassword: "Address or password is wrong.",
    errors.SignInLinkExpired: "The sign-in link is not valid any more; make a new one with 'akevents moderator link'.",
    errors.FormExpired: "The form's token is missing or too old.",
    errors.TooManyAttempts: "Too many attempts; wait {retry_after_seconds} seconds.",
    errors.UnknownModerator: "Nobody moderates here with that address; see 'akevents moderator list'.",
    errors.UnknownWorkingGroup: "There is no working group {slug!r}.",
    errors.UnknownProfile: "There is no export profile {profile!r}.",
    errors.DatabaseBusy: "The database is locked or out of reach; nothing was written. Try again.",
    errors.StorageFull: "The disk is full; nothing was written.",
    errors.PortInUse: "Port {port} is in use; choose another with --port.",
    errors.UnreadableSettings: "The setting {variable} cannot be used: {reason}.",
    errors.UnreadableFile: "The file {path} cannot be used: {reason}.",
    errors.WrongDatabase: "The database cannot be used: {reason}.",
    errors.NotWithMail: "--as-of is refused while AKEVENTS_SMTP_URL is set: mail would go out with wrong dates.",
}
