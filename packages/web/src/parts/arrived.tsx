import { Component, type ReactNode } from 'react'

interface ArrivedProps {
  /** What is tried anew when it is another: the address. */
  readonly of: string
  readonly children: ReactNode
}

interface ArrivedState {
  readonly of: string
  readonly failed: boolean
}

/**
 * A view, or that it could not be loaded: its part was asked for while the server was away, or is none of the newer board that the
 * server has now. What stands around it stays. (Only a class can be told of what its children throw.)
 */
export class Arrived extends Component<ArrivedProps, ArrivedState> {
  override state: ArrivedState = { of: this.props.of, failed: false }

  static getDerivedStateFromError(): Partial<ArrivedState> {
    return { failed: true }
  }

  static getDerivedStateFromProps({ of }: ArrivedProps, known: ArrivedState): ArrivedState | null {
    return of === known.of ? null : { of, failed: false }
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children
    return (
      <div className="failed" role="alert">
        <h1>This view could not be loaded.</h1>
        <button type="button" className="button" onClick={() => location.reload()}>
          Load it again
        </button>
      </div>
    )
  }
}
