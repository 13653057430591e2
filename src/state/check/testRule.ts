import type { Selection } from "../../domain/board/board.ts";
import { standardCheck } from "../../domain/board/checkQuery.ts";
import { buildCheckInput } from "../../domain/board/checkRequests.ts";
import type { CheckResult } from "../../domain/check/conflict.ts";
import { saveRule } from "../../domain/check/editRules.ts";
import type { Rule, RuleTable } from "../../domain/check/rules.ts";
import { type Result, success } from "../../domain/result.ts";
import { answerRequest } from "../answers.ts";
import { useAtlas } from "../store.ts";
import { readCheckSources } from "./checkView.ts";

let tests = 0;

/**
 * What one rule would say if it were the only one, of what the board tests; of a selected feature alone, as project or
 * as zone, where one is given. Refuses a rule that could not be saved.
 */
export async function testRule(
  table: RuleTable,
  rule: Rule,
  about: Selection | null,
): Promise<Result<CheckResult>> {
  const alone = { ...table, rules: [] };
  const tried = saveRule(alone, null, { ...rule, enabled: true });
  if (!tried.ok) return tried;
  const { board } = useAtlas.getState();
  const query = { ...(board.check ?? standardCheck), rules: tried.value };
  // A selected feature may be a zone: then it is held against the whole plan.
  const asked = about ? { ...query, subjects: standardCheck.subjects, zoneKinds: null } : query;
  tests += 1;
  const found = await answerRequest<CheckResult>({
    // Under a name of its own: nobody asks for it again, and it must not push out answers of the board.
    key: JSON.stringify(["ruleTest", tests]),
    kernel: "conflicts",
    input: buildCheckInput(board, asked, readCheckSources(table)),
  });
  if (!found.ok || !about) return found;
  const key = `${about.dataset}/${about.id}`;
  const conflicts = found.value.conflicts.filter(({ subject, zone }) => subject === key || zone === key);
  return success({ ...found.value, conflicts });
}
