//! Owns the words for text that is no YAML: what a teacher most likely meant, and the next step; knows nothing of tasks.
//!
//! The parser says where it gave up, which is often a line too late. So all lines are looked through for the two
//! slips that are the same everywhere (a tab, no blank behind a colon); else the line it stopped in is explained.

use super::torn::missing_blank;
use crate::diagnostic::{Diagnostic, FileId, Place};
use std::ops::Range;

/// Quotes a word processor puts in.
pub(super) const TYPESET_QUOTES: &[char] = &['“', '”', '„', '‟', '‘', '’', '‚', '«', '»'];

/// A text of another sort altogether would have a slip in every line.
const MOST_SLIPS: usize = 20;

/// A fault at a range of the text that was read.
pub(super) struct Slip {
    pub range: Range<usize>,
    pub diagnostic: Diagnostic,
}

/// What is wrong in a text that the parser could not read beyond `offset`; `reason` is the parser's own.
pub(super) fn explain(text: &str, offset: usize, reason: &str) -> Vec<Slip> {
    let offset = text.floor_char_boundary(offset);
    let each = lines(text).filter_map(|line| slip_of_line(&line));
    let mut found: Vec<Slip> = each.take(MOST_SLIPS).collect();
    let here = line_at(text, offset);
    let from = line_at(text, here.start.saturating_sub(1)).start;
    let next = line_at(text, here.start + here.text.len() + 2);
    let near = |slip: &Slip| (from..=next.start + next.text.len()).contains(&slip.range.start);
    if !found.iter().any(near) {
        found.push(slip_at(text, offset, &here, reason));
    }
    found
}

/// A line without its line end.
struct Line<'a> {
    start: usize,
    text: &'a str,
}

fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |whole| {
        let line = Line {
            start,
            text: whole.trim_end_matches(['\n', '\r']),
        };
        start += whole.len();
        line
    })
}

fn line_at(text: &str, offset: usize) -> Line<'_> {
    let within = |line: &Line| line.start <= offset;
    let last = Line {
        start: text.len(),
        text: "",
    };
    let ended = text.ends_with('\n') && offset >= text.len();
    lines(text)
        .take_while(within)
        .last()
        .filter(|_| !ended)
        .unwrap_or(last)
}

fn slip_of_line(line: &Line) -> Option<Slip> {
    let words = line.text.trim_start();
    let indent = line.text.len() - words.len();
    let blank = line.text.get(..indent)?;
    if let Some(tab) = blank.find('\t').filter(|_| !words.is_empty()) {
        return Some(tab_slip(line.start + tab));
    }
    if let Some(at) = blank.find(NO_BREAK).filter(|_| !words.is_empty()) {
        return Some(no_break_slip(
            line.start + at,
            "at the beginning of this line",
        ));
    }
    let (name, rest) = words.split_once(':')?;
    let begins = rest.chars().next()?;
    if begins == NO_BREAK {
        let at = line.start + indent + name.len() + 1;
        return Some(no_break_slip(at, "behind the colon"));
    }
    let is_name = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || c == '_' || c == '-');
    if !is_name || begins.is_whitespace() || begins == ':' || rest.starts_with("//") {
        return None;
    }
    let start = line.start + indent;
    let nowhere = Place {
        file: FileId(0),
        range: 0..0,
    };
    let diagnostic = missing_blank(name, rest.trim_end(), nowhere);
    Some(Slip {
        range: start..start + name.len() + 1,
        diagnostic,
    })
}

/// A blank at which no line is broken, as a word processor or a web page puts it in.
const NO_BREAK: char = '\u{a0}';

fn no_break_slip(start: usize, place: &str) -> Slip {
    let message = format!("a no-break space stands {place}, which is no blank");
    let help = "delete it and type a blank";
    slip(
        "yaml-sign",
        start..start + NO_BREAK.len_utf8(),
        &message,
        help,
    )
}

fn tab_slip(start: usize) -> Slip {
    let message = "a tab stands at the beginning of this line";
    let help = "indent with blanks, two for each step";
    slip("yaml-tab", start..start + 1, message, help)
}

fn slip(code: &'static str, range: Range<usize>, message: &str, help: &str) -> Slip {
    Slip {
        range,
        diagnostic: Diagnostic::error(code, None, message).help(help),
    }
}

type Guess = fn(&str, usize, &Line) -> Option<Slip>;

/// The guesses in the order they are tried: the surest first.
const GUESSES: [Guess; 10] = [
    control_sign,
    no_break,
    open_quote,
    text_behind_quotes,
    open_bracket,
    closing_bracket,
    odd_beginning,
    list_in_line,
    second_colon,
    no_entry,
];

