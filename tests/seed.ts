/**
 * One seed for every property, so that a run that passed passes again; `FAST_CHECK_SEED=random` or a number
 * looks for more.
 */
import fc from "fast-check";

const asked = process.env.FAST_CHECK_SEED ?? "20211130";
if (asked !== "random") fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(asked) });
