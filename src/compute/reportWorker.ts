import { conflictFile } from "../data/conflictReport/conflictFile.ts";
import { reportTemplate } from "../data/conflictReport/reportTemplate.ts";
import { serveKernels } from "./serveKernels.ts";

/**
 * Runs the check and writes it as a file in a worker of its own: the writers are large and seldom asked for,
 * and a report of forty maps must not keep other questions waiting.
 */
serveKernels({ conflictFile, reportTemplate });
