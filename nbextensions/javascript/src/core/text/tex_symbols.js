// The commands of the small TeX that the course writes, and what each stands for.

/**
 * How an operator sits between its neighbours.
 * @typedef {"binary" | "relation" | "punct" | "open" | "close" | "fence" | "big" | "plain"} Role
 */

/** @param {string} pairs  "name character name character ..." */
function table(pairs) {
  const words = pairs.trim().split(/\s+/);
  /** @type {Record<string, string>} */
  const found = {};
  for (let i = 0; i < words.length; i += 2) found[words[i]] = words[i + 1];
  return found;
}

/** Letters, set in italics. */
export const LETTERS = table(`
  alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ iota ι kappa κ
  lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω
  Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Phi Φ Psi Ψ Omega Ω
  ell ℓ partial ∂ nabla ∇ infty ∞ top ⊤ emptyset ∅ prime ′
`);

/** Functions, set upright. */
export const FUNCTIONS = new Set(
  "ln log exp tanh sinh cosh sin cos tan max min lim sup inf arg det Pr sign".split(" "),
);

/** @type {Record<Role, Record<string, string>>} */
const BY_ROLE = {
  binary: table(`cdot · times × div ÷ pm ± mp ∓ odot ⊙ oplus ⊕ circ ∘ ast ∗ cup ∪ cap ∩ land ∧ lor ∨
    setminus ∖`),
  relation: table(`approx ≈ ne ≠ neq ≠ leq ≤ le ≤ geq ≥ ge ≥ ll ≪ gg ≫ equiv ≡ sim ∼ propto ∝
    to → rightarrow → longrightarrow ⟶ longleftarrow ⟵ leftarrow ← gets ← mapsto ↦ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔
    implies ⇒ in ∈ notin ∉ subset ⊂ subseteq ⊆ mid | lt < gt >`),
  punct: table("colon :"),
  open: table("{ { lbrace { langle ⟨ lvert | lVert ‖ lfloor ⌊ lceil ⌈"),
  close: table("} } rbrace } rangle ⟩ rvert | rVert ‖ rfloor ⌋ rceil ⌉"),
  fence: table("vert | Vert ‖ | ‖"),
  big: table("sum ∑ prod ∏ int ∫"),
  plain: table("ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ forall ∀ exists ∃ neg ¬ % % & & # # _ _ $ $"),
};

/** @type {Record<string, {text: string, role: Role}>} */
export const OPERATORS = Object.fromEntries(
  /** @type {Role[]} */ (Object.keys(BY_ROLE)).flatMap((role) =>
    Object.entries(BY_ROLE[role]).map(([name, text]) => [name, { text, role }]),
  ),
);

/** Single characters that are no letters and no digits. @type {Record<string, Role>} */
const ROLES = {
  "(": "open",
  "[": "open",
  ")": "close",
  "]": "close",
  ",": "punct",
  ";": "punct",
  ":": "punct",
  "|": "fence",
  "‖": "fence",
  "∑": "big",
};

/**
 * @param {string} character
 * @returns {Role}
 */
export function roleOf(character) {
  if (Object.hasOwn(ROLES, character)) return ROLES[character];
  if ("+-−·×÷±*⋅".includes(character)) return "binary";
  return "=<>≈≤≥≠→←∈∼".includes(character) ? "relation" : "plain";
}

/** Spaces, in em. @type {Record<string, number>} */
export const SPACES = {
  ",": 0.167,
  ":": 0.222,
  ";": 0.278,
  "!": -0.167,
  " ": 0.25,
  quad: 1,
  qquad: 2,
};

/** Marks above or below: the combining character, and the sign that a formula is set with. */
export const ACCENTS = /** @type {Record<string, {combining: string, sign: string, wide: boolean}>} */ ({
  hat: { combining: "\u0302", sign: "^", wide: false },
  widehat: { combining: "\u0302", sign: "^", wide: false },
  bar: { combining: "\u0304", sign: "¯", wide: false },
  overline: { combining: "\u0305", sign: "¯", wide: true },
  tilde: { combining: "\u0303", sign: "~", wide: false },
  dot: { combining: "\u0307", sign: "˙", wide: false },
  vec: { combining: "\u20d7", sign: "→", wide: false },
});

/** Braces below or above, which a script names. */
export const BRACES = /** @type {Record<string, "under" | "over">} */ ({
  underbrace: "under",
  overbrace: "over",
});

/** Text commands and the face that each is set in. */
export const FACES = /** @type {Record<string, "text" | "upright" | "bold" | "script" | "double">} */ ({
  text: "text",
  textrm: "text",
  mathrm: "upright",
  operatorname: "upright",
  "operatorname*": "upright",
  mathbf: "bold",
  boldsymbol: "bold",
  mathcal: "script",
  mathbb: "double",
});

/** Commands that only say how large something is set. */
export const IGNORED = new Set(
  "displaystyle textstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr".split(" "),
);

/** Tables, and the brackets around them. @type {Record<string, [string, string]>} */
export const TABLES = {
  matrix: ["", ""],
  pmatrix: ["(", ")"],
  bmatrix: ["[", "]"],
  vmatrix: ["|", "|"],
  cases: ["{", ""],
  aligned: ["", ""],
};
