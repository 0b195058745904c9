//! Owns what may be written in a text: names and their spellings, units, the habits of a language. Knows nothing of tokens.

use super::signs::greek;
use crate::engine::letter::{alike, fold, is_one_letter, stem};

/// The name of the number π, where no quantity is called so.
pub const PI: &str = "π";

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
    /// An apostrophe is a decimal sign, too, as in Spain: `3'5`.
    pub apostrophe: bool,
    /// How each name may be written, and the name it stands for.
    pub names: Vec<(String, String)>,
    /// Every single letter is a name.
    pub any_letter: bool,
    /// Words and signs that may stand beside a number and say nothing new: `tiles`, `cm²`, `%`.
    pub units: Vec<String>,
    /// What is asked for has units, and none of them is a sign of money.
    pub counts: bool,
    /// Nothing that is asked for has a unit, so that `65 %` is 0.65.
    pub shares: bool,
    /// Several values are wanted, so a comma parts them.
    pub lists: bool,
    /// Spellings of quantities that cannot be used here; they are not taken for a name in the other case.
    pub others: Vec<String>,
    /// A student may compare, and join comparisons by `and` and `or`.
    pub statements: bool,
    /// Words of the page's language for these two.
    pub and_words: Vec<String>,
    pub or_words: Vec<String>,
    /// Words of the page's language that stand between two factors, and the x that looks like the sign.
    pub times_words: Vec<String>,
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
            ..Scope::student(names, '.')
        }
    }

    /// A student's text over these spellings, in a language with this decimal sign.
    pub fn student(names: Vec<(String, String)>, decimal: char) -> Scope {
        Scope {
            writer: Writer::Student,
            decimal,
            apostrophe: false,
            names,
            any_letter: false,
            units: Vec::new(),
            counts: false,
            shares: true,
            lists: false,
            others: Vec::new(),
            statements: false,
            and_words: vec!["and".to_string()],
            or_words: vec!["or".to_string()],
            times_words: vec!["x".to_string()],
        }
    }

    /// The name that is written so; upper or lower case, a subscript or a Greek letter where that cannot confuse.
    pub fn name(&self, written: &str) -> Option<String> {
        if let Some((_, name)) = self.names.iter().find(|(spelling, _)| spelling == written) {
            return Some(name.clone());
        }
        if self.any_letter && is_lettered(written) {
            return Some(written.to_string());
        }
        if self.writer == Writer::Student {
            if self.others.iter().any(|other| other == written) {
                return None;
            }
            let folded = folded(written);
            let mut found: Option<&String> = None;
            for (spelling, name) in &self.names {
                if self::folded(spelling) == folded {
                    if found.is_some_and(|other| other != name) {
                        return None;
                    }
                    found = Some(name);
                }
            }
            if found.is_some() {
                return found.cloned();
            }
        }
        (written == PI).then(|| PI.to_string())
    }

    /// The name or the number π that a whole word is.
    pub fn whole_name(&self, written: &str) -> Option<String> {
        let letter = |letter: &str| self.names.iter().any(|(spelling, _)| spelling == letter);
        let pi = || {
            let named = written.eq_ignore_ascii_case("pi") && !(letter("p") && letter("i"));
            named.then(|| PI.to_string())
        };
        self.name(written).or_else(pi)
    }

    /// The longest name at the start of letters that stand side by side, and its length. Authors' are single letters.
    pub fn first_name(&self, letters: &str) -> Option<(String, usize)> {
        let mut most = 1;
        if self.writer == Writer::Student {
            for (spelling, _) in &self.names {
                most = spelling.chars().count().clamp(most, 16);
            }
        }
        let (mut found, mut length) = (None, 0);
        for letter in letters.chars().take(most) {
            length += letter.len_utf8();
            if let Some(name) = self.name(letters.get(..length).unwrap_or("")) {
                found = Some((name, length));
            }
        }
        found
    }

    /// How two and a half is written in this language.
    pub fn decimal_example(&self) -> String {
        ["2", self.decimal.encode_utf8(&mut [0; 4]), "5"].concat()
    }

    /// Whether this is one of the units, upper or lower case.
    pub fn is_unit(&self, written: &str) -> bool {
        self.units.iter().any(|unit| alike(unit, written))
    }
}

/// A letter, perhaps with an index: `a`, `a_1`.
fn is_lettered(written: &str) -> bool {
    let letter = written.split_once('_');
    is_one_letter(letter.map_or(written, |(letter, _)| letter))
}

/// One text for all spellings of a name: `n_1` and `N1`, `alpha` and `α`.
fn folded(written: &str) -> String {
    let mut plain = fold(written);
    if !plain.ends_with('_') {
        plain.retain(|c| c != '_');
    }
    let letters = stem(&plain);
    match greek(letters) {
        Some(sign) => sign.to_string() + plain.get(letters.len()..).unwrap_or(""),
        None => plain,
    }
}
