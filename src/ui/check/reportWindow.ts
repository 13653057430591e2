const settleMilliseconds = 100;
const longestWaitMilliseconds = 20_000;

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A page of its own for the report, from which the browser prints to paper or PDF. */
export interface ReportWindow {
  /** Shows the report and opens the browser's print dialog on it. */
  show: (html: Blob) => void;
  close: () => void;
}

/** Opens the page, empty but for a line; null where the browser holds windows back. */
export function openReportWindow(waiting: string): ReportWindow | null {
  const page = window.open("", "_blank");
  if (!page) return null;
  page.document.body.textContent = waiting;
  return {
    show(html) {
      const address = URL.createObjectURL(html);
      page.location.replace(address);
      void printWhenReady(page, address);
    },
    close: () => page.close(),
  };
}

async function printWhenReady(page: Window, address: string) {
  const until = Date.now() + longestWaitMilliseconds;
  const isReady = () => page.location.href === address && page.document.readyState === "complete";
  while (!page.closed && !isReady() && Date.now() < until) await pause(settleMilliseconds);
  if (page.closed || !isReady()) return;
  await page.document.fonts.ready;
  page.print();
}
