/** Hours the official time of the country is ahead of universal time. */
const officialOffsetHours = 8;

/** The day it is now by official time, wherever the machine stands. ISO date. */
export const findToday = (now: Date = new Date()): string =>
  new Date(now.getTime() + officialOffsetHours * 3_600_000).toISOString().slice(0, 10);
