/** How a sign or a name gets on with others: gives way to all, to those that give way themselves, or to none. */
export type Overlap = "never" | "cooperative" | "always";

/** Left, bottom, right, top in points. */
export type Room = readonly [number, number, number, number];

const cell = 24;

/** What is taken on the sheet already, found by cell. */
export class RoomKeeper {
  private readonly cells = new Map<string, { room: Room; overlap: Overlap }[]>();

  private readonly bounds: Room;

  constructor(bounds: Room) {
    this.bounds = bounds;
  }

  private *cellsOf([left, bottom, right, top]: Room) {
    for (let x = Math.floor(left / cell); x <= Math.floor(right / cell); x += 1)
      for (let y = Math.floor(bottom / cell); y <= Math.floor(top / cell); y += 1) yield `${x} ${y}`;
  }

  isWithin(room: Room): boolean {
    const [left, bottom, right, top] = this.bounds;
    return room[0] >= left && room[1] >= bottom && room[2] <= right && room[3] <= top;
  }

  isFree(room: Room, overlap: Overlap): boolean {
    if (overlap === "always") return true;
    for (const key of this.cellsOf(room))
      for (const other of this.cells.get(key) ?? []) {
        if (overlap === "cooperative" && other.overlap !== "never") continue;
        const [left, bottom, right, top] = other.room;
        if (room[0] < right && room[2] > left && room[1] < top && room[3] > bottom) return false;
      }
    return true;
  }

  take(room: Room, overlap: Overlap) {
    for (const key of this.cellsOf(room)) {
      const taken = this.cells.get(key);
      if (taken) taken.push({ room, overlap });
      else this.cells.set(key, [{ room, overlap }]);
    }
  }
}
