import { buildQrCode, buildQrPath } from "../../domain/qrCode.ts";

/** An address as a QR code, black on white in any theme; nothing where no code could carry it. */
export function QrPicture({ address, className }: { address: string; className?: string | undefined }) {
  const code = buildQrCode(address);
  if (!code.ok) return null;
  const { path, size } = buildQrPath(code.value);
  return (
    <svg className={className} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" aria-hidden="true">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
