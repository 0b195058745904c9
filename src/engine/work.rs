//! Owns the text in which a student's work is kept and handed in: what was typed, in order, and nothing else. Knows
//! nothing of tasks or of what is right, and takes whatever it reads for hostile.
//!
//! ```text
//! lowfloor work 1⇥pool-border the format, the task
//! name⇥Mia                    only where the student typed one
//! bring⇥4(n+1)                only where the student chose among several rules for the class
//! count:1⇥0⇥20                ask, case, text
//! ⇥⇥24                        an empty ask or case is the one of the line above
//! ```
//!
//! In a text `\n` is a new line, `\t` a tab, `\r` a return and `\\` a backslash. A code is the same text in base64url,
//! behind `lf1.`.

use super::error::Error;

/// The longest text that is written or read, in bytes.
pub const LONGEST: usize = 64 * 1024;
/// The most responses that are written or read.
pub const MOST: usize = 1000;
/// The longest name, in characters.
const NAME: usize = 60;
/// The longest rule for the class, in characters: what can be read as a response.
const RULE: usize = 4_000;
const HEAD: &str = "lowfloor work 1";
const CODE: &str = "lf1.";

/// What a student typed on one page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// The name of the task's folder.
    pub task: String,
    /// As the student typed it; empty where none was typed.
    pub name: String,
    /// The rule chosen for the class, as it was typed; empty where none was chosen.
    pub bring: String,
    /// In the order in which it was given.
    pub given: Vec<Given>,
}

/// One response, as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// `SECTION:NUMBER`.
    pub ask: String,
    /// The number of a row from 0, or a case of the student's own: `n=5,m=8`.
    pub case: String,
    pub text: String,
}

/// The work as text; what does not fit into [`LONGEST`] or goes beyond [`MOST`] is left out, the earliest first. Control
/// characters become blanks.
pub fn write(work: &Work) -> String {
    let mut text = String::from(HEAD);
    put_field(&work.task, &mut text);
    put_own("name", &work.name, NAME, &mut text);
    put_own("bring", &work.bring, RULE, &mut text);
    text.push('\n');
    let (mut ask, mut case) = ("", "");
    for given in fitting(&work.given, text.len()) {
        put_text(if given.ask == ask { "" } else { &given.ask }, &mut text);
        put_field(if given.case == case { "" } else { &given.case }, &mut text);
        put_field(&given.text, &mut text);
        text.push('\n');
        (ask, case) = (&given.ask, &given.case);
    }
    text
}

/// A line of what is no response, cut where it is too long; none where it is empty.
fn put_own(word: &str, own: &str, longest: usize, out: &mut String) {
    if own.is_empty() {
        return;
    }
    out.push('\n');
    out.push_str(word);
    let own: String = own.chars().take(longest).collect();
    put_field(&own, out);
}

/// The latest responses that fit behind so many bytes; one that is escaped can grow to twice its length.
fn fitting(given: &[Given], behind: usize) -> &[Given] {
    let (mut start, mut length) = (given.len(), behind);
    for one in given.iter().rev().take(MOST) {
        length += 2 * (one.ask.len() + one.case.len() + one.text.len()) + 3;
        if length > LONGEST {
            break;
        }
        start -= 1;
    }
    given.get(start..).unwrap_or_default()
}

fn put_field(field: &str, out: &mut String) {
    out.push('\t');
    put_text(field, out);
}

fn put_text(text: &str, out: &mut String) {
    for sign in text.chars() {
        match sign {
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            '\\' => out.push_str("\\\\"),
            _ if sign.is_control() => out.push(' '),
            _ => out.push(sign),
        }
    }
}

/// The same text to be copied: letters, digits, `-` and `_` behind a mark.
pub fn code(text: &str) -> String {
    let mut code = String::from(CODE);
    for bytes in text.as_bytes().chunks(3) {
        let mut bits = 0;
        for at in 0..3 {
            bits = bits << 8 | u32::from(bytes.get(at).copied().unwrap_or(0));
        }
        for at in 0..=bytes.len() {
            code.push(sign(bits >> (18 - 6 * at) & 63));
        }
    }
    code
}

