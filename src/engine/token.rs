//! Owns the cutting of typed maths into tokens, in authors' and in students' notation; knows nothing of their order.

mod digits;
mod scope;
mod signs;

pub use scope::{PI, Scope, Writer};
pub use signs::{is_currency, unwrapped};

use super::error::Error;
use super::expr::{Function, vulgar};
use super::letter::{fold, is_letter, small};
use super::number::Number;
use digits::{digits, is_digit, lowered, on_line};
use signs::{down, greek, plain, sign, up};
use std::ops::Range;

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Number(NumberText),
    /// A fraction in one piece: `½`, `¹⁄₂`.
    Vulgar(u32, u32),
    /// Letters, perhaps with digits behind them, as written.
    Name(String),
    /// What is raised, as it would stand on the line: `2` for `²`, `-1` for `⁻¹`.
    Raised(String),
    /// Any other sign, in its plain form: every dash is `-`, every product sign `*`.
    Sign(&'static str),
    End,
}

/// The digits of a number with a plain point.
pub type NumberText = String;

/// A piece of the text with its meaning.
#[derive(Clone, Debug)]
pub struct Token {
    pub kind: Kind,
    pub range: Range<usize>,
    /// White space stands before it.
    pub spaced: bool,
}

impl Token {
    /// Whether it is this sign.
    pub fn is(&self, sign: &str) -> bool {
        matches!(&self.kind, Kind::Sign(s) if *s == sign)
    }

    /// Whether nothing follows any more.
    pub fn is_end(&self) -> bool {
        matches!(self.kind, Kind::End)
    }

    /// Whether it is this word.
    pub fn is_word(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Name(name) if name == word)
    }

    /// How much deeper in brackets stands what follows: 1 behind one that opens, -1 behind one that closes.
    pub fn nesting(&self) -> i32 {
        match self.kind {
            Kind::Sign("(" | "[" | "{") => 1,
            Kind::Sign(")" | "]" | "}") => -1,
            _ => 0,
        }
    }

    /// Whether a factor can end with it.
    fn ends_value(&self) -> bool {
        match self.kind {
            Kind::Sign(sign) => self.nesting() < 0 || matches!(sign, "|" | "!"),
            _ => !self.is_end(),
        }
    }
}

/// What may stand before a number with a percent sign: `1/2 %` could be meant in two ways.
const BEFORE_A_SHARE: [&str; 12] = ["+", "-", "*", ",", ";", "=", "≠", "<", "≤", ">", "≥", "≈"];

/// The digits of a number a hundred times smaller.
fn hundredth(number: &str) -> NumberText {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let whole = format!("{whole:0>3}");
    let behind = whole.len().saturating_sub(2);
    let (whole, hundredths) = whole.split_at_checked(behind).unwrap_or((&whole, ""));
    [whole, ".", hundredths, part].concat()
}

/// Cuts the text; the last token is always `End`.
pub fn tokens(text: &str, scope: &Scope) -> Result<Vec<Token>, Error> {
    let inside = if scope.writer == Writer::Student {
        unwrapped(text)
    } else {
        0..text.len()
    };
    let mut cutter = Cutter {
        text: text.get(..inside.end).unwrap_or(""),
        scope,
        at: inside.start,
        gap: false,
        quoted: false,
        tokens: Vec::new(),
    };
    while cutter.step()? {}
    Ok(cutter.tokens)
}

struct Cutter<'a> {
    text: &'a str,
    scope: &'a Scope,
    at: usize,
    /// Something that says nothing stands before what comes next.
    gap: bool,
    /// Inside the braces of `\text{…}`.
    quoted: bool,
    tokens: Vec<Token>,
}

