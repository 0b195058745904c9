//! Owns how an expression is shown to a reader: as MathML, and in words for those who listen. Knows nothing of values.
//!
//! Both are one walk over the tree. Each operation is a sentence with holes for its parts, `{1} plus {2}`: from the page's
//! words for those who listen, from [`MARKUP`] for those who look. A part that binds less than its place asks for stands in
//! brackets; what stands below a line, under a root or raised needs none, and in words those sentences have an end instead.

use super::write::Rank;
use super::{Expr, Function, Op, Property, Relation};
use crate::engine::number::Number;
use crate::engine::template::escape;
use crate::engine::words::{Piece, Words, fill};

const POWER: &str = "<msup><mrow>{1}</mrow><mrow>{2}</mrow></msup>";
/// What stands between factors that are written side by side.
const BESIDE: &str = "{1}<mo>\u{2062}</mo>{2}";

/// How operations look; one with a sign between its parts is not listed, nor one that is shown in words.
const MARKUP: &[(&str, &str)] = &[
    ("say-minus", "<mrow><mo>−</mo>{1}</mrow>"),
    ("say-beside", BESIDE),
    ("say-by", BESIDE),
    (
        "say-fraction",
        "<mfrac><mrow>{1}</mrow><mrow>{2}</mrow></mfrac>",
    ),
    ("say-mixed", "{1}{2}"),
    ("say-bracket", "<mrow><mo>(</mo>{1}<mo>)</mo></mrow>"),
    ("say-squared", POWER),
    ("say-cubed", POWER),
    ("say-square-of", POWER),
    ("say-cube-of", POWER),
    ("say-power", POWER),
    ("say-root", "<msqrt>{1}</msqrt>"),
    (
        "say-nth-root",
        "<mroot><mrow>{1}</mrow><mrow>{2}</mrow></mroot>",
    ),
    ("say-size", "<mrow><mo>|</mo>{1}<mo>|</mo></mrow>"),
    ("say-factorial", "{1}<mo>!</mo>"),
    (
        "say-call",
        "{1}<mo>\u{2061}</mo><mrow><mo>(</mo>{2}<mo>)</mo></mrow>",
    ),
    ("say-list", "<mrow><mo>[</mo>{1}<mo>]</mo></mrow>"),
    ("say-capital", "{1}"),
    ("say-index", "<msub>{1}{2}</msub>"),
];

/// Expressions as MathML, commas between them, with the decimal sign of the language.
pub fn mathml(exprs: &[Expr], words: &Words, decimal: char) -> String {
    let tongue = Tongue {
        words,
        decimal,
        heard: false,
    };
    let mut markup = String::from("<math>");
    markup.push_str(&tongue.listed(exprs));
    markup.push_str("</math>");
    markup
}

/// Expressions in words that can be told apart when heard.
pub fn spoken(exprs: &[Expr], words: &Words, decimal: char) -> String {
    let tongue = Tongue {
        words,
        decimal,
        heard: true,
    };
    match exprs {
        [only] => tongue.alone(only),
        _ => tongue.listed(exprs),
    }
}

/// What an expression is shown in.
struct Tongue<'a> {
    words: &'a Words,
    decimal: char,
    /// In words; else in markup.
    heard: bool,
}

