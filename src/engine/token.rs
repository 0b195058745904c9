//! Owns the cutting of typed maths into tokens, in authors' and in students' notation; knows nothing of their order.

use super::error::Error;
use super::expr::{raised, vulgar};
use super::letter::{alike, is_letter, is_one_letter};
use super::number::Number;
use std::ops::Range;

/// Who wrote the text: authors keep to the grammar, students write as schools do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writer {
    Author,
    Student,
}

/// What may be written in a text: the names it can use and the habits of its language.
#[derive(Clone, Debug)]
pub struct Scope {
    pub writer: Writer,
    /// The decimal sign of the language, `.` or `,`; authors always write a point.
    pub decimal: char,
    /// How each name may be written, and the name it stands for.
    pub names: Vec<(String, String)>,
    /// Every single letter is a name.
    pub any_letter: bool,
    /// Words that may follow a number and say nothing new: `tiles`.
    pub units: Vec<String>,
    /// Several values are wanted, so a comma parts them.
    pub lists: bool,
    /// Spellings of quantities that cannot be used here; they are not taken for a name in the other case.
    pub others: Vec<String>,
}

impl Scope {
    /// An author's text over these names.
    pub fn author<'a>(names: impl IntoIterator<Item = &'a str>) -> Scope {
        let names = names
            .into_iter()
            .map(|name| (name.to_string(), name.to_string()))
            .collect();
        Scope {
            writer: Writer::Author,
            decimal: '.',
            names,
            any_letter: false,
            units: Vec::new(),
            lists: false,
            others: Vec::new(),
        }
    }

    /// A student's text over these spellings, in a language with this decimal sign.
    pub fn student(names: Vec<(String, String)>, decimal: char) -> Scope {
        Scope {
            writer: Writer::Student,
            decimal,
            names,
            any_letter: false,
            units: Vec::new(),
            lists: false,
            others: Vec::new(),
        }
    }

    /// The name that is written so, upper or lower case where that cannot confuse.
    pub fn name(&self, written: &str) -> Option<String> {
        if let Some((_, name)) = self.names.iter().find(|(spelling, _)| spelling == written) {
            return Some(name.clone());
        }
        if self.any_letter && is_one_letter(written) {
            return Some(written.to_string());
        }
        if self.writer == Writer::Author || self.others.iter().any(|other| other == written) {
            return None;
        }
        let mut near = self
            .names
            .iter()
            .filter(|(spelling, _)| alike(spelling, written))
            .map(|(_, name)| name);
        let first = near.next()?;
        near.all(|name| name == first).then(|| first.clone())
    }
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Number(NumberText),
    /// A fraction in one character: `½`.
    Vulgar(i64, i64),
    /// Letters, perhaps with digits behind them, as written.
    Name(String),
    /// Raised digits, perhaps with a raised minus: `²`.
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

    /// Whether it is this word.
    pub fn is_word(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Name(name) if name == word)
    }
}

const SIGNS: &[(char, &str)] = &[
    ('+', "+"),
    ('＋', "+"),
    ('-', "-"),
    ('−', "-"),
    ('–', "-"),
    ('—', "-"),
    ('‐', "-"),
    ('‑', "-"),
    ('‒', "-"),
    ('－', "-"),
    ('*', "*"),
    ('×', "*"),
    ('·', "*"),
    ('⋅', "*"),
    ('∙', "*"),
    ('•', "*"),
    ('＊', "*"),
    ('✕', "*"),
    ('/', "/"),
    ('÷', "/"),
    ('∕', "/"),
    ('⁄', "/"),
    ('／', "/"),
    ('^', "^"),
    ('(', "("),
    (')', ")"),
    ('（', "("),
    ('）', ")"),
    ('[', "["),
    (']', "]"),
    ('{', "{"),
    ('}', "}"),
    ('|', "|"),
    (',', ","),
    ('，', ","),
    ('、', ","),
    (';', ";"),
    ('；', ";"),
    ('=', "="),
    ('＝', "="),
    ('≠', "≠"),
    ('<', "<"),
    ('≤', "≤"),
    ('>', ">"),
    ('≥', "≥"),
    ('√', "√"),
    ('!', "!"),
    (':', ":"),
];

