/**
 * What is on the screen, as one SVG file: text stays text, lines stay lines.
 *
 * The widget's elements are read where the browser has put them, so that tables, formulas and
 * drawings come out alike. (`foreignObject` would be shorter, but slide programs do not show it.)
 */

import { s } from "./dom.js";

const COPIED = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-opacity",
  "stroke-linecap", "stroke-linejoin", "opacity", "font-family", "font-size", "font-style",
  "font-weight", "text-anchor", "dominant-baseline", "visibility", "paint-order",
];

/**
 * @param {HTMLElement} root
 * @returns {string} an SVG document
 */
export function toSvg(root) {
  const frame = root.getBoundingClientRect();
  const [width, height] = [Math.ceil(frame.width), Math.ceil(frame.height)];
  const svg = s("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height });
  svg.append(s("title", {}, root.getAttribute("aria-label") ?? ""));
  const ground = getComputedStyle(root).getPropertyValue("--cg-ground").trim() || "white";
  svg.append(s("rect", { width, height, fill: resolved(root, ground) }));
  walk(root, svg, frame);
  return new XMLSerializer().serializeToString(svg);
}

/**
 * @param {HTMLElement} root
 * @param {number} [density] pixels for each CSS pixel
 * @returns {Promise<Blob>}
 */
export async function toPng(root, density = 2) {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([toSvg(root)], { type: "image/svg+xml" }));
  try {
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * density;
    canvas.height = image.naturalHeight * density;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, fail) =>
      canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("no picture"))), "image/png"),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * @param {Element} element
 * @param {SVGElement} into
 * @param {DOMRect} frame
 */
function walk(element, into, frame) {
  const style = getComputedStyle(element);
  const skipped = element.matches(".cg-tools, .cg-live, [popover], .cg-hidden, option");
  if (skipped || style.display === "none" || style.visibility === "hidden") return;
  if (element instanceof SVGSVGElement) return void into.append(drawing(element, frame));
  if (element instanceof HTMLCanvasElement) return void into.append(canvasImage(element, frame));
  box(element, style, into, frame);
  sign(element, style, into, frame);
  if (element instanceof HTMLInputElement) return void field(element, style, into, frame);
  if (element instanceof HTMLSelectElement) return void chosen(element, style, into, frame);
  if (element.localName === "mfrac") fractionBar(element, style, into, frame);
  for (const child of element.childNodes) {
    if (child instanceof Text) words(child, style, into, frame);
    else if (child instanceof Element) walk(child, into, frame);
  }
}

/**
 * Ground and borders.
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 * @param {SVGElement} into
 * @param {DOMRect} frame
 */
function box(element, style, into, frame) {
  const { x, y, width, height } = place(element.getBoundingClientRect(), frame);
  if (!width || !height) return;
  if (visible(style.backgroundColor)) {
    const rx = Math.min(parseFloat(style.borderTopLeftRadius) || 0, height / 2);
    into.append(s("rect", { x, y, width, height, rx, fill: style.backgroundColor }));
  }
  const sides = /** @type {[string, number[]][]} */ ([
    ["top", [x, y, x + width, y]], ["bottom", [x, y + height, x + width, y + height]],
    ["left", [x, y, x, y + height]], ["right", [x + width, y, x + width, y + height]],
  ]);
  for (const [side, [x1, y1, x2, y2]] of sides) {
    const thick = parseFloat(style.getPropertyValue(`border-${side}-width`));
    const colour = style.getPropertyValue(`border-${side}-color`);
    if (!thick || style.getPropertyValue(`border-${side}-style`) === "none" || !visible(colour)) continue;
    const dashed = style.getPropertyValue(`border-${side}-style`) === "dashed";
    const dashes = dashed ? `${2 * thick} ${1.5 * thick}` : null;
    into.append(s("line", { x1, y1, x2, y2, stroke: colour, "stroke-width": thick, "stroke-dasharray": dashes }));
  }
}

/**
 * What a style sheet puts before a sentence, such as a warning sign.
 * @param {Element} element
 * @param {CSSStyleDeclaration} style
 * @param {SVGElement} into
 * @param {DOMRect} frame
 */
function sign(element, style, into, frame) {
  const before = getComputedStyle(element, "::before");
  const [, text] = /^"(.*)"$/.exec(before.content) ?? [];
  if (!text?.trim()) return;
  const range = document.createRange();
  range.selectNodeContents(element);
  const first = range.getClientRects()[0]; // the sign stands in the line that follows it
  if (!first) return;
  const at = place(first, frame);
  const left = place(element.getBoundingClientRect(), frame).x + parseFloat(style.paddingLeft) + parseFloat(style.borderLeftWidth);
  write(text.trim(), { ...at, x: left, width: 0 }, before, into);
}

/**
 * Text, piece by piece where it is broken into lines.
 * @param {Text} node
 * @param {CSSStyleDeclaration} style
 * @param {SVGElement} into
 * @param {DOMRect} frame
 */
function words(node, style, into, frame) {
  const text = node.data;
  if (!text.trim()) return;
  const range = document.createRange();
  for (const [from, to] of lines(node, range)) {
    const piece = text.slice(from, to);
    range.setStart(node, from + piece.length - piece.trimStart().length);
    range.setEnd(node, from + piece.trimEnd().length);
    const rect = range.getBoundingClientRect();
    const shown = piece.replace(/\s+/g, " ").trim();
    if (shown && rect.width) write(shown, place(rect, frame), style, into);
  }
}

/**
 * Where the lines of a text begin and end.
 * @param {Text} node
 * @param {Range} range
 * @returns {[number, number][]}
 */
