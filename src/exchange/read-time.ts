import type { ServiceDate, Slot } from "../domain/slot.ts";
import { type DateFormat, hourOf, type Moment, momentOf, serviceOf } from "./dates.ts";
import type { Mapping, Setting } from "./mapping.ts";
import type { CellsByRole, Read } from "./read-place.ts";
import { textOf } from "./table.ts";
import { slotIn } from "./values.ts";

/** When a row was, in the words of the day of service. */
export interface Service {
  readonly serviceDate: ServiceDate;
  readonly slot: Slot;
}

/**
 * Reads the day of service and the slot of a row: the clock time of the date column or of a time column, moved to
 * the day of service (− 6 h); without a time, the day as it stands and the row's slot, or the mapping's.
 */
export function timeReader(mapping: Mapping, setting: Setting): (cells: CellsByRole) => Read<Service> {
  const { timeZone, today } = setting;
  return (cells) => {
    const moment = readMoment(cells, mapping, timeZone);
    if (!("value" in moment)) return moment;
    const slot = readSlot(cells);
    if (!("value" in slot)) return slot;
    const hour = readHour(cells, mapping, moment.value);
    if (!("value" in hour)) return hour;
    const service = serviceFrom(moment.value.date, hour.value, slot.value ?? mapping.slot);
    if (!service) return { role: "slot", code: "no_slot" };
    return service.serviceDate > today ? { role: "date", code: "date_in_future" } : { value: service };
  };
}

function serviceFrom(date: string, hour: number | null, slot: Slot | null): Service | undefined {
  if (hour === null) return slot === null ? undefined : { serviceDate: date as ServiceDate, slot };
  const told = serviceOf(date, hour);
  return { serviceDate: told.serviceDate, slot: told.slot };
}

function readMoment(cells: CellsByRole, mapping: Mapping, timeZone: string): Read<Moment> {
  const value = cells("date");
  if (textOf(value) === "") return { role: "date", code: "empty_date" };
  const moment = momentOf(value, mapping.dateFormat, timeZone);
  if (!moment) return { role: "date", code: "bad_date" };
  if (mapping.isDateAmbiguous) {
    const other: DateFormat = mapping.dateFormat === "DD/MM/YYYY" ? "MM/DD/YYYY" : "DD/MM/YYYY";
    const turned = momentOf(value, other, timeZone);
    if (turned && turned.date !== moment.date) return { role: "date", code: "ambiguous_date" };
  }
  return { value: moment };
}

/** The slot that the row names; null where it names none. */
function readSlot(cells: CellsByRole): Read<Slot | null> {
  const value = cells("slot");
  if (textOf(value) === "") return { value: null };
  const slot = slotIn(value);
  return slot === undefined ? { role: "slot", code: "bad_slot" } : { value: slot };
}

/** The hour of the time column, else of the date column; null where neither tells. */
function readHour(cells: CellsByRole, mapping: Mapping, moment: Moment): Read<number | null> {
  const value = cells("time");
  if (textOf(value) === "") return { value: mapping.usesClock ? moment.hour : null };
  const hour = hourOf(value);
  return hour === undefined ? { role: "time", code: "bad_time" } : { value: hour };
}