impl<'a> Cutter<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn student(&self) -> bool {
        self.scope.writer == Writer::Student
    }

    /// Takes one token; false once the end is there.
    fn step(&mut self) -> Result<bool, Error> {
        let rest = self.rest().trim_start();
        let blank = self.rest().len() - rest.len();
        self.skip(blank);
        let mut signs = rest.chars();
        let Some(first) = signs.next() else {
            self.push(Kind::End, 0);
            return Ok(false);
        };
        let decimal = first == '.' || self.student() && plain(first) == self.scope.decimal;
        if is_digit(first) || decimal && signs.next().is_some_and(is_digit) {
            self.number(rest)?;
        } else if let Some(length) = self.unit(rest) {
            self.skip(length);
        } else if let Some((plain, length)) = sign(rest) {
            self.sign(plain, length)?;
        } else if is_letter(plain(first)) && up(first).is_none() && down(first).is_none() {
            self.word(rest);
        } else {
            self.rare(rest, first)?;
        }
        Ok(true)
    }

    fn push(&mut self, kind: Kind, length: usize) {
        let range = self.at..self.at + length;
        let spaced = std::mem::take(&mut self.gap);
        self.tokens.push(Token {
            kind,
            range,
            spaced,
        });
        self.at += length;
    }

    /// Leaves out what says nothing.
    fn skip(&mut self, length: usize) {
        self.gap |= length > 0;
        self.at += length;
    }

    /// Trouble with the next characters.
    fn trouble(&self, length: usize, key: &'static str) -> Result<(), Error> {
        let written = self.rest().get(..length).unwrap_or("");
        Err(Error::at(self.at..self.at + length, key, &[written]))
    }

    /// Trouble with a point or a comma, and how decimals are written here.
    fn stray(&self, key: &'static str) -> Result<(), Error> {
        let length = self.rest().chars().next().map_or(0, char::len_utf8);
        let written = self.rest().get(..length).unwrap_or("");
        let shown = self.scope.decimal_example();
        let range = self.at..self.at + length;
        Err(Error::at(range, key, &[written, &shown]))
    }

    fn sign(&mut self, plain: &'static str, length: usize) -> Result<(), Error> {
        if !self.student() {
            let pasted = plain.is_empty() || self.rest().starts_with('\\');
            if pasted || matches!(plain, "$" | "%" | "°") {
                return self.trouble(length, "unknown-sign");
            }
            self.push(Kind::Sign(plain), length);
            return Ok(());
        }
        match plain {
            "" => self.skip(length),
            // Many schools divide with a colon.
            ":" => self.push(Kind::Sign("/"), length),
            ".." => return self.stray("stray-point"),
            "%" if self.hundredths(length) => {}
            "%" | "°" => return self.trouble(length, "unknown-sign"),
            "$" => return self.money(length),
            // `4!=24` is an equation, `n != 4` is none.
            "≠" if self.rest().starts_with("!=") && !self.gap && !self.scope.statements => {
                self.push(Kind::Sign("!"), 1);
            }
            "\\text" => {
                self.quoted = true;
                self.skip(length);
            }
            "}" if self.quoted => {
                self.quoted = false;
                self.skip(length);
            }
            "\\frac" | "\\binom" => self.parts(plain, length),
            _ => self.push(Kind::Sign(plain), length),
        }
        Ok(())
    }

    /// `65 %` is 0.65 where nothing has a unit; tells whether a number stands alone before the sign.
    fn hundredths(&mut self, length: usize) -> bool {
        let alone = match self.tokens.as_slice() {
            [.., before, _] => {
                before.nesting() > 0 || BEFORE_A_SHARE.iter().any(|sign| before.is(sign))
            }
            _ => true,
        };
        let end = self.at + length;
        match self.tokens.last_mut() {
            Some(Token {
                kind: Kind::Number(number),
                range,
                ..
            }) if alone && self.scope.shares => {
                *number = hundredth(number);
                range.end = end;
                self.at = end;
                true
            }
            _ => false,
        }
    }

    /// `\frac12` is a half: two digits without braces are two parts.
    fn parts(&mut self, plain: &'static str, length: usize) {
        self.push(Kind::Sign(plain), length);
        for _ in 0..2 {
            let rest = self.rest().trim_start();
            let Some(digit) = rest
                .get(..1)
                .filter(|_| rest.as_bytes().first().is_some_and(u8::is_ascii_digit))
            else {
                return;
            };
            self.skip(self.rest().len() - rest.len());
            self.push(Kind::Number(digit.to_string()), 1);
        }
    }

    /// A sign of money says nothing in front of a number or behind one, only between two.
    fn money(&mut self, length: usize) -> Result<(), Error> {
        // What is counted in tiles is not paid for.
        if self.scope.counts {
            return self.trouble(length, "unknown-sign");
        }
        let behind = self.rest().get(length..).unwrap_or("").trim_start();
        let after = self.tokens.last().is_some_and(Token::ends_value);
        if after && run(behind, is_digit) > 0 {
            return self.trouble(length, "unknown-sign");
        }
        self.skip(length);
        Ok(())
    }

    /// Characters that are neither in the table nor letters.
    fn rare(&mut self, rest: &str, first: char) -> Result<(), Error> {
        let width = first.len_utf8();
        if let Some((top, bottom)) = vulgar(first) {
            self.push(Kind::Vulgar(top, bottom), width);
        } else if up(first).is_some() {
            self.raised(rest);
        } else if !self.student() {
            return self.trouble(width, "unknown-sign");
        } else if is_currency(first) {
            return self.money(width);
        } else if first == '\\' {
            return self.command(rest);
        } else if first == '.' && rest.trim() == "." && !self.tokens.is_empty() {
            self.skip(width);
        } else if first == '.' {
            return self.stray("stray-point");
        } else {
            return self.trouble(width, "unknown-sign");
        }
        Ok(())
    }

    /// A Greek letter or a function in LaTeX; any other command that is not in the table cannot be read.
    fn command(&mut self, rest: &str) -> Result<(), Error> {
        let behind = rest.get(1..).unwrap_or("");
        if behind.starts_with(char::is_whitespace) {
            self.skip(1);
            return Ok(());
        }
        let length = 1 + run(behind, |c| c.is_ascii_alphabetic());
        let name = rest.get(1..length).unwrap_or("");
        if Function::named(name).is_some() {
            self.name(name.to_string(), length, rest);
            return Ok(());
        }
        let letter = name.strip_prefix("var").unwrap_or(name);
        let Some(sign) = greek(&fold(letter)) else {
            return self.trouble(length, "unknown-sign");
        };
        let capital = run(letter, |c| c.is_ascii_uppercase()) > 0;
        self.name(
            if capital {
                large(sign)
            } else {
                sign.to_string()
            },
            length,
            rest,
        );
        Ok(())
    }

    fn raised(&mut self, rest: &str) {
        let (line, length) = on_line(rest, up);
        // `¹⁄₂`
        let below = rest.get(length..).unwrap_or("").strip_prefix(['⁄', '/']);
        let (bottom, taken) = below.map(lowered).unwrap_or_default();
        match (line.parse(), bottom.parse()) {
            (Ok(top), Ok(bottom)) => {
                let slash = rest.len() - length - below.map_or(0, str::len);
                self.push(Kind::Vulgar(top, bottom), length + slash + taken);
            }
            _ => self.push(Kind::Raised(line), length),
        }
    }

    fn word(&mut self, rest: &str) {
        let (word, letters) = on_line(rest, |c| {
            let on_line = up(c).is_none() && down(c).is_none();
            let letter = is_letter(plain(c)) || c == '_';
            (on_line && letter).then_some(plain(c))
        });
        let behind = rest.get(letters..).unwrap_or("");
        if self.is_times(&word, behind) {
            return self.push(Kind::Sign("*"), letters);
        }
        if self.begins_with_times(&word) {
            return self.push(Kind::Sign("*"), 1);
        }
        if self.student() && self.scope.name(&word).is_none() {
            let folded = fold(&word);
            if folded == "sqrt" {
                return self.push(Kind::Sign("√"), letters);
            }
            let (and, or) = (&self.scope.and_words, &self.scope.or_words);
            for (words, sign) in [(and, "and"), (or, "or")] {
                if self.scope.statements && words.contains(&folded) {
                    return self.push(Kind::Sign(sign), letters);
                }
            }
        }
        self.name(word, letters, rest);
    }

    /// Takes a name with the digits or the subscript behind its letters: `n1`, `n₁`, `n_{1}`.
    fn name(&mut self, mut name: String, mut length: usize, rest: &str) {
        let behind = rest.get(length..).unwrap_or("");
        let braced = behind
            .strip_prefix("_{")
            .or(behind.strip_prefix('{').filter(|_| name.ends_with('_')));
        let inner = braced
            .filter(|_| self.student())
            .and_then(|rest| rest.split_once('}'));
        let (low, taken) = lowered(behind);
        if let Some((index, after)) = inner.filter(|(index, _)| index.chars().all(is_of_word)) {
            name.truncate(name.trim_end_matches('_').len());
            name.push('_');
            name.push_str(index);
            length = rest.len() - after.len();
        } else if taken > 0 && self.student() {
            name.push('_');
            name.push_str(&low);
            length += taken;
        } else {
            let marked = usize::from(behind.starts_with('_') && self.student());
            let (number, taken) = digits(behind.get(marked..).unwrap_or(""));
            if taken > 0 {
                name.push_str(if marked > 0 { "_" } else { "" });
                name.push_str(&number);
                length += marked + taken;
            }
        }
        self.push(Kind::Name(name), length);
    }

    /// Whether an x, or a word such as `times`, stands between two factors that it cannot be a letter of.
    fn is_times(&self, word: &str, behind: &str) -> bool {
        let listed = self.student() && self.scope.times_words.contains(&fold(word));
        if !listed || self.scope.name(word).is_some() {
            return false;
        }
        let next = behind.trim_start();
        let apart = self.gap && next.len() < behind.len();
        let before = self.tokens.last().is_some_and(|token| {
            token.ends_value() && (apart || !matches!(token.kind, Kind::Name(_)))
        });
        // While somebody types, a word that is the sign waits for its second factor.
        let waits = next.is_empty() && word.len() > 1;
        let followed = waits
            || next.starts_with(|c: char| {
                is_digit(c)
                    || matches!(c, '(' | '[' | '√')
                    || vulgar(c).is_some()
                    || apart && is_letter(c)
            });
        before && followed
    }

    /// Whether it is an x behind a number, with names behind it: `4xn`.
    fn begins_with_times(&self, word: &str) -> bool {
        let number = |token: &Token| matches!(token.kind, Kind::Number(_)) && !self.gap;
        let names = word.strip_prefix(['x', 'X']).unwrap_or("");
        self.student()
            && self.tokens.last().is_some_and(number)
            && self.scope.name(word).is_none()
            && self.scope.first_name(word).is_none()
            && self.scope.first_name(names).is_some()
    }

    /// Whether what stands before could have a unit.
    fn ends_in_value(&self) -> bool {
        self.tokens.last().is_some_and(|token| match &token.kind {
            Kind::Sign(sign) => matches!(*sign, ")" | "]" | "}" | "|" | "!" | "%"),
            Kind::End => false,
            _ => true,
        })
    }

    /// The length of a unit at the start of the text, the longest one that fits.
    fn unit(&self, rest: &str) -> Option<usize> {
        if !self.student() || self.scope.units.is_empty() {
            return None;
        }
        let letters = run(rest, |c| is_letter(c) || c == '_');
        let (word, behind) = rest.split_at_checked(letters)?;
        let named = self.tokens.is_empty() && behind.trim_start().starts_with(['=', '＝']);
        if letters > 0 && (named || self.scope.name(word).is_some()) {
            return None;
        }
        // In `layers - 1` the word is a quantity, not the unit of a number.
        let measures = self.ends_in_value() || behind.trim_start().starts_with(leads_number);
        if letters > 0 && !measures {
            return None;
        }
        let mut longest = 0;
        for unit in &self.scope.units {
            longest = longest.max(unit_length(rest, unit));
        }
        if longest > 0 {
            return Some(longest);
        }
        let (plain, length) = sign(rest)?;
        let alone = unit_length(&[plain, rest.get(length..)?].concat(), plain) > 0;
        (alone && self.scope.is_unit(plain)).then_some(length)
    }
}

