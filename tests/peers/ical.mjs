// Reads a calendar file from stdin with ical.js and prints every date of it as JSON, as a calendar would show it.
import ICAL from "ical.js";
import { readFileSync } from "node:fs";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
const events = calendar.getAllSubcomponents("vevent").map((part) => new ICAL.Event(part));
const series = events.filter((event) => !event.isRecurrenceException());
for (const changed of events.filter((event) => event.isRecurrenceException())) {
  series.find((event) => event.uid === changed.uid).relateException(changed);
}
const said = (event, starts) => ({
  uid: event.uid,
  sequence: event.sequence,
  status: event.component.getFirstPropertyValue("status"),
  title: event.summary,
  wall: starts.toString(),
  moment: starts.toJSDate().toISOString(),
});
const dates = series.flatMap((event) => {
  if (!event.isRecurring()) return [said(event, event.startDate)];
  const found = [];
  const dates = event.iterator();
  for (let next = dates.next(); next; next = dates.next()) {
    const { item, startDate } = event.getOccurrenceDetails(next);
    found.push(said(item, startDate));
  }
  return found;
});
process.stdout.write(JSON.stringify(dates));
