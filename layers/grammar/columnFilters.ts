import type { ExpressionSpecification, FilterSpecification } from "@maplibre/maplibre-gl-style-spec";
import type { ColumnCondition, ColumnFilter } from "../../src/domain/board/columnFilter.ts";

const comparisons: Partial<Record<ColumnCondition["operator"], string>> = {
  below: "<",
  atMost: "<=",
  above: ">",
  atLeast: ">=",
};

/** One condition as the map evaluates it; `passesConditions` says the same of rows. */
function buildCondition({ column, operator, value, to }: ColumnCondition): ExpressionSpecification {
  const cell = ["get", column];
  const text = ["to-string", cell];
  const isNumber = ["==", ["typeof", cell], "number"];
  const number = ["to-number", cell, 0];
  const given = value.trim() === "" ? Number.NaN : Number(value);
  const isEqual = [
    "case",
    isNumber,
    Number.isFinite(given) ? ["==", number, given] : false,
    ["==", text, value],
  ];
  const built =
    operator === "equals"
      ? isEqual
      : operator === "differs"
        ? ["!", isEqual]
        : operator === "contains"
          ? ["in", value.toLowerCase(), ["downcase", text]]
          : operator === "empty"
            ? ["==", text, ""]
            : operator === "filled"
              ? ["!=", text, ""]
              : operator === "between"
                ? ["all", isNumber, [">=", number, given], ["<=", number, Number(to)]]
                : ["all", isNumber, [comparisons[operator], number, given]];
  return built as ExpressionSpecification;
}

/** What a layer's conditions let through. */
export const buildColumnFilter = (filter: ColumnFilter): FilterSpecification =>
  ["all", ...filter.map(buildCondition)] as FilterSpecification;
