//! Owns how an expression is shown to a reader: as MathML, and in words for those who listen. Knows nothing of values.
//!
//! Both are one walk over the tree. Each operation is a sentence with holes for its parts, `{1} plus {2}`: from the page's
//! words for those who listen, from [`MARKUP`] for those who look. A part that binds less than its place asks for stands in
//! brackets; what stands below a line, under a root or raised needs none, and in words those sentences have an end instead.

use super::write::Rank;
use super::{Expr, Function, Op, Relation};
use crate::engine::letter;
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
    let mut line = Line::new(words, decimal, false);
    line.out.push_str("<math>");
    line.list(exprs);
    line.out.push_str("</math>");
    line.out
}

/// Expressions in words that can be told apart when heard.
pub fn spoken(exprs: &[Expr], words: &Words, decimal: char) -> String {
    let mut line = Line::new(words, decimal, true);
    match exprs {
        [only] => line.alone(only),
        _ => line.list(exprs),
    }
    line.out
}

/// What is being said, and in what.
struct Line<'a> {
    words: &'a Words,
    decimal: char,
    /// In words; else in markup.
    heard: bool,
    out: String,
}

/// What fills a hole of a sentence.
#[derive(Clone, Copy)]
enum Part<'a> {
    /// In brackets where it binds less than this.
    Held(&'a Expr, Rank),
    /// Behind a sign: what begins with a sign of its own stands in brackets, too.
    Unsigned(&'a Expr),
    /// The first terms of a sum.
    Sum(&'a [Expr]),
    /// The first factors of a product, without a sign in front; alone on the line of a fraction they need no brackets.
    Product(&'a [Expr], bool),
    Chain(&'a [Expr], &'a [Relation]),
    Row(&'a [Expr], &'static Row),
    List(&'a [Expr]),
    Name(&'a str),
    /// An element of markup with its text.
    Text(&'static str, &'a str),
}

/// How parts in a row are joined: sentence and sign, and how tightly the first and the others must bind.
#[derive(Clone, Copy)]
struct Row(&'static str, &'static str, Rank, Rank);

fn bare(expr: &Expr) -> Part<'_> {
    Part::Held(expr, Rank::Full)
}

impl<'a> Line<'a> {
    fn new(words: &'a Words, decimal: char, heard: bool) -> Line<'a> {
        Line {
            words,
            decimal,
            heard,
            out: String::new(),
        }
    }

    /// The sentence of an operation. In markup a sign stands between the parts; what has none is shown in words.
    fn say(&mut self, key: &str, sign: &str, parts: &[Part]) {
        let listed = MARKUP.iter().find(|(k, _)| *k == key && !self.heard);
        let sentence = match listed {
            Some((_, markup)) => markup,
            None if !self.heard && !sign.is_empty() => "{1}{2}",
            None => self.words.get(key).unwrap_or(key),
        };
        fill(sentence, &mut |piece| match piece {
            Piece::Text("") => {}
            Piece::Text(text) if listed.is_some() => self.out.push_str(text),
            Piece::Text(text) => self.tagged("mtext", text),
            Piece::Hole(at) => {
                if at == 1 && listed.is_none() && !sign.is_empty() && !self.heard {
                    self.tagged("mo", sign);
                }
                if let Some(part) = parts.get(at) {
                    self.put(*part);
                }
            }
        });
    }

    /// Plain text, in markup as an element of its own.
    fn tagged(&mut self, tag: &str, text: &str) {
        if self.heard {
            return self.out.push_str(text);
        }
        let text = escape(text).replace(' ', "\u{a0}");
        for piece in ["<", tag, ">", &text, "</", tag, ">"] {
            self.out.push_str(piece);
        }
    }

    fn put(&mut self, part: Part) {
        match part {
            Part::Held(expr, least) if binds(expr) >= least => self.shown(expr),
            Part::Held(expr, _) => self.say("say-bracket", "", &[bare(expr)]),
            Part::Unsigned(expr) if begins_with_sign(expr) => {
                self.say("say-bracket", "", &[bare(expr)])
            }
            Part::Unsigned(expr) => self.put(Part::Held(expr, Rank::Product)),
            Part::Sum(terms) => self.sum(terms),
            Part::Product(factors, on_line) => self.product(factors, on_line),
            Part::Chain(parts, relations) => self.chain(parts, relations),
            Part::Row(parts, row) => self.row(parts, row),
            Part::List(exprs) => self.list(exprs),
            Part::Name(name) => self.name(name),
            Part::Text(tag, text) => self.tagged(tag, text),
        }
    }

    fn list(&mut self, exprs: &[Expr]) {
        // Where the comma is the decimal sign, it cannot part numbers.
        self.row(exprs, if self.decimal == ',' { &WIDE } else { &NEXT });
    }

    fn row(&mut self, parts: &[Expr], row: &'static Row) {
        let Row(key, sign, first, rest) = *row;
        match parts {
            [only] => self.put(Part::Held(only, first)),
            [before @ .., last] => {
                self.say(key, sign, &[Part::Row(before, row), Part::Held(last, rest)])
            }
            [] => {}
        }
    }

    /// The whole line: a fraction of plain parts needs no end when nothing follows it.
    fn alone(&mut self, expr: &Expr) {
        match halves(expr) {
            Some((top, bottom)) if is_plain(top) && is_plain(bottom) => {
                self.say("say-over", "", &[bare(top), bare(bottom)])
            }
            _ => self.shown(expr),
        }
    }

    fn shown(&mut self, expr: &Expr) {
        let parts = expr.parts.as_slice();
        match (&expr.op, parts) {
            (Op::Number(number), _) => self.number(number),
            (Op::Name(name), _) => self.name(name),
            (Op::List, _) => self.say("say-list", "", &[Part::List(parts)]),
            (Op::Call(function), _) => self.call(*function, parts),
            (Op::Sum, _) => self.sum(parts),
            (Op::Product, [first, ..]) if matches!(first.op, Op::Minus) => {
                self.say("say-minus", "", &[Part::Product(parts, false)])
            }
            (Op::Product, _) => self.product(parts, false),
            (Op::Over, [of]) => self.say("say-fraction", "", &[Part::Text("mn", "1"), bare(of)]),
            (Op::Minus, [of]) => self.say("say-minus", "", &[Part::Unsigned(of)]),
            (Op::Power, [base, exponent]) => self.power(base, exponent),
            (Op::Factorial, [of]) => self.say("say-factorial", "", &[Part::Held(of, Rank::Atom)]),
            (Op::Compare(relations), _) => self.chain(parts, relations),
            (op, _) => match joined(op) {
                Some(row) => self.row(parts, row),
                None => self.in_words(op, parts),
            },
        }
    }

    /// What has neither a sign nor parts in a row.
    fn in_words(&mut self, op: &Op, parts: &[Expr]) {
        match (op, parts) {
            (Op::Not, [of]) => self.say("say-not", "", &[Part::Held(of, Rank::Not)]),
            (Op::Is(negated, property), [of]) => {
                let names = self.words.get("say-properties").unwrap_or("");
                let name = names.split(',').nth(*property as usize).unwrap_or("");
                let key = if *negated { "say-is-not" } else { "say-is" };
                let name = Part::Text("mtext", name.trim());
                self.say(key, "", &[Part::Held(of, Rank::Range), name])
            }
            (Op::At(name), [body, value]) => {
                let value = Part::Held(value, Rank::Sum);
                self.say("say-at", "", &[bare(body), Part::Name(name), value])
            }
            (Op::Each(names), [body, range, test @ ..]) => {
                let mut bound = Vec::new();
                for name in names {
                    bound.push(Expr::name(name));
                }
                let all = [bare(body), bare(range), Part::List(&bound)];
                self.say("say-each", "", &all);
                if let Some(test) = test.first() {
                    self.say("say-where", "", &[bare(test)]);
                }
            }
            _ => {}
        }
    }

    fn decimal(&mut self, number: &Number) {
        let text = number.decimal_text(40).unwrap_or(number.exact_text());
        let text = text.replace('.', self.decimal.encode_utf8(&mut [0; 4]));
        self.tagged("mn", &text);
    }

    /// Decimals with the sign of the language; a fraction that is no decimal as one.
    fn number(&mut self, number: &Number) {
        match number.parts() {
            Some((top, bottom)) if is_fraction(number) => {
                let (top, bottom) = (Expr::literal(top), Expr::literal(bottom));
                self.say("say-fraction", "", &[bare(&top), bare(&bottom)]);
            }
            _ => self.decimal(number),
        }
    }

    /// `n1` and `n_1` with an index; a capital letter is told from a small one when heard.
    fn name(&mut self, name: &str) {
        let stem = stem(name);
        let index = name.get(stem.len()..).unwrap_or("");
        let index = index.trim_start_matches('_');
        if !index.is_empty() {
            let parts = [Part::Name(stem), Part::Text("mn", index)];
            return self.say("say-index", "", &parts);
        }
        match stem.as_bytes() {
            [b'A'..=b'Z'] => self.say("say-capital", "", &[Part::Text("mi", stem)]),
            _ => self.tagged("mi", stem),
        }
    }

    fn call(&mut self, function: Function, inputs: &[Expr]) {
        let inside = Part::List(inputs);
        match function {
            Function::Sqrt => self.say("say-root", "", &[inside]),
            Function::Abs => self.say("say-size", "", &[inside]),
            _ => {
                let word = function.word();
                let said = self.words.get(&["say-", word].concat());
                let name = said.filter(|_| self.heard).unwrap_or(word);
                self.say("say-call", "", &[Part::Text("mi", name), inside]);
            }
        }
    }

    fn sum(&mut self, terms: &[Expr]) {
        let [before @ .., last] = terms else { return };
        let sum = Part::Sum(before);
        match (&last.op, last.parts.first()) {
            _ if before.is_empty() => self.put(Part::Held(last, Rank::Product)),
            (Op::Minus, Some(of)) => self.say("say-less", "−", &[sum, Part::Unsigned(of)]),
            _ => self.say("say-plus", "+", &[sum, Part::Unsigned(last)]),
        }
    }

    /// A divisor puts all that stands before it on the line of a fraction.
    fn product(&mut self, factors: &[Expr], on_line: bool) {
        let [before @ .., last] = factors else { return };
        match (&last.op, last.parts.first(), before.last()) {
            (Op::Minus, Some(of), None) => self.factor(of, on_line),
            (_, _, None) => self.factor(last, on_line),
            (Op::Over, Some(of), _) => {
                self.say("say-fraction", "", &[Part::Product(before, true), bare(of)])
            }
            (_, _, Some(beside)) => {
                let key = joint(beside, last);
                let sign = if key == "say-times" { "·" } else { "" };
                let parts = [Part::Product(before, false), Part::Held(last, Rank::Power)];
                self.say(key, sign, &parts)
            }
        }
    }

    fn factor(&mut self, first: &Expr, on_line: bool) {
        let least = if on_line { Rank::Full } else { Rank::Power };
        self.put(Part::Held(first, least));
    }

    fn power(&mut self, base: &Expr, exponent: &Expr) {
        let is = |expr: &Expr, n: i64| {
            let number = expr.as_number();
            number.is_some_and(|number| number.same(&Number::whole(n)))
        };
        if let Some((one, order)) = halves(exponent)
            && is(one, 1)
            && is_plain(order)
        {
            return self.say("say-nth-root", "", &[bare(base), bare(order)]);
        }
        let key = match (is(exponent, 2), is(exponent, 3), is_plain(base)) {
            (true, _, true) => "say-squared",
            (true, _, false) => "say-square-of",
            (_, true, true) => "say-cubed",
            (_, true, false) => "say-cube-of",
            _ => "say-power",
        };
        self.say(key, "", &[Part::Held(base, Rank::Atom), bare(exponent)]);
    }

    fn chain(&mut self, parts: &[Expr], relations: &[Relation]) {
        match (parts, relations) {
            ([before @ .., last], [others @ .., relation]) => {
                let all = [Part::Chain(before, others), Part::Held(last, Rank::Range)];
                self.say(key(*relation), relation.word(), &all)
            }
            ([only], _) => self.put(Part::Held(only, Rank::Range)),
            _ => {}
        }
    }
}

const NEXT: Row = Row("say-next", ",", Rank::Full, Rank::Full);
const WIDE: Row = Row("say-next", ";", Rank::Full, Rank::Full);
const RANGE: Row = Row("say-range", "…", Rank::Sum, Rank::Sum);
const IN: Row = Row("say-in", "∈", Rank::Range, Rank::Range);
const DIVIDES: Row = Row("say-divides", "∣", Rank::Range, Rank::Range);
const WITHOUT: Row = Row("say-without", "", Rank::Range, Rank::Sum);
const AND: Row = Row("say-and", "", Rank::Not, Rank::Not);
const OR: Row = Row("say-or", "", Rank::And, Rank::And);

/// The operations whose parts stand in a row.
fn joined(op: &Op) -> Option<&'static Row> {
    Some(match op {
        Op::Range => &RANGE,
        Op::In => &IN,
        Op::Divides => &DIVIDES,
        Op::Without => &WITHOUT,
        Op::And => &AND,
        Op::Or => &OR,
        _ => return None,
    })
}

/// Top and bottom of a fraction of two parts.
fn halves(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Product, [top, bottom]) if matches!(bottom.op, Op::Over) => {
            Some((top, bottom.parts.first()?))
        }
        _ => None,
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

/// A name without its index: `n` of `n1` and of `n_1`.
fn stem(name: &str) -> &str {
    letter::stem(name.split_once('_').map_or(name, |(stem, _)| stem))
}

/// A name of one letter, perhaps with an index.
fn is_letter(name: &str) -> bool {
    let mut letters = stem(name).chars();
    letters.next();
    letters.next().is_none()
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

/// How a factor joins the one before it.
fn joint(before: &Expr, next: &Expr) -> &'static str {
    let letter = |expr: &Expr| expr.as_name().map(is_letter);
    let before = match (&before.op, before.parts.first()) {
        (Op::Minus, Some(of)) => of,
        _ => before,
    };
    let first = head(next);
    let round =
        binds(first) < Rank::Power || matches!(first.op, Op::Call(Function::Sqrt | Function::Abs));
    let word = letter(head(before)) == Some(false);
    if word || !(round || letter(first) == Some(true)) {
        "say-times"
    } else if !round && is_plain(before) {
        "say-beside"
    } else {
        "say-by"
    }
}
