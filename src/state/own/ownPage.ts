import { create } from "zustand";
import type { OwnPage } from "../../domain/board/ownRequests.ts";

/** What is on the screen of the reader's own layers, beside what the board says. */
export const useOwnPage = create<Omit<OwnPage, "counts">>()(() => ({ table: null, looked: null, near: [] }));