/// The sign for six bits.
fn sign(bits: u32) -> char {
    let bits = bits as u8;
    char::from(match bits {
        0..26 => b'A' + bits,
        26..52 => b'a' + bits - 26,
        52..62 => b'0' + bits - 52,
        62 => b'-',
        _ => b'_',
    })
}

/// The six bits of a sign.
fn bits(sign: u8) -> Option<u32> {
    Some(u32::from(match sign {
        b'A'..=b'Z' => sign - b'A',
        b'a'..=b'z' => sign - b'a' + 26,
        b'0'..=b'9' => sign - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    }))
}

/// The text of a code; blanks and new lines that copying put in do not count.
fn decoded(code: &str) -> Option<String> {
    let (mut bytes, mut held, mut count) = (Vec::new(), 0, 0);
    for sign in code.bytes().filter(|sign| !sign.is_ascii_whitespace()) {
        held = (held << 6 | bits(sign)?) & 0xFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((held >> count) as u8);
        }
    }
    String::from_utf8(bytes).ok()
}

/// Reads a text or a code.
///
/// # Errors
/// `work-too-long`, `work-too-many`, `work-unknown` where it is no work of this format, `work-line` with the number of a line
/// that cannot be read. Nothing of such a text is used.
pub fn read(text: &str) -> Result<Work, Error> {
    if text.len() > 2 * LONGEST {
        return Err(Error::value("work-too-long"));
    }
    let opened = match text.trim().strip_prefix(CODE) {
        Some(code) => decoded(code).ok_or_else(|| Error::value("work-unknown"))?,
        None => text.to_string(),
    };
    if opened.len() > LONGEST {
        return Err(Error::value("work-too-long"));
    }
    read_text(&opened)
}

fn read_text(text: &str) -> Result<Work, Error> {
    let mut work = Work::default();
    for (at, line) in text.lines().enumerate() {
        if read_line(at, line, &mut work).is_none() {
            return Err(match at {
                0 => Error::value("work-unknown"),
                _ => Error::at(0..0, "work-line", &[&(at + 1).to_string()]),
            });
        }
    }
    if work.given.len() > MOST {
        return Err(Error::value("work-too-many"));
    }
    match work.task.is_empty() {
        true => Err(Error::value("work-unknown")),
        false => Ok(work),
    }
}

impl Work {
    /// Whether a rule for the class may still come.
    fn can_bring(&self, rule: &str) -> bool {
        let fits = !rule.is_empty() && rule.chars().count() <= RULE;
        fits && self.bring.is_empty() && self.given.is_empty()
    }
}

fn read_line(at: usize, line: &str, work: &mut Work) -> Option<()> {
    let mut fields = line.split('\t');
    let (first, second, third) = (fields.next()?, field(fields.next()?)?, fields.next());
    if fields.next().is_some() {
        return None;
    }
    match (at, third) {
        (0, None) if first == HEAD && !second.is_empty() => work.task = second,
        (1, None) if first == "name" && second.chars().count() <= NAME => work.name = second,
        (1 | 2, None) if first == "bring" && work.can_bring(&second) => work.bring = second,
        (1.., Some(text)) => {
            let (ask, text, above) = (field(first)?, field(text)?, work.given.last());
            let ask = filled(ask, above.map(|above| &above.ask))?;
            let case = filled(second, above.map(|above| &above.case))?;
            work.given.push(Given { ask, case, text });
        }
        _ => return None,
    }
    Some(())
}

/// A field, or what stands above it where it is empty.
fn filled(field: String, above: Option<&String>) -> Option<String> {
    match field.is_empty() {
        true => above.cloned(),
        false => Some(field),
    }
}

/// What a field says; nothing where a sign cannot stand in it.
fn field(written: &str) -> Option<String> {
    let (mut field, mut signs) = (String::new(), written.chars());
    while let Some(sign) = signs.next() {
        field.push(match sign {
            '\\' => match signs.next()? {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '\\' => '\\',
                _ => return None,
            },
            _ if sign.is_control() => return None,
            _ => sign,
        });
    }
    Some(field)
}