fn slip_at(text: &str, offset: usize, here: &Line, reason: &str) -> Slip {
    let guessed = GUESSES.iter().find_map(|guess| guess(text, offset, here));
    let mut slip = guessed.or_else(|| other_indent(text, here)).unwrap_or_else(|| {
        let end = offset + text.get(offset..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
        slip(
            "yaml",
            offset..end,
            "this line cannot be read",
            "write `name: value` on each line, and put a value with unusual signs in quotes: `'…'`",
        )
    });
    if slip.diagnostic.code == "yaml" {
        slip.diagnostic = slip.diagnostic.fact(format!("the reader says: {reason}"));
    }
    slip
}

fn control_sign(text: &str, offset: usize, _: &Line) -> Option<Slip> {
    let found = text.get(offset..)?.chars().next()?;
    let odd = found.is_control() && !matches!(found, '\n' | '\r' | '\t');
    odd.then(|| {
        let range = offset..offset + found.len_utf8();
        slip(
            "yaml-sign",
            range,
            "an invisible control character stands here",
            "delete it",
        )
    })
}

fn no_break(_: &str, _: usize, line: &Line) -> Option<Slip> {
    let at = line.text.find(NO_BREAK)?;
    Some(no_break_slip(line.start + at, "in this line"))
}

/// The parser stops at the quote that is never closed.
fn open_quote(text: &str, offset: usize, line: &Line) -> Option<Slip> {
    let rest = text.get(offset..)?;
    let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'))?;
    let count = rest.matches(quote).count();
    (count % 2 == 1 && value_of(line)?.start == offset).then(|| {
        let help = format!(
            "close it with a second `{quote}`, or put the whole value in the other sort of quotes"
        );
        slip(
            "yaml-quotes",
            offset..offset + 1,
            "this quote is never closed",
            &help,
        )
    })
}

fn text_behind_quotes(_: &str, offset: usize, line: &Line) -> Option<Slip> {
    let value = value_of(line)?;
    let quote = value
        .text
        .chars()
        .next()
        .filter(|c| matches!(c, '\'' | '"'))?;
    let after = value.text.get(1..)?.find(quote)? + value.start + 2;
    (offset >= after && offset < value.end()).then(|| {
        let help = "put the whole value in quotes, or use no quotes at all";
        slip(
            "yaml-quotes",
            offset..value.end(),
            "there is more text behind the closing quote",
            help,
        )
    })
}

/// A bracket before the place where the parser stopped, with nothing that closes it.
fn open_bracket(text: &str, offset: usize, line: &Line) -> Option<Slip> {
    let (at, open) = unclosed(text.get(..=offset).or_else(|| text.get(..offset))?)?;
    let rest_of_line = line
        .text
        .get(offset.saturating_sub(line.start)..)
        .unwrap_or("");
    let close = closing(open);
    if line.start <= at && rest_of_line.contains(close) {
        return None;
    }
    let message = format!("this `{open}` is never closed");
    let help = format!("put `{close}` where it ends, or the whole value in quotes: `'…'`");
    Some(slip("yaml-bracket", at..at + 1, &message, &help))
}

fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// The last bracket or brace that is open at the end of a text, quotes and comments left out.
fn unclosed(text: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut quote = None;
    let mut before = ' ';
    let mut comment = false;
    for (i, c) in text.char_indices() {
        let begins = before.is_whitespace() || matches!(before, '[' | '{' | ',');
        match c {
            '\n' => comment = false,
            _ if comment => {}
            _ if quote.is_some() => quote = quote.filter(|q| *q != c),
            '#' if before.is_whitespace() => comment = true,
            '\'' | '"' if begins => quote = Some(c),
            '[' | '{' if begins || !open.is_empty() => open.push((i, c)),
            ']' | '}' => drop(open.pop()),
            _ => {}
        }
        before = c;
    }
    open.pop()
}

fn closing_bracket(text: &str, offset: usize, _: &Line) -> Option<Slip> {
    let found = text.get(offset..)?.chars().next()?;
    matches!(found, ']' | '}').then(|| {
        let message = format!("this `{found}` closes nothing");
        let help = "take it out, or put the bracket that opens in front";
        slip("yaml-bracket", offset..offset + 1, &message, help)
    })
}

/// The part of a line behind `name: ` or `- `.
struct Value<'a> {
    start: usize,
    text: &'a str,
}

impl Value<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

fn value_of<'a>(line: &Line<'a>) -> Option<Value<'a>> {
    let words = line.text.trim_start();
    let skip = match words.strip_prefix("- ") {
        Some(_) => 2,
        None => words.find(": ").map(|i| i + 2)?,
    };
    let text = words.get(skip..)?;
    let text = text.split(" #").next().unwrap_or(text);
    let start =
        line.start + line.text.len() - words.len() + skip + text.len() - text.trim_start().len();
    Some(Value {
        start,
        text: text.trim(),
    })
}

