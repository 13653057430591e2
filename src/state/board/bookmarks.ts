import {
  addBookmark,
  type Bookmark,
  dropBookmark,
  openBookmark,
  renameBookmark,
} from "../../domain/board/bookmarks.ts";
import { editBoard, flyToCamera } from "../actions.ts";
import { presentBoard } from "./openBoard.ts";

let made = 0;

/** Keeps the view on the screen under a name; `isWhole` keeps layers, phase and questions with it. */
export function keepView(name: string, isWhole: boolean) {
  const { camera } = presentBoard();
  if (!camera) return;
  made += 1;
  const id = `view-${Date.now().toString(36)}-${made}`;
  editBoard((board) => addBookmark(board, { id, name, camera }, isWhole));
}

/** Goes to a kept view; a whole board takes the place of the open one, as one step of undo. */
export function goToView(bookmark: Bookmark) {
  if (bookmark.board) editBoard((board) => openBookmark(board, bookmark));
  flyToCamera(bookmark.camera);
}

export const renameView = (id: string, name: string) =>
  editBoard((board) => renameBookmark(board, id, name), `bookmark ${id}`);

export const dropView = (id: string) => editBoard((board) => dropBookmark(board, id));
