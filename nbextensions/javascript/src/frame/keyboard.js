/**
 * Keys that belong to the widget stay in the widget.
 *
 * JupyterLab listens in the capture phase of its own root and takes arrow keys, and even deletes
 * the cell on `d d`, while a slider in an output has the focus. Keys are therefore stopped here,
 * but for those with Ctrl or Meta (save, copy) and Shift+Enter (run the cell).
 */

/**
 * @param {HTMLElement} root
 * @param {(event: KeyboardEvent) => boolean} handle whether the key was used
 */
export function keepKeys(root, handle) {
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || (event.shiftKey && event.key === "Enter")) return;
    event.stopPropagation();
    if (!event.defaultPrevented && handle(event)) event.preventDefault();
  });
}

/**
 * Whether an element takes text, so that a letter typed there is no command.
 * @param {EventTarget | null} element
 */
export function takesText(element) {
  if (!(element instanceof HTMLElement)) return false;
  if (element.isContentEditable || element instanceof HTMLTextAreaElement) return true;
  return element instanceof HTMLInputElement && ["text", "number", "search"].includes(element.type);
}
