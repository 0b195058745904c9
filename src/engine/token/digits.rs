//! Owns how numbers are written: thousands apart, decimals, digits of any script. Knows nothing of other signs.

use super::signs::{down, is_currency, plain};
use super::{Cutter, Kind, Scope, Writer};
use crate::engine::error::Error;
use crate::engine::letter::is_letter;

impl Cutter<'_> {
    /// Takes the number that begins here.
    pub(super) fn number(&mut self, rest: &str) -> Result<(), Error> {
        let student = self.scope.writer == Writer::Student;
        let (mut number, mut at) = digits(rest);
        let mut apart = None;
        if student && (1..=3).contains(&number.len()) && !number.starts_with('0') {
            while let Some(found) = group(self.scope, behind(rest, at), apart) {
                let (sign, three, length) = found;
                let after = behind(rest, at + length);
                if apart.is_none() && is_unclear(self.scope, sign, &three, after) {
                    return self.trouble(at + length, "ambiguous-number");
                }
                number.push_str(&three);
                at += length;
                apart = Some(sign);
            }
        }
        let length = point(self.scope, behind(rest, at), apart);
        if length > 0 {
            let (places, taken) = digits(behind(rest, at + length));
            number.push('.');
            number.push_str(&places);
            at += length + taken;
        }
        self.push(Kind::Number(number), at);
        if student { self.number_ends() } else { Ok(()) }
    }

    /// Whether what follows a number could be a part of it: `1.2.3`, `24,-`.
    fn number_ends(&mut self) -> Result<(), Error> {
        let mut signs = self.rest().chars();
        let (sign, next) = (signs.next().map(plain), signs.next());
        let digit_next = next.is_some_and(is_digit);
        match sign {
            Some('.') if digit_next => self.stray("stray-point"),
            Some(',') if self.scope.decimal == ',' && digit_next => self.stray("stray-comma"),
            Some(',')
                if self.scope.decimal == ',' && is_dash(next) && is_price_end(signs.as_str()) =>
            {
                self.at += 1 + next.map_or(0, char::len_utf8);
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn behind(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or("")
}

fn is_dash(sign: Option<char>) -> bool {
    matches!(sign, Some('-' | '–' | '—' | '−'))
}

fn is_price_end(behind: &str) -> bool {
    let behind = behind.trim_start();
    behind.is_empty() || behind.starts_with(|c: char| is_currency(c) || is_letter(c))
}

/// What sets thousands apart, the three digits behind it, and the length of both.
fn group(scope: &Scope, behind: &str, apart: Option<char>) -> Option<(char, String, usize)> {
    let (sign, width) = if behind.starts_with("\\,") {
        (' ', 2)
    } else {
        let sign = behind.chars().next()?;
        (plain(sign), sign.len_utf8())
    };
    let separates = match sign {
        ',' => scope.decimal == '.' && !scope.lists,
        '.' => scope.decimal == ',',
        '\'' | '’' => true,
        _ => is_blank(sign),
    };
    let (three, length) = digits(behind.get(width..)?);
    let found = separates && apart.is_none_or(|known| known == sign) && three.len() == 3;
    found.then_some((sign, three, width + length))
}

fn is_blank(sign: char) -> bool {
    matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}')
}

/// `2 100/200` may be a mixed number, `1'056` a decimal one.
fn is_unclear(scope: &Scope, sign: char, three: &str, behind: &str) -> bool {
    let below = behind
        .trim_start()
        .strip_prefix(['/', '⁄'])
        .map(|below| digits(below.trim_start()).0);
    let mixed = below.is_some_and(|below| (below.len(), below.as_str()) > (3, three));
    let apostrophe = scope.apostrophe && matches!(sign, '\'' | '’');
    apostrophe || is_blank(sign) && mixed && !three.starts_with('0')
}

/// The length of the decimal sign, 0 if there is none.
fn point(scope: &Scope, behind: &str, apart: Option<char>) -> usize {
    let mut signs = behind.chars();
    let (first, next) = (signs.next().unwrap_or(' '), signs.next());
    let digit_next = next.is_some_and(is_digit);
    let student = scope.writer == Writer::Student;
    let comma = student && scope.decimal == ',';
    let is_one = match plain(first) {
        '.' if digit_next => apart != Some('.'),
        '.' => student && next != Some('.') && !is_repeated(signs.as_str(), next),
        ',' => comma && (digit_next || !scope.lists && behind.trim() == ","),
        '\'' | '’' => student && scope.apostrophe && digit_next,
        '{' if comma && behind.starts_with("{,}") => return 3,
        _ => false,
    };
    if is_one { first.len_utf8() } else { 0 }
}

/// Digits in brackets behind the point, as some write what repeats: `0.(3)`.
fn is_repeated(behind: &str, next: Option<char>) -> bool {
    let (_, length) = digits(behind);
    next == Some('(')
        && length > 0
        && behind
            .get(length..)
            .is_some_and(|rest| rest.starts_with(')'))
}

/// The digits at the start of the text, plain, and how many bytes they take.
pub fn digits(text: &str) -> (String, usize) {
    on_line(text, |sign| Some(plain(sign)).filter(char::is_ascii_digit))
}

/// The lowered digits at the start of the text, on the line, and how many bytes they take.
pub fn lowered(text: &str) -> (String, usize) {
    on_line(text, down)
}

/// The characters at the start of the text that are something else on the line, as that, and how many bytes they take.
pub fn on_line(text: &str, line: fn(char) -> Option<char>) -> (String, usize) {
    let mut found = String::new();
    for (at, sign) in text.char_indices() {
        match line(sign) {
            Some(sign) => found.push(sign),
            None => return (found, at),
        }
    }
    (found, text.len())
}

pub fn is_digit(sign: char) -> bool {
    plain(sign).is_ascii_digit()
}