/// `|x| < 4`, `[1, 2] + 3`, `@home`: the first sign has a meaning of its own in YAML.
fn odd_beginning(_: &str, offset: usize, line: &Line) -> Option<Slip> {
    let value = value_of(line)?;
    let sign = value.text.chars().next()?;
    let alone = "|>%@`".contains(sign) && offset <= value.start;
    let list = "[{".contains(sign) && offset > value.start && offset < value.end();
    let typeset = TYPESET_QUOTES.contains(&sign);
    (alone || list || typeset).then(|| {
        let named = if sign == '`' {
            "a back-tick".to_owned()
        } else {
            format!("`{sign}`")
        };
        let message = format!("a value that begins with {named} needs quotes round it");
        let quoted = value.text.trim_matches(TYPESET_QUOTES).replace('\'', "''");
        let help = format!("write `'{quoted}'`");
        slip("yaml-sign", value.start..value.end(), &message, &help)
    })
}

fn list_in_line(text: &str, offset: usize, line: &Line) -> Option<Slip> {
    let value = value_of(line)?;
    let dash = text.get(offset..)?.starts_with("- ") && value.start == offset;
    dash.then(|| {
        let help = "write the list in brackets, `[3, 4]`, or each item on a line of its own; a negative number has no blank behind its sign";
        slip("yaml-list", offset..offset + 1, "a list cannot begin here", help)
    })
}

/// The parser stops at a colon that comes too late: in the same line, or in the line after a value.
fn second_colon(text: &str, offset: usize, line: &Line) -> Option<Slip> {
    let column = offset.checked_sub(line.start)?;
    let before = line.text.get(..column)?;
    if !text.get(offset..)?.starts_with(':') {
        return None;
    }
    if before.contains(": ") {
        let value = value_of(line)?;
        let quoted = value.text.replace('\'', "''");
        let help = format!("put the text in quotes, `'{quoted}'`, or start a new line");
        return Some(slip(
            "yaml-colon",
            offset..offset + 1,
            "a second colon stands in this line",
            &help,
        ));
    }
    line_above(text, line)
        .and_then(|above| without_colon(&above))
        .or_else(|| other_indent(text, line))
}

fn without_colon(line: &Line) -> Option<Slip> {
    let words = line.text.trim();
    if words.is_empty() || words.contains(": ") || words.ends_with(':') {
        return None;
    }
    let start = line.start + indent(line);
    let help = match words.split_once(char::is_whitespace) {
        None => format!("write `{words}: …`, or take the line out"),
        Some((name, value)) => {
            let value = value.trim_start();
            format!("write `{name}: {value}`, or indent the line if it goes on from the one above")
        }
    };
    Some(slip(
        "yaml-colon",
        start..start + words.len(),
        "this line has no colon",
        &help,
    ))
}

/// The parser stops at a line that is no entry of the group it stands in.
fn no_entry(text: &str, offset: usize, line: &Line) -> Option<Slip> {
    let above = line_above(text, line)?;
    let words = line.text.trim_start();
    let first = line.start + indent(line);
    if offset > first + 2 || indent(line) > indent(&above) {
        return None;
    }
    if words.starts_with("- ") == above.text.trim_start().starts_with("- ") {
        return without_colon(line);
    }
    let message = "lines with `- ` and lines without stand in one group";
    let help = "begin all of them with `- `, or none";
    let same = indent(line) == indent(&above);
    same.then(|| {
        slip(
            "yaml-list",
            first..first + words.trim_end().len(),
            message,
            help,
        )
    })
}

/// The nearest line above that holds more than blanks or a comment.
fn line_above<'a>(text: &'a str, line: &Line) -> Option<Line<'a>> {
    let said = |line: &Line| !matches!(line.text.trim_start().chars().next(), None | Some('#'));
    lines(text.get(..line.start)?).filter(said).last()
}

fn other_indent(text: &str, line: &Line) -> Option<Slip> {
    let above = line_above(text, line)?;
    let words = line.text.trim();
    let (indent, indent_above) = (indent(line), indent(&above));
    let opens = above.text.trim_end().ends_with(':');
    if words.is_empty() || indent == indent_above || (opens && indent > indent_above) {
        return None;
    }
    let (message, help) = match indent > indent_above {
        true => (
            "this line stands further to the right than the one above, which has its value already",
            "let the names of one group begin in the same column",
        ),
        false => (
            "this line begins in a column of its own",
            "let it begin below the first letter of the group it belongs to",
        ),
    };
    let start = line.start + indent;
    Some(slip(
        "yaml-indent",
        start..start + words.len(),
        message,
        help,
    ))
}

fn indent(line: &Line) -> usize {
    line.text.len() - line.text.trim_start().len()
}
