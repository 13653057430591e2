/**
 * True while an input method composes: its Enter and arrows choose among its own candidates and are none of the
 * field's. Safari ends the composition before it sends the key, and then only the key code tells.
 */
export function isComposing(event: { nativeEvent: { isComposing: boolean; keyCode: number } }): boolean {
  return event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229;
}
