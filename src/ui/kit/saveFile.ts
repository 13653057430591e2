/** Hands a file to the browser's own download. */
export function saveFile(name: string, content: Blob) {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has been taken over by then; keeping the address would keep the bytes.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