impl Tongue<'_> {
    /// The sentence of an operation; in markup its words become text.
    fn say(&self, key: &str, parts: &[&str]) -> String {
        if self.heard {
            return self.words.say(key, parts);
        }
        let listed = MARKUP.iter().find(|(k, _)| *k == key);
        let sentence = match listed {
            Some((_, markup)) => markup,
            None => self.words.get(key).unwrap_or(key),
        };
        let mut said = String::new();
        fill(sentence, &mut |piece| match piece {
            Piece::Hole(at) => said.push_str(parts.get(at).copied().unwrap_or("")),
            Piece::Text("") => {}
            Piece::Text(text) if listed.is_some() => said.push_str(text),
            Piece::Text(text) => said.push_str(&self.tagged("mtext", text)),
        });
        said
    }

    /// Two parts with a sign between them, which has words for those who listen.
    fn signed(&self, key: &str, sign: &str, left: &str, right: &str) -> String {
        if self.heard {
            return self.words.say(key, &[left, right]);
        }
        [left, "<mo>", sign, "</mo>", right].concat()
    }

    /// Plain text, in markup as an element of its own.
    fn tagged(&self, tag: &str, text: &str) -> String {
        if self.heard {
            return text.to_string();
        }
        let text = escape(text).replace(' ', "\u{a0}");
        ["<", tag, ">", &text, "</", tag, ">"].concat()
    }

    fn listed(&self, exprs: &[Expr]) -> String {
        // Where the comma is the decimal sign, it cannot part numbers.
        let sign = if self.decimal == ',' { ";" } else { "," };
        self.joined(exprs, Rank::Full, "say-next", sign)
    }

    /// Parts with the same sign between all of them.
    fn joined(&self, parts: &[Expr], least: Rank, key: &str, sign: &str) -> String {
        let mut said = String::new();
        for (at, part) in parts.iter().enumerate() {
            let part = self.held(part, least);
            said = match at {
                0 => part,
                _ => self.signed(key, sign, &said, &part),
            };
        }
        said
    }

    /// A part in its place, in brackets where it binds less than the place asks for.
    fn held(&self, part: &Expr, least: Rank) -> String {
        if binds(part) >= least {
            return self.shown(part);
        }
        self.say("say-bracket", &[&self.shown(part)])
    }

    /// The whole line: a fraction of plain parts needs no end when nothing follows it.
    fn alone(&self, expr: &Expr) -> String {
        if let (Op::Product, [top, bottom]) = (&expr.op, expr.parts.as_slice())
            && let (Op::Over, [bottom]) = (&bottom.op, bottom.parts.as_slice())
            && is_plain(top)
            && is_plain(bottom)
        {
            return self.say("say-over", &[&self.shown(top), &self.shown(bottom)]);
        }
        self.shown(expr)
    }

    fn shown(&self, expr: &Expr) -> String {
        let parts = expr.parts.as_slice();
        match (&expr.op, parts) {
            (Op::Number(number), _) => self.number(number),
            (Op::Name(name), _) => self.name(name),
            (Op::List, _) => self.say("say-list", &[&self.listed(parts)]),
            (Op::Call(function), _) => self.call(*function, parts),
            (Op::Sum, _) => self.sum(parts),
            (Op::Product, _) => self.product(parts),
            (Op::Over, [of]) => self.say("say-fraction", &[&self.whole(1), &self.shown(of)]),
            (Op::Minus, [of]) => self.say("say-minus", &[&self.unsigned(of)]),
            (Op::Power, [base, exponent]) => self.power(base, exponent),
            (Op::Factorial, [of]) => self.say("say-factorial", &[&self.held(of, Rank::Atom)]),
            (Op::Compare(relations), _) => self.chain(parts, relations),
            (Op::Range, _) => self.joined(parts, Rank::Sum, "say-range", "…"),
            (Op::In, _) => self.joined(parts, Rank::Range, "say-in", "∈"),
            (Op::Divides, _) => self.joined(parts, Rank::Range, "say-divides", "∣"),
            (_, [first, rest @ ..]) => self.in_words(&expr.op, first, rest),
            _ => String::new(),
        }
    }

    /// What has no sign of its own and is shown in words.
    fn in_words(&self, op: &Op, first: &Expr, rest: &[Expr]) -> String {
        match op {
            Op::And => self.all("say-and", self.held(first, Rank::Not), Rank::Not, rest),
            Op::Or => self.all("say-or", self.held(first, Rank::And), Rank::And, rest),
            Op::Not => self.say("say-not", &[&self.held(first, Rank::Not)]),
            Op::Without => self.all(
                "say-without",
                self.held(first, Rank::Range),
                Rank::Sum,
                rest,
            ),
            Op::Is(negated, property) => self.property(first, *negated, *property),
            Op::At(name) => {
                let value = rest.first().map(|value| self.held(value, Rank::Sum));
                let parts = [
                    self.shown(first),
                    self.name(name),
                    value.unwrap_or_default(),
                ];
                self.say("say-at", &parts.each_ref().map(String::as_str))
            }
            Op::Each(names) => self.each(first, names, rest),
            _ => String::new(),
        }
    }

    fn all(&self, key: &str, mut said: String, least: Rank, rest: &[Expr]) -> String {
        for part in rest {
            said = self.say(key, &[&said, &self.held(part, least)]);
        }
        said
    }

    fn property(&self, of: &Expr, negated: bool, property: Property) -> String {
        let names = self.words.list("say-properties");
        let at = Property::ALL.iter().position(|(_, it)| *it == property);
        let name = at
            .and_then(|at| names.get(at))
            .map_or(property.word(), String::as_str);
        let key = if negated { "say-is-not" } else { "say-is" };
        self.say(
            key,
            &[&self.held(of, Rank::Range), &self.tagged("mtext", name)],
        )
    }

    fn each(&self, body: &Expr, names: &[String], rest: &[Expr]) -> String {
        let names: Vec<Expr> = names.iter().map(|name| Expr::name(name)).collect();
        let mut said = self.shown(body);
        for (key, part) in ["say-each", "say-where"].iter().zip(rest) {
            said = self.say(key, &[&said, &self.shown(part), &self.listed(&names)]);
        }
        said
    }

    fn whole(&self, n: i64) -> String {
        self.tagged("mn", &n.to_string())
    }

    /// Decimals with the sign of the language; a fraction that is no decimal as one, wholes in front of it.
    fn number(&self, number: &Number) -> String {
        let sign = self.decimal.encode_utf8(&mut [0; 4]).to_string();
        let decimal = |number: &Number| {
            let text = number.decimal_text(40).unwrap_or(number.exact_text());
            self.tagged("mn", &text.replace('.', &sign))
        };
        let Some((_, bottom)) = number.parts().filter(|_| is_fraction(number)) else {
            return decimal(number);
        };
        let whole = number.floor().unwrap_or(Number::whole(0));
        let rest = number.minus(&whole).unwrap_or(number.clone());
        let top = rest.times(&bottom).unwrap_or(rest);
        let part = self.say("say-fraction", &[&decimal(&top), &decimal(&bottom)]);
        if whole.is_zero() {
            return part;
        }
        self.say("say-mixed", &[&decimal(&whole), &part])
    }

    /// `n1` and `n_1` with an index; a capital letter is told from a small one when heard.
    fn name(&self, name: &str) -> String {
        let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let (stem, index) = match name.split_once('_') {
            Some(split) => split,
            None => (stem, name.get(stem.len()..).unwrap_or("")),
        };
        let mut shown = self.tagged("mi", stem);
        if is_letter(stem) && stem.chars().all(char::is_uppercase) {
            shown = self.say("say-capital", &[&shown]);
        }
        if index.is_empty() {
            return shown;
        }
        self.say("say-index", &[&shown, &self.tagged("mn", index)])
    }

    fn call(&self, function: Function, inputs: &[Expr]) -> String {
        let key = match function {
            Function::Sqrt => "say-root",
            Function::Abs => "say-size",
            _ => "say-call",
        };
        if key != "say-call" && inputs.len() == 1 {
            return self.say(key, &[&self.listed(inputs)]);
        }
        let word = function.word();
        let said = self
            .words
            .get(&["say-", word].concat())
            .filter(|_| self.heard);
        let name = self.tagged("mi", said.unwrap_or(word));
        self.say("say-call", &[&name, &self.listed(inputs)])
    }

    /// A part behind a sign or between terms: one that begins with a sign of its own stands in brackets.
    fn unsigned(&self, part: &Expr) -> String {
        if begins_with_sign(part) {
            return self.say("say-bracket", &[&self.shown(part)]);
        }
        self.held(part, Rank::Product)
    }

    fn sum(&self, terms: &[Expr]) -> String {
        let mut said = String::new();
        for (at, term) in terms.iter().enumerate() {
            said = match (&term.op, term.parts.as_slice()) {
                _ if at == 0 => self.held(term, Rank::Product),
                (Op::Minus, [of]) => self.signed("say-less", "−", &said, &self.unsigned(of)),
                _ => self.signed("say-plus", "+", &said, &self.unsigned(term)),
            };
        }
        said
    }

    /// From the left: a divisor puts all before it on a line of its own. A sign in front stands before all of it.
    fn product(&self, factors: &[Expr]) -> String {
        let (mut said, mut before, mut minus) = (String::new(), None, false);
        for (at, factor) in factors.iter().enumerate() {
            match (&factor.op, factor.parts.as_slice()) {
                (Op::Minus, [of]) if at == 0 => {
                    minus = true;
                    (said, before) = (self.top(of, factors), Some(of));
                }
                _ if at == 0 => (said, before) = (self.top(factor, factors), Some(factor)),
                (Op::Over, [of]) => {
                    (said, before) = (self.say("say-fraction", &[&said, &self.shown(of)]), None);
                }
                _ => {
                    let next = self.held(factor, Rank::Power);
                    said = match joint(before, factor) {
                        "say-times" => self.signed("say-times", "·", &said, &next),
                        key => self.say(key, &[&said, &next]),
                    };
                    before = Some(factor);
                }
            }
        }
        if minus {
            return self.say("say-minus", &[&said]);
        }
        said
    }

    /// The first factor; alone on the line of a fraction it needs no brackets.
    fn top(&self, first: &Expr, factors: &[Expr]) -> String {
        let on_line = factors
            .get(1)
            .is_some_and(|next| matches!(next.op, Op::Over));
        match &first.op {
            _ if on_line => self.shown(first),
            Op::Over => self.shown(first),
            _ => self.held(first, Rank::Power),
        }
    }

    fn power(&self, base: &Expr, exponent: &Expr) -> String {
        if let (Op::Product, [one, over]) = (&exponent.op, exponent.parts.as_slice())
            && let (Op::Over, [order]) = (&over.op, over.parts.as_slice())
            && one
                .as_number()
                .is_some_and(|one| one.same(&Number::whole(1)))
            && is_plain(order)
        {
            return self.say("say-nth-root", &[&self.shown(base), &self.shown(order)]);
        }
        let exact = exponent.as_number().map(Number::exact_text);
        let key = match (exact.as_deref(), is_plain(base)) {
            (Some("2"), true) => "say-squared",
            (Some("2"), false) => "say-square-of",
            (Some("3"), true) => "say-cubed",
            (Some("3"), false) => "say-cube-of",
            _ => "say-power",
        };
        self.say(key, &[&self.held(base, Rank::Atom), &self.shown(exponent)])
    }

    fn chain(&self, parts: &[Expr], relations: &[Relation]) -> String {
        let mut said = String::new();
        for (at, part) in parts.iter().enumerate() {
            let part = self.held(part, Rank::Range);
            said = match at.checked_sub(1).and_then(|before| relations.get(before)) {
                Some(relation) => self.signed(key(*relation), sign(*relation), &said, &part),
                None => part,
            };
        }
        said
    }
}

