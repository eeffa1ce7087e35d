// Reads {name: file} from standard input and writes {reader: {name: [event, ...]}}: what two calendar libraries make of our
// files. Instants are seconds since 1970; a file that a library refuses gives its message instead of events.
import { text } from "node:stream/consumers";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

function byIcalJs(file) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid,
      sequence: event.sequence,
      status: component.getFirstPropertyValue("status"),
      starts_at: event.startDate.toUnixTime(),
      ends_at: event.endDate.toUnixTime(),
      title: event.summary,
      description: event.description ?? "",
      location: event.location ?? "",
    };
  });
}

function byNodeIcal(file) {
  const found = Object.values(nodeIcal.sync.parseICS(file)).filter((each) => each.type === "VEVENT");
  const textOf = (value) => value?.val ?? value ?? "";
  return found.map((event) => ({
    uid: event.uid,
    sequence: Number(event.sequence),
    status: event.status,
    starts_at: event.start.getTime() / 1000,
    ends_at: event.end.getTime() / 1000,
    title: textOf(event.summary),
    description: textOf(event.description),
    location: textOf(event.location),
  }));
}

function attempt(reader, file) {
  try {
    return reader(file);
  } catch (error) {
    return String(error);
  }
}

const files = JSON.parse(await text(process.stdin));
const readers = { "ical.js": byIcalJs, "node-ical": byNodeIcal };
const answer = Object.entries(readers).map(([name, reader]) => [
  name,
  Object.fromEntries(Object.entries(files).map(([file, content]) => [file, attempt(reader, content)])),
]);
process.stdout.write(JSON.stringify(Object.fromEntries(answer)));