const LONG_SIGNS: &[(&str, &str)] = &[
    ("..", ".."),
    ("…", ".."),
    ("!=", "≠"),
    ("<=", "≤"),
    (">=", "≥"),
    ("**", "^"),
];

/// Cuts the text; the last token is always `End`.
pub fn tokens(text: &str, scope: &Scope) -> Result<Vec<Token>, Error> {
    let mut cutter = Cutter {
        text,
        scope,
        at: 0,
        tokens: Vec::new(),
    };
    while cutter.step()? {}
    Ok(cutter.tokens)
}

struct Cutter<'a> {
    text: &'a str,
    scope: &'a Scope,
    at: usize,
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
        let rest = self.rest();
        let blank = rest.len() - rest.trim_start().len();
        self.at += blank;
        let spaced = blank > 0;
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            self.push(Kind::End, 0, spaced);
            return Ok(false);
        };
        if digit(first).is_some()
            || (first == '.' && rest.chars().nth(1).is_some_and(|c| digit(c).is_some()))
        {
            let (number, length) = self.number(rest);
            self.push(Kind::Number(number), length, spaced);
        } else if is_letter(first) {
            self.word(rest, spaced);
        } else {
            self.sign(rest, first, spaced)?;
        }
        Ok(true)
    }

    fn push(&mut self, kind: Kind, length: usize, spaced: bool) {
        self.tokens.push(Token {
            kind,
            range: self.at..self.at + length,
            spaced,
        });
        self.at += length;
    }

    fn sign(&mut self, rest: &str, first: char, spaced: bool) -> Result<(), Error> {
        let width = first.len_utf8();
        if first == ':' && self.student() {
            // Many schools divide with a colon.
            self.push(Kind::Sign("/"), width, spaced);
        } else if let Some((written, sign)) = LONG_SIGNS
            .iter()
            .find(|(written, _)| rest.starts_with(written))
        {
            self.push(Kind::Sign(sign), written.len(), spaced);
        } else if let Some((_, sign)) = SIGNS.iter().find(|(c, _)| *c == first) {
            self.push(Kind::Sign(sign), width, spaced);
        } else if let Some((top, bottom)) = vulgar(first) {
            self.push(Kind::Vulgar(top, bottom), width, spaced);
        } else if raised(first).is_some() || first == '⁻' {
            let (digits, length) = raised_run(rest);
            self.push(Kind::Raised(digits), length, spaced);
        } else if self.student() && matches!(first, '$' | '€' | '£' | '¥') {
            self.at += width;
        } else {
            let sign = first.to_string();
            return Err(Error::at(
                self.at..self.at + width,
                "unknown-sign",
                &[&sign],
            ));
        }
        Ok(())
    }

    fn word(&mut self, rest: &str, spaced: bool) {
        let letters: usize = run(rest, |c| is_letter(c) || c == '_');
        let word = rest.get(..letters).unwrap_or("");
        if self.is_times(word, rest.get(letters..).unwrap_or("")) {
            return self.push(Kind::Sign("*"), letters, spaced);
        }
        if self.is_unit(word, rest.get(letters..).unwrap_or("")) {
            self.at += letters;
            return;
        }
        let digits = run(rest.get(letters..).unwrap_or(""), |c| c.is_ascii_digit());
        let whole = letters + digits;
        self.push(
            Kind::Name(rest.get(..whole).unwrap_or("").to_string()),
            whole,
            spaced,
        );
    }

    fn is_times(&self, word: &str, behind: &str) -> bool {
        let after_value = self
            .tokens
            .last()
            .is_some_and(|t| matches!(t.kind, Kind::Number(_) | Kind::Vulgar(..)) || t.is(")"));
        let before_value = behind
            .trim_start()
            .starts_with(|c: char| digit(c).is_some() || c == '(' || vulgar(c).is_some());
        self.student()
            && matches!(word, "x" | "X")
            && self.scope.name(word).is_none()
            && after_value
            && before_value
    }

    fn is_unit(&self, word: &str, behind: &str) -> bool {
        let named = behind.trim_start().starts_with(['=', '＝']) && self.tokens.is_empty();
        self.student()
            && !named
            && self.scope.name(word).is_none()
            && self.scope.units.iter().any(|unit| alike(unit, word))
    }

    /// The number at the start of the text, with a plain point, and how many bytes it takes.
    fn number(&self, rest: &str) -> (NumberText, usize) {
        let (mut digits, mut at) = take_digits(rest);
        if self.student() && !digits.is_empty() && digits.len() <= 3 {
            while let Some(length) = self.group(rest.get(at..).unwrap_or("")) {
                digits.push_str(&take_digits(rest.get(at + length - 3..).unwrap_or("")).0);
                at += length;
            }
        }
        let behind = rest.get(at..).unwrap_or("");
        if let Some(length) = self.point(behind) {
            let (places, taken) = take_digits(behind.get(length..).unwrap_or(""));
            digits.push('.');
            digits.push_str(&places);
            at += length + taken;
        }
        (digits, at)
    }

    /// The length of a thousands separator with its three digits, if one stands here.
    fn group(&self, behind: &str) -> Option<usize> {
        let sign = behind.chars().next()?;
        let separates = match sign {
            '\'' | '’' | '\u{202f}' | '\u{2009}' | '\u{a0}' | ' ' => true,
            ',' => self.scope.decimal == '.' && !self.scope.lists,
            '.' => self.scope.decimal == ',',
            _ => false,
        };
        let (digits, length) = take_digits(behind.get(sign.len_utf8()..)?);
        (separates && digits.len() == 3 && length == 3).then_some(sign.len_utf8() + 3)
    }

    /// The length of the decimal sign, if one stands here.
    fn point(&self, behind: &str) -> Option<usize> {
        let sign = behind.chars().next()?;
        let next = behind.chars().nth(1);
        let digit_next = next.is_some_and(|c| digit(c).is_some());
        match sign {
            '.' if next == Some('.') => None,
            '.' => (digit_next || self.student()).then_some(1),
            ',' => (self.student() && self.scope.decimal == ',' && digit_next).then_some(1),
            _ => None,
        }
    }
}