fn key(relation: Relation) -> &'static str {
    match relation {
        Relation::Equal => "say-equal",
        Relation::NotEqual => "say-unequal",
        Relation::Less => "say-below",
        Relation::AtMost => "say-at-most",
        Relation::Greater => "say-above",
        Relation::AtLeast => "say-at-least",
    }
}

/// The sign as markup.
fn sign(relation: Relation) -> &'static str {
    match relation {
        Relation::Less => "&lt;",
        Relation::Greater => "&gt;",
        other => other.sign(),
    }
}

/// How tightly an expression binds as it is shown: a fraction holds its parts together, but is no base of a power.
fn binds(expr: &Expr) -> Rank {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Number(number), _) if is_fraction(number) => Rank::Power,
        (Op::Factorial | Op::Over, _) => Rank::Power,
        (Op::Product, [first, .., last]) if matches!(last.op, Op::Over) => match first.op {
            Op::Minus => Rank::Sign,
            _ => Rank::Power,
        },
        _ => expr.rank(),
    }
}

/// Whether a number is shown as a fraction.
fn is_fraction(number: &Number) -> bool {
    number.is_exact() && number.decimal_text(40).is_none()
}

fn begins_with_sign(expr: &Expr) -> bool {
    match &expr.op {
        Op::Minus => true,
        Op::Product => expr.parts.first().is_some_and(begins_with_sign),
        _ => false,
    }
}

