const gap = 4;
const edge = 8;

/** Where a popover of this size stands: under its anchor, or above when there is no room, always inside the window. */
export function placeBeside(
  anchor: DOMRect,
  size: { readonly width: number; readonly height: number },
): { readonly left: number; readonly top: number } {
  const left = Math.max(edge, Math.min(anchor.left, innerWidth - size.width - edge));
  const below = anchor.bottom + gap;
  const top =
    below + size.height > innerHeight - edge ? Math.max(edge, anchor.top - gap - size.height) : below;
  return { left, top };
}
