import { type DataFiles, type Kernel, runSteps, type Steps } from "../kernel.ts";
import { type Result, success } from "../result.ts";
import { assembleCheck } from "./assembleCheck.ts";
import type { CheckResult } from "./conflict.ts";
import { mostOnPage } from "./cutResult.ts";
import { type ConflictsInput, collectCheck, conflicts } from "./kernels.ts";
import { blockSize, type CheckShare, testShareInSteps } from "./testShare.ts";

/** Part `share` of `of`, counted from 0, of the subjects of a check. */
export interface CheckShareInput {
  check: ConflictsInput;
  share: number;
  of: number;
}

/** A share on its way from one worker to another: the page between them copies nothing and looks at nothing. */
export interface PackedShare {
  numbers: Pick<CheckShare, "indices" | "columns" | "ground">;
  /** The rest as JSON. */
  rest: Uint8Array;
}

/**
 * Which of so many subjects a share is of. Blocks are dealt out in turn, since neighbours in a file are neighbours on
 * the ground and cost alike.
 */
export function dealSubjects(count: number, share: number, of: number): Uint32Array {
  const indices: number[] = [];
  for (let block = share * blockSize; block < count; block += of * blockSize)
    for (let index = block; index < Math.min(count, block + blockSize); index += 1) indices.push(index);
  return Uint32Array.from(indices);
}

export function packShare({ indices, columns, ground, ...rest }: CheckShare): PackedShare {
  return { numbers: { indices, columns, ground }, rest: new TextEncoder().encode(JSON.stringify(rest)) };
}

export const unpackShare = ({ numbers, rest }: PackedShare): CheckShare => ({
  ...(JSON.parse(new TextDecoder().decode(rest)) as Omit<CheckShare, keyof PackedShare["numbers"]>),
  ...numbers,
});

const bufferOf = (array: { buffer: ArrayBufferLike }) => array.buffer as ArrayBuffer;

function* shareInSteps(
  { check: input, share, of }: CheckShareInput,
  files: DataFiles,
): Steps<Result<PackedShare>> {
  const check = collectCheck(input, files);
  const indices = dealSubjects(check.subjects.length, share, of);
  return success(packShare(yield* testShareInSteps(check, indices, mostOnPage)));
}

/** One share of the ecology check, for a layer so large that several workers divide it. */
export const conflictsShare: Kernel<CheckShareInput, PackedShare> = {
  files: ({ check }) => conflicts.files(check),
  run: (input, files) => runSteps(shareInSteps(input, files)),
  steps: shareInSteps,
  transfer: ({ numbers: { indices, columns, ground }, rest }) => [
    bufferOf(indices),
    bufferOf(rest),
    ...Object.values(columns).map(bufferOf),
    ...ground.flatMap(({ value: { degrees, ringStarts, polygonStarts, areas } }) =>
      [degrees, ringStarts, polygonStarts, areas].map(bufferOf),
    ),
  ],
};

/**
 * Gives the same object for what says the same: thousands of proofs are of a few kinds, and what crosses to the page
 * as one object is read there once.
 */
function createIntern() {
  const kept = new Map<string, unknown>();
  return <T>(value: T): T => {
    const key = JSON.stringify(value);
    const known = kept.get(key) as T | undefined;
    if (known === undefined) kept.set(key, value);
    return known ?? value;
  };
}

function shareEqualParts(result: CheckResult): CheckResult {
  const intern = createIntern();
  return {
    ...result,
    conflicts: result.conflicts.map((conflict) => ({ ...conflict, rules: conflict.rules.map(intern) })),
    subjects: result.subjects.map((party) => ({ ...party, evidence: intern(party.evidence) })),
    notTested: result.notTested.map((entry) => ({ ...entry, reason: intern(entry.reason) })),
  };
}

/** Puts the shares of a check together to what `conflicts` answers, to the byte. */
export const conflictsWhole: Kernel<{ check: ConflictsInput; shares: readonly PackedShare[] }, CheckResult> =
  {
    files: ({ check }) => conflicts.files(check),
    run: ({ check, shares }, files) =>
      success(
        shareEqualParts(assembleCheck(collectCheck(check, files), shares.map(unpackShare), mostOnPage)),
      ),
  };
