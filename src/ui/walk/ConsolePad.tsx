import { type PointerEvent, useEffect, useRef } from "react";
import type { Command, ProjectorState } from "../../state/walk/walkChannel.ts";
import styles from "./Console.module.css";
import { drawInk } from "./InkLayer.tsx";
import { useWalkWords } from "./walkWords.ts";

/** The map of the opener as a live picture; nothing where this window was not opened by the projector. */
function useMirror(isOn: boolean) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    if (!isOn || !video.current) return;
    let stream: MediaStream | undefined;
    const take = () => {
      try {
        // The canvas may be replaced, or the opener reloaded: looked for again each time.
        const canvas = (window.opener as Window | null)?.document.querySelector<HTMLCanvasElement>(
          '[data-testid="map"] canvas',
        );
        if (!canvas || !video.current || stream?.active) return;
        stream = canvas.captureStream(5);
        video.current.srcObject = stream;
        void video.current.play().catch(() => {});
      } catch {
        // Another origin, or a closed window: the sheet stays empty and still takes pointer and ink.
      }
    };
    take();
    const timer = setInterval(take, 2_000);
    return () => {
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [isOn]);
  return video;
}

/** What the room sees, to point and draw on. */
export function ConsolePad({ state, send }: { state: ProjectorState; send: (command: Command) => void }) {
  const { say } = useWalkWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const video = useMirror(true);
  useEffect(() => {
    frame.current?.style.setProperty("--aspect", String(state.aspect));
  }, [state.aspect]);
  useEffect(() => {
    if (canvas.current) drawInk(canvas.current, state.strokes, state.pointer);
  }, [state.strokes, state.pointer]);
  const findShare = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  return (
    <div ref={frame} className={styles.pad}>
      <video ref={video} className={styles.mirror} muted playsInline aria-label={say("mirror")} />
      <canvas
        ref={canvas}
        className={styles.ink}
        data-testid="pad"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          send({ do: "draw", at: findShare(event), begins: true });
        }}
        onPointerMove={(event) =>
          event.buttons === 1
            ? send({ do: "draw", at: findShare(event), begins: false })
            : send({ do: "point", at: findShare(event) })
        }
        onPointerLeave={() => send({ do: "point", at: null })}
      />
      {state.blank && <p className={styles.covered}>{say(state.blank)}</p>}
    </div>
  );
}