/// What stands between a unit in front and its number: `tiles: 24`.
fn leads_number(sign: char) -> bool {
    is_digit(sign) || matches!(sign, ':' | '.' | ',')
}

/// The length of this unit at the start of the text, 0 if it is not there: `cm²` may be written `cm^2`.
fn unit_length(text: &str, unit: &str) -> usize {
    let mut rest = text;
    for wanted in unit.chars() {
        if up(wanted).is_some() {
            rest = rest.strip_prefix('^').unwrap_or(rest);
        }
        let Some(found) = rest.chars().next() else {
            return 0;
        };
        let line = |c: char| small(up(c).unwrap_or(plain(c)));
        if line(found) != line(wanted) {
            return 0;
        }
        rest = rest.get(found.len_utf8()..).unwrap_or("");
    }
    let goes_on = |c: char| {
        let word = unit.ends_with(is_of_word);
        c == '^' || up(c).is_some() || word && is_of_word(c)
    };
    if rest.starts_with(goes_on) {
        return 0;
    }
    text.len() - rest.len()
}

/// The capital of a small Greek letter.
fn large(letter: &str) -> String {
    let capital = |c: char| char::from_u32(u32::from(c) - 32).unwrap_or(c);
    letter.chars().map(capital).collect()
}

/// Whether a character is lowered, as in `aₙ`.
pub fn is_lowered(sign: char) -> bool {
    down(sign).is_some()
}

fn is_of_word(sign: char) -> bool {
    is_letter(sign) || is_digit(sign) || sign == '_'
}

/// The length of what holds at the start of the text.
fn run(text: &str, holds: fn(char) -> bool) -> usize {
    for (at, sign) in text.char_indices() {
        if !holds(sign) {
            return at;
        }
    }
    text.len()
}

/// The number a token's digits say.
pub fn value(digits: &str, range: Range<usize>) -> Result<Number, Error> {
    Number::literal(digits).map_err(|error| error.within(range))
}