/// A name of one letter, perhaps with an index.
fn is_letter(name: &str) -> bool {
    let mut signs = name.chars();
    signs.next();
    match signs.next() {
        None => true,
        Some(second) => {
            second == '_' || (second.is_ascii_digit() && signs.all(|c| c.is_ascii_digit()))
        }
    }
}

/// A number or a name.
fn is_plain(expr: &Expr) -> bool {
    match &expr.op {
        Op::Number(number) => !is_fraction(number),
        Op::Name(_) => true,
        _ => false,
    }
}

/// What begins a factor: itself, or the base of its powers.
fn head(factor: &Expr) -> &Expr {
    match (&factor.op, factor.parts.first()) {
        (Op::Power | Op::Factorial, Some(base)) => head(base),
        _ => factor,
    }
}

/// How a factor joins what stands before it; nothing before it is a fraction.
fn joint(before: Option<&Expr>, next: &Expr) -> &'static str {
    let letter = |expr: &Expr| expr.as_name().map(is_letter);
    let word = |expr: &Expr| letter(head(expr)) == Some(false);
    let first = head(next);
    let round =
        matches!(first.op, Op::Call(Function::Sqrt | Function::Abs)) || binds(first) < Rank::Power;
    if before.is_some_and(word) || !(round || letter(first) == Some(true)) {
        "say-times"
    } else if !round && before.is_some_and(is_plain) {
        "say-beside"
    } else {
        "say-by"
    }
}
