import qrcode from "qrcode-generator";
import { failure, type Problem, type Result, success } from "./result.ts";

/** A QR code as rows of dark (true) and light modules, without the quiet zone of four modules round it. */
export type QrModules = readonly (readonly boolean[])[];

/** Bytes the largest code (version 40, level L) carries, ISO/IEC 18004 table 7. */
const mostBytes = 2_953;

/**
 * Encodes a text as a QR code (ISO/IEC 18004, byte mode, UTF-8) of the smallest version that carries it.
 * Short texts get correction level M, which survives a worn print; long ones level L.
 *
 * @returns the modules, or `qr-too-long` where no code carries the text.
 */
export function buildQrCode(text: string): Result<QrModules> {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > mostBytes)
    return failure<Problem>({
      code: "qr-too-long",
      zh: `链接长 ${bytes.length} 字节，二维码最多容纳 ${mostBytes} 字节`,
      en: `The link is ${bytes.length} bytes long; a QR code carries at most ${mostBytes}`,
    });
  const code = qrcode(0, bytes.length <= 600 ? "M" : "L");
  // The package takes one character a byte.
  code.addData(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""), "Byte");
  code.make();
  const size = code.getModuleCount();
  return success(
    Array.from({ length: size }, (_, row) =>
      Array.from({ length: size }, (_, column) => code.isDark(row, column)),
    ),
  );
}

/** The dark modules as the path of an SVG whose unit is one module, the quiet zone included. */
export function buildQrPath(modules: QrModules): { path: string; size: number } {
  const quiet = 4;
  const path = modules
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + quiet} ${y + quiet}h1v1h-1z` : "")))
    .join("");
  return { path, size: modules.length + 2 * quiet };
}
