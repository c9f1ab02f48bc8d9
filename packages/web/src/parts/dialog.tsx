import { useEffect, useId, useRef, type MouseEvent, type ReactNode } from 'react'

interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  readonly onClose: () => void
  /** Pressed beside it: closes what is only looked at, and loses nothing that is being written. */
  readonly onBeside?: () => void
}

/** The browser's own modal dialog: it keeps the focus, closes with Escape and gives the focus back. */
export function Dialog({ title, children, onClose, onBeside }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const shown = dialog.current
    const before = document.activeElement
    shown?.showModal()
    return () => {
      shown?.close()
      // it is gone from the page by now, and cannot give the focus back itself
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  // the shade around a modal dialog is part of it
  const pressed = ({ clientX: x, clientY: y, target, currentTarget }: MouseEvent<HTMLDialogElement>) => {
    const { left, right, top, bottom } = currentTarget.getBoundingClientRect()
    if (target === currentTarget && (x < left || x > right || y < top || y > bottom)) onBeside?.()
  }
  return (
    <dialog ref={dialog} aria-labelledby={id} onCancel={onClose} onClick={pressed}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}