fn run(text: &str, holds: impl Fn(char) -> bool) -> usize {
    text.find(|c| !holds(c)).unwrap_or(text.len())
}

fn raised_run(text: &str) -> (String, usize) {
    let mut digits = String::new();
    let mut length = 0;
    for sign in text.chars() {
        match raised(sign) {
            Some(digit) => digits.push(char::from(b'0' + digit)),
            None if sign == '⁻' && digits.is_empty() => digits.push('-'),
            None => break,
        }
        length += sign.len_utf8();
    }
    (digits, length)
}

fn take_digits(text: &str) -> (String, usize) {
    let mut digits = String::new();
    let mut length = 0;
    for (sign, value) in text.chars().map_while(|c| digit(c).map(|d| (c, d))) {
        digits.push(value);
        length += sign.len_utf8();
    }
    (digits, length)
}

/// The plain digit a character stands for: full-width and Arabic digits are digits too.
fn digit(sign: char) -> Option<char> {
    let zero = match sign {
        '0'..='9' => '0',
        '０'..='９' => '０',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return None,
    };
    char::from_digit(u32::from(sign) - u32::from(zero), 10)
}

/// The number a token's digits say.
pub fn value(digits: &str, range: Range<usize>) -> Result<Number, Error> {
    Number::literal(digits).map_err(|error| error.within(range))
}
