import { graphql, type ResultOf } from "~/shared/graphql/gql";

export const calendarFragment = graphql(`
  fragment WorkCalendarFacts on WorkCalendar @_unmask {
    timeZone
    weekend
    holidays { day name }
    workdays { day name }
  }
`);

export type Calendar = ResultOf<typeof calendarFragment>;

/** A day with its name as the form holds it. */
export interface DayValues {
  key: string;
  day: string | null;
  name: string;
}

export const emptyDay = (): DayValues => ({ key: crypto.randomUUID(), day: null, name: "" });

/** The days of one year, as the form holds them. */
export const daysOf = (days: Calendar["holidays"], year: number): DayValues[] => days.filter(({ day }) => day.startsWith(`${year}-`)).map(({ day, name }) => ({ key: day, day, name }));

/** The days as the schema's input, in order. */
export const dayInputs = (days: readonly DayValues[]) => days.map(({ day, name }) => ({ day: day ?? "", name: name.trim() }));

/** The seven days of a week from Monday, as numbers from Sunday 0. */
export const week = [1, 2, 3, 4, 5, 6, 0] as const;

/** A day of the week by its number; the second of January 2000 was a Sunday. */
export const dayOfWeek = (number: number): number => Date.UTC(2000, 0, 2 + number);
