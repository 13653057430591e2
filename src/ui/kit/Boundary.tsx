import { Component, type ReactNode } from "react";
import type { FrameWord } from "../shell/frameWords.ts";
import { FailedState } from "./States.tsx";

interface BoundaryProps {
  /** What it encloses, named in the failure. */
  what: FrameWord;
  children: ReactNode;
}

/** Keeps a failure inside one panel: the rest of the page goes on, and this part can be tried again. */
export class Boundary extends Component<BoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <FailedState
        what={this.props.what}
        reason={error.message}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
