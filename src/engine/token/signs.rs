//! Owns the written forms of signs and letters: which of them mean the same. Knows nothing of their order.

use crate::engine::expr::raised;

/// Each plain sign with its written forms, parted by blanks: other characters, pairs of them, and LaTeX pasted by habit.
/// What says nothing, like a thin space, has the empty sign.
const SIGNS: &[(&str, &str)] = &[
    ("+", "+ \\plus"),
    ("-", "- − – — ‐ ‑ ‒ ― ﹣ \\minus"),
    ("*", "* × · ⋅ ∙ • ∗ ✕ ✖ ⨯ ・ \\cdot \\times \\ast \\bullet"),
    ("/", "/ ÷ ∕ ⁄ ➗ \\div"),
    ("^", "^ ** ˆ"),
    ("(", "( \\lparen"),
    (")", ") \\rparen"),
    ("[", "[ \\lbrack"),
    ("]", "] \\rbrack"),
    ("{", "{ \\{ \\lbrace"),
    ("}", "} \\} \\rbrace"),
    ("|", "| ∣ \\lvert \\rvert \\vert \\mid"),
    (",", ", 、"),
    (";", ";"),
    ("=", "= \\eq"),
    ("≠", "≠ != <> \\ne \\neq"),
    ("<", "< \\lt"),
    ("≤", "≤ ⩽ ≦ <= =< \\le \\leq \\leqslant"),
    (">", "> \\gt"),
    ("≥", "≥ ⩾ ≧ >= => \\ge \\geq \\geqslant"),
    ("≈", "≈ ≃ ≅ \\approx"),
    ("√", "√ \\sqrt"),
    ("∛", "∛"),
    ("∜", "∜"),
    ("!", "!"),
    (":", ": ∶ \\colon"),
    ("..", ".. … \\dots \\ldots"),
    ("and", "∧ \\land \\wedge"),
    ("or", "∨ \\lor \\vee"),
    ("°", "° º ^\\circ ^{\\circ} \\circ \\degree"),
    ("%", "% \\%"),
    ("$", "$ \\$"),
    ("\\frac", "\\frac \\dfrac \\tfrac \\cfrac"),
    ("\\binom", "\\binom"),
    (
        "\\text",
        "\\text{ \\mathrm{ \\textrm{ \\mbox{ \\operatorname{",
    ),
    (
        "",
        "\\left \\right \\big \\Big \\bigl \\bigr \\Bigl \\Bigr \\, \\; \\: \\! \\> \\quad \\qquad \\displaystyle \\( \\) \\[ \\] ~ \
         \u{200b} \u{61c} \u{200e} \u{200f} \u{200c} \u{200d} \u{2060} \u{2061} \u{2062} \u{feff} \u{ad}",
    ),
];

/// The plain sign at the start of the text and the length of its written form; the longest form counts.
pub fn sign(text: &str) -> Option<(&'static str, usize)> {
    let first = text.chars().next()?;
    if plain(first) == first {
        return listed(text);
    }
    let (sign, _) = listed(plain(first).encode_utf8(&mut [0; 4]))?;
    Some((sign, first.len_utf8()))
}

fn listed(text: &str) -> Option<(&'static str, usize)> {
    let mut best = None;
    let mut longest = 0;
    let first = text.chars().next()?;
    for (plain, forms) in SIGNS.iter().filter(|(_, forms)| forms.contains(first)) {
        for form in forms.split(' ') {
            if form.len() > longest && text.starts_with(form) && ends(form, text) {
                best = Some((*plain, form.len()));
                longest = form.len();
            }
        }
    }
    best
}

/// Whether a form ends where it stands: `\le` is no part of `\left`.
fn ends(form: &str, text: &str) -> bool {
    let letter = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
    let last = form.get(form.len() - 1..).unwrap_or("");
    !form.starts_with('\\') || !letter(last) || !letter(text.get(form.len()..).unwrap_or(""))
}

const GREEK: &str = "alpha α beta β gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ \
                     pi π rho ρ sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω";

/// The Greek letter a word names, in small letters.
pub fn greek(word: &str) -> Option<&'static str> {
    let mut words = GREEK.split(' ');
    while let (Some(name), Some(letter)) = (words.next(), words.next()) {
        if name == word {
            return Some(letter);
        }
    }
    None
}

const RAISED: &str = "⁺+⁻-⁽(⁾)ⁿnⁱiˣxʸyᵃaᵇbᶜcᵈdᵏkᵐmᵗt";
const LOWERED: &str = "₀0₁1₂2₃3₄4₅5₆6₇7₈8₉9ₐaₑeᵢiⱼjₖkₘmₙnₚpₛsₜtₓx";

fn paired(pairs: &str, sign: char) -> Option<char> {
    if sign.is_ascii() {
        return None;
    }
    let mut signs = pairs.chars();
    while let (Some(from), Some(to)) = (signs.next(), signs.next()) {
        if from == sign {
            return Some(to);
        }
    }
    None
}

/// What a raised character is on the line.
pub fn up(sign: char) -> Option<char> {
    let digit = raised(sign).map(|digit| char::from(b'0' + digit));
    digit.or_else(|| paired(RAISED, sign))
}

/// What a lowered character is on the line.
pub fn down(sign: char) -> Option<char> {
    paired(LOWERED, sign)
}

/// Full-width characters, slanted and bold ones from pasted formulas, and the digits and commas of other scripts as the plain ones.
pub fn plain(sign: char) -> char {
    let shifted = |from: char, to: char| u32::from(sign) - u32::from(from) + u32::from(to);
    let plain = match sign {
        '𝐀'..='𝚣' => match (u32::from(sign) - u32::from('𝐀')) % 52 {
            at @ 0..26 => u32::from('A') + at,
            at => u32::from('a') + at - 26,
        },
        '𝟎'..='𝟿' => u32::from('0') + (u32::from(sign) - u32::from('𝟎')) % 10,
        'ℎ' => u32::from('h'),
        '！'..='～' => shifted('！', '!'),
        '٠'..='٩' => shifted('٠', '0'),
        '۰'..='۹' => shifted('۰', '0'),
        '٪' => u32::from('%'),
        '٫' => u32::from('.'),
        '٬' | '،' => u32::from(','),
        '؛' => u32::from(';'),
        _ => return sign,
    };
    char::from_u32(plain).unwrap_or(sign)
}

/// What stands between the dollar signs or brackets of LaTeX around a whole text, as bytes of it.
pub fn unwrapped(text: &str) -> std::ops::Range<usize> {
    let inner = text.trim();
    let start = text.len() - text.trim_start().len();
    for (open, close) in [("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]")] {
        let between = inner
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close));
        if let Some(between) = between {
            let from = start + open.len();
            return from..from + between.len();
        }
    }
    0..text.len()
}

/// Signs of money: beside a number they say nothing.
pub fn is_currency(sign: char) -> bool {
    matches!(
        sign,
        '$' | '€' | '£' | '¥' | '₹' | '₩' | '₽' | '₺' | '₴' | '₪' | '₫'
    )
}