function lines(node, range) {
  range.selectNodeContents(node);
  if (range.getClientRects().length <= 1) return [[0, node.length]];
  /** @type {[number, number][]} */
  const found = [];
  let start = 0;
  let last = -Infinity;
  for (let i = 0; i < node.length; i += 1) {
    range.setStart(node, i);
    range.setEnd(node, i + 1);
    const { top, width } = range.getBoundingClientRect();
    if (width && top > last + 2) {
      if (last > -Infinity) found.push([start, i]);
      start = last > -Infinity ? i : start;
      last = top;
    }
  }
  return [...found, [start, node.length]];
}

/**
 * @param {string} text
 * @param {{x: number, y: number, width: number, height: number}} at
 * @param {CSSStyleDeclaration} style
 * @param {SVGElement} into
 */
function write(text, at, style, into) {
  const size = parseFloat(style.fontSize);
  const baseline = at.y + at.height / 2 + size * 0.35;
  const italic = style.fontStyle === "italic" || style.textTransform === "math-auto";
  into.append(
    s("text", {
      x: at.x, y: baseline, textLength: text.length > 1 && at.width ? at.width : null, lengthAdjust: "spacingAndGlyphs",
      fill: style.color, "font-size": size, "font-family": style.fontFamily,
      "font-weight": style.fontWeight, "font-style": italic ? "italic" : null,
      "text-decoration": style.textDecorationLine === "line-through" ? "line-through" : null,
    }, text),
  );
}

/** @param {HTMLInputElement} input @param {CSSStyleDeclaration} style @param {SVGElement} into @param {DOMRect} frame */
function field(input, style, into, frame) {
  const at = place(input.getBoundingClientRect(), frame);
  if (input.type === "range") {
    const share = (Number(input.value) - Number(input.min)) / (Number(input.max) - Number(input.min));
    const y = at.y + at.height / 2;
    into.append(s("line", { x1: at.x, x2: at.x + at.width, y1: y, y2: y, stroke: style.color, "stroke-width": 2 }));
    into.append(s("circle", { cx: at.x + 7 + share * (at.width - 14), cy: y, r: 6, fill: style.color }));
  } else if (input.type === "text" && input.value) {
    const size = parseFloat(style.fontSize);
    const right = ["right", "end"].includes(style.textAlign);
    const x = right ? at.x + at.width - 5 : at.x + 5;
    into.append(
      s("text", { x, "text-anchor": right ? "end" : null, y: at.y + at.height / 2 + size * 0.35, fill: style.color, "font-size": size, "font-family": style.fontFamily }, input.value),
    );
  }
}

/** What a list shows. @param {HTMLSelectElement} list @param {CSSStyleDeclaration} style @param {SVGElement} into @param {DOMRect} frame */
function chosen(list, style, into, frame) {
  const at = place(list.getBoundingClientRect(), frame);
  const size = parseFloat(style.fontSize);
  const text = `${list.selectedOptions[0]?.text ?? ""} \u25be`;
  into.append(
    s("text", { x: at.x + 5, y: at.y + at.height / 2 + size * 0.35, fill: style.color, "font-size": size, "font-family": style.fontFamily }, text),
  );
}

/** @param {Element} fraction @param {CSSStyleDeclaration} style @param {SVGElement} into @param {DOMRect} frame */
function fractionBar(fraction, style, into, frame) {
  const [above, below] = [...fraction.children].map((part) => part.getBoundingClientRect());
  if (!above || !below) return;
  const at = place(fraction.getBoundingClientRect(), frame);
  const y = (above.bottom + below.top) / 2 - frame.top;
  into.append(s("line", { x1: at.x, x2: at.x + at.width, y1: y, y2: y, stroke: style.color, "stroke-width": 1 }));
}

/** An SVG of ours, with its looks written into it. @param {SVGSVGElement} svg @param {DOMRect} frame */
function drawing(svg, frame) {
  const copy = /** @type {SVGSVGElement} */ (svg.cloneNode(true));
  const originals = [svg, ...svg.querySelectorAll("*")];
  const copies = [copy, ...copy.querySelectorAll("*")];
  originals.forEach((original, i) => {
    const style = getComputedStyle(original);
    const kept = COPIED.map((name) => `${name}:${style.getPropertyValue(name)}`);
    if (style.display === "none") kept.push("display:none");
    if (style.overflow === "visible") kept.push("overflow:visible");
    copies[i].setAttribute("style", kept.join(";"));
    copies[i].removeAttribute("class");
  });
  const { x, y, width, height } = place(svg.getBoundingClientRect(), frame);
  for (const [name, value] of Object.entries({ x, y, width, height })) copy.setAttribute(name, String(value));
  return copy;
}

/** @param {HTMLCanvasElement} canvas @param {DOMRect} frame */
function canvasImage(canvas, frame) {
  return s("image", { ...place(canvas.getBoundingClientRect(), frame), href: canvas.toDataURL(), preserveAspectRatio: "none" });
}

/** @param {DOMRect} rect @param {DOMRect} frame */
function place(rect, frame) {
  return { x: rect.left - frame.left, y: rect.top - frame.top, width: rect.width, height: rect.height };
}

/** @param {string} colour */
function visible(colour) {
  return colour !== "transparent" && !/^rgba\(.*, 0\)$/.test(colour);
}

/** A colour as the browser computes it. @param {HTMLElement} root @param {string} colour */
function resolved(root, colour) {
  const probe = document.createElement("span");
  probe.style.color = colour;
  root.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
