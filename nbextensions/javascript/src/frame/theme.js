/** Light or dark, told from what is really behind the widget. */

/**
 * @param {Element} element
 * @returns {boolean} whether the ground behind it is dark
 */
export function isDark(element) {
  const named = document.body?.dataset.jpThemeLight; // JupyterLab says so
  if (named) return named === "false";
  for (let at = element.parentElement; at; at = at.parentElement) {
    const [r, g, b, alpha = 1] = numbers(getComputedStyle(at).backgroundColor);
    if (alpha > 0.5) return 0.2126 * r + 0.7152 * g + 0.0722 * b < 110;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/**
 * @param {string} colour "rgb(1, 2, 3)" or "rgba(...)"
 * @returns {number[]}
 */
function numbers(colour) {
  return (colour.match(/[\d.]+/g) ?? ["255", "255", "255", "0"]).map(Number);
}

/**
 * Call back at once, and whenever the theme changes.
 * @param {Element} element
 * @param {(dark: boolean) => void} callback
 * @returns {() => void} stops watching
 */
export function watchTheme(element, callback) {
  const tell = () => callback(isDark(element));
  const observer = new MutationObserver(() => requestAnimationFrame(tell));
  const attributes = ["data-jp-theme-light", "data-jp-theme-name", "class", "style"];
  observer.observe(document.body, { attributes: true, attributeFilter: attributes });
  const media = matchMedia("(prefers-color-scheme: dark)");
  media.addEventListener("change", tell);
  tell();
  return () => {
    observer.disconnect();
    media.removeEventListener("change", tell);
  };
}
