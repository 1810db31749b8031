// As much of a page as the frame's controls need in node: elements with attributes, text, focus and
// events that bubble, and frames that a test lets pass.

/** An element; what a test does not look at (classes, sizes) is there and does nothing. */
class Element extends EventTarget {
  /** @param {string} tag */
  constructor(tag) {
    super();
    this.tag = tag;
    /** @type {Element | null} */
    this.parentElement = null;
    /** @type {(Element | string)[]} */
    this.children = [];
    /** @type {Map<string, string>} */
    this.attributes = new Map();
    /** @type {Record<string, string>} */
    this.style = {};
    this.classList = { add() {}, toggle() {}, contains: (/** @type {string} */ name) => this.className.split(" ").includes(name) };
    this.innerHTML = "";
    this.value = "";
    this.selected = 0; // how often its text was selected
    this.shown = false; // as a popover
    this.hidden = false;
  }

  get ownerDocument() {
    return page;
  }

  get className() {
    return this.getAttribute("class") ?? "";
  }

  /** @returns {boolean} */
  get isConnected() {
    return this === page.body || (this.parentElement?.isConnected ?? false);
  }

  /** @returns {string} */
  get textContent() {
    return this.children.map((child) => (typeof child === "string" ? child : child.textContent)).join("");
  }

  set textContent(text) {
    this.replaceChildren(text);
  }

  /** @param {string} name */
  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes.set(name, String(value));
    if (name === "value") this.value = String(value);
    if (name === "hidden") this.hidden = true;
  }

  /** @param {string} name */
  removeAttribute(name) {
    this.attributes.delete(name);
  }

  /** @param {...(Element | string)} children */
  append(...children) {
    for (const child of children) if (child instanceof Element) child.parentElement = this;
    this.children.push(...children);
  }

  /** @param {...(Element | string)} children */
  replaceChildren(...children) {
    this.children = [];
    this.append(...children);
  }

  remove() {
    const { parentElement: parent } = this;
    if (parent) parent.children = parent.children.filter((child) => child !== this);
    this.parentElement = null;
  }

  /** @param {string} selector a class @returns {Element | null} */
  closest(selector) {
    return this.classList.contains(selector.slice(1)) ? this : (this.parentElement?.closest(selector) ?? null);
  }

  getBoundingClientRect() {
    return { left: 0, right: 0, top: 0, bottom: 0, width: 0, height: 0 };
  }

  select() {
    this.selected += 1;
  }

  showPopover() {
    this.shown = true;
  }

  focus() {
    if (page.activeElement === this) return;
    page.activeElement?.blur();
    page.activeElement = this;
    this.dispatchEvent(new Event("focus"));
  }

  blur() {
    if (page.activeElement !== this) return;
    page.activeElement = null;
    this.dispatchEvent(new Event("blur"));
  }
}

class Page extends EventTarget {
  /** @type {Element | null} */
  activeElement = null;
  body = new Element("body");

  /** @param {string} tag */
  createElement(tag) {
    return new Element(tag);
  }

  /** @param {string} _namespace @param {string} tag */
  createElementNS(_namespace, tag) {
    return new Element(tag);
  }
}

export const page = new Page();

/** @type {Map<number, () => void>} */
const asked = new Map();
let frames = 0;

/** Let the next animation frame come. */
export function nextFrame() {
  const due = [...asked.values()];
  asked.clear();
  for (const callback of due) callback();
}

Object.assign(globalThis, {
  document: page,
  window: globalThis,
  innerHeight: 1000,
  requestAnimationFrame: (/** @type {() => void} */ callback) => (asked.set(++frames, callback), frames),
  cancelAnimationFrame: (/** @type {number} */ id) => asked.delete(id),
});

/**
 * Press a key as a hand does: the document hears of it first.
 * @param {any} element
 * @param {string} key
 */
export function press(element, key) {
  page.dispatchEvent(Object.assign(new Event("keydown"), { key }));
  element.dispatchEvent(Object.assign(new Event("keydown"), { key }));
}

/**
 * Put a text in place of the one in a field, as a hand does.
 * @param {any} field
 * @param {string} text
 */
export function type(field, text) {
  field.focus();
  press(field, text.slice(-1));
  field.value = text;
  field.dispatchEvent(new Event("input"));
}

/** What is said on the page, in whatever alerts are shown. @returns {string} */
export function said() {
  /** @param {Element} element @returns {string[]} */
  const alerts = (element) => {
    if (element.getAttribute("role") === "alert" && element.shown) return [element.textContent];
    return element.children.flatMap((child) => (child instanceof Element ? alerts(child) : []));
  };
  return alerts(page.body).join(" ");
}
