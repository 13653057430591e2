import { type Check, type CheckParty, keyOf, type NotTested } from "./conflict.ts";
import { formatShare } from "./measureWords.ts";
import { findKindTitle, findRules, type Rule, type UntestedZone } from "./rules.ts";
import { findInForce, findVersion } from "./ruleVersions.ts";

/** Kinds that occur on either side of a run. */
interface PresentKinds {
  subjects: readonly string[];
  zones: readonly string[];
}

/** Why a subject lies, in part or in full, where the atlas has not looked for zones; undefined where it does not. */
export function describePartlyTested(party: CheckParty, share: number): NotTested | undefined {
  if (share === 1) return undefined;
  const about = { about: keyOf(party), name: party.name };
  return share === 0
    ? {
        kind: "subject-outside",
        ...about,
        reason: {
          zh: "不在本图收集生态区的范围内，未检查",
          en: "It lies outside the area whose zones the atlas holds: not tested",
        },
      }
    : {
        kind: "subject-partly-outside",
        ...about,
        reason: {
          zh: `只有 ${formatShare(share)} 在本图收集生态区的范围内，其余 ${formatShare(1 - share)} 未检查`,
          en: `Only ${formatShare(share)} of it lies in the area whose zones the atlas holds; the other ${formatShare(1 - share)} was not tested`,
        },
      };
}

/** Pairs of kinds present on both sides that no enabled rule speaks of. */
export function listRuleGaps(check: Check, { subjects, zones }: PresentKinds): NotTested[] {
  return subjects.flatMap((activity) =>
    zones.flatMap((zone): NotTested[] => {
      if (findRules(check.rules, zone, activity).length > 0) return [];
      const [a, z] = [findKindTitle(check.rules, activity), findKindTitle(check.rules, zone)];
      return [
        {
          kind: "no-rule",
          about: `${activity} × ${zone}`,
          name: { zh: `${a.zh} × ${z.zh}`, en: `${a.en} × ${z.en}` },
          reason: { zh: "规则表对这一组合没有启用的规则", en: "No enabled rule speaks of this pair" },
        },
      ];
    }),
  );
}

function describeDays({ versions }: Rule): { zh: string; en: string } {
  const spans = versions.map(({ law, inForceFrom, inForceTo }) => ({
    zh: `《${law?.zh ?? ""}》${inForceFrom}${inForceTo ? ` 至 ${inForceTo}` : " 起"}`,
    en: `${law?.en ?? ""} ${inForceFrom}${inForceTo ? ` to ${inForceTo}` : " on"}`,
  }));
  return { zh: spans.map(({ zh }) => zh).join("；"), en: spans.map(({ en }) => en).join("; ") };
}

/**
 * Rules that could have spoken of a pair of kinds of which no rule of the day speaks: the law of that day was not
 * looked at. Where another rule of the day speaks of every such pair, a later or ended clause is no gap.
 */
export function listRulesWithoutLaw(check: Check, { subjects, zones }: PresentKinds): NotTested[] {
  const gaps = new Set(
    subjects.flatMap((activity) =>
      zones.flatMap((zone) => {
        const rules = findRules(check.rules, zone, activity);
        return rules.some((rule) => findVersion(rule, check.decisionDate)) ? [] : rules;
      }),
    ),
  );
  return [...gaps].flatMap((rule): NotTested[] => {
    const days = describeDays(rule);
    const newest = rule.versions.at(-1)!;
    return [
      {
        kind: "no-law-on-day",
        about: rule.id,
        name: newest.gist,
        reason: {
          zh: `规则表没有收录 ${check.decisionDate} 施行的条文（收录：${days.zh}）`,
          en: `The rule table holds no text in force on ${check.decisionDate} (held: ${days.en})`,
        },
      },
    ];
  });
}

/** Why a zone was not tested, with the clauses of the day that speak of it. */
function citeClauses({ reason, clauses }: UntestedZone, day: string): NotTested["reason"] {
  const held = clauses.filter((clause) => findInForce(clause, day) !== "no");
  if (held.length === 0) return reason;
  // Several rows of the law table may be of one article.
  const list = (language: "zh" | "en") => [...new Set(held.map(({ text }) => text[language]))];
  return {
    zh: `${reason.zh}（${list("zh").join("、")}）`,
    en: `${reason.en} (${list("en").join("; ")})`,
  };
}

/** Zones that the law or the plan speaks of and that have no place on the map, less those an own layer answers. */
export function listUntestedZones(check: Check): NotTested[] {
  const own = new Set(check.zones.map(({ kind }) => kind));
  const answered = new Set(
    check.rules.zoneKinds.filter(({ id, slot }) => slot && own.has(id)).flatMap(({ answers }) => answers),
  );
  return check.untestedZones.flatMap((zone): NotTested[] =>
    answered.has(zone.id)
      ? []
      : [
          {
            kind: "zone-not-on-map",
            about: zone.id,
            name: zone.name,
            reason: citeClauses(zone, check.decisionDate),
          },
        ],
  );
}
