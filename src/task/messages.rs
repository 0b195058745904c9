//! Owns what an author is told about an expression that cannot be read, and the next step.

use crate::diagnostic::did_you_mean;
use crate::engine::error::Error;
use crate::engine::figure::MOST_CELLS;
use crate::engine::token::Scope;

/// The stable code of trouble with an expression.
pub fn code(key: &'static str) -> &'static str {
    match key {
        "unknown-name" | "unknown-property" | "too-deep" | "too-long" | "too-large"
        | "ambiguous-division" => key,
        _ => "unreadable-expression",
    }
}

/// What is so, in an author's words.
pub fn message(error: &Error) -> String {
    let part = error.parts.first().map(String::as_str).unwrap_or("");
    match error.key {
        "unknown-name" => format!("there is no quantity or function `{part}`"),
        "unknown-property" => format!("`{part}` is nothing a value can be"),
        "unknown-sign" => format!("the sign `{part}` cannot be read in a formula"),
        "number-beside-number" => format!("there is no sign between two numbers, before `{part}`"),
        "number-behind-letter" => format!("there is no sign between a letter and `{part}`"),
        "stray-comma" => "a comma cannot stand here; decimals have a point".to_string(),
        "unfinished" => "something is missing at the end of the formula".to_string(),
        "unclosed" => format!("the bracket `{part}` is not closed"),
        "unopened" => format!("the bracket `{part}` was not opened"),
        "unexpected" => format!("the formula cannot be read from `{part}` on"),
        "empty-brackets" => "there is nothing between these brackets".to_string(),
        "ambiguous-power" => "it is not clear what stands in the power".to_string(),
        "ambiguous-division" => "it is not clear what stands below the line".to_string(),
        "too-long" => "the formula is too long to read".to_string(),
        "too-deep" => "there are too many brackets, signs or powers inside each other".to_string(),
        "too-large" => "a number in it is too large to work with".to_string(),
        "too-much-work" => "it takes too long to work out".to_string(),
        "divided-by-zero" => "it divides by 0".to_string(),
        "no-real-value" => "it has no value, like the root of a negative number".to_string(),
        "no-value" => format!("nothing gives `{part}` a value"),
        "not-a-number" => "it is not a number".to_string(),
        "not-a-statement" => "it is not a statement".to_string(),
        "not-a-list" => "it is not a list".to_string(),
        "wrong-inputs" => "a function has too few or too many numbers in its brackets".to_string(),
        "unfit-size" => "its rows and columns must be whole numbers above 0, its lengths numbers that fit a page".to_string(),
        "too-many-cells" | "too-many-marks" => {
            format!("it has more than {MOST_CELLS} cells or marks")
        }
        "misshapen" => "a shape has too few or too many numbers, or a length below 0".to_string(),
        "nothing-drawn" => "it has no shape in this case".to_string(),
        other => other.replace('-', " "),
    }
}

/// What to do about it.
pub fn next_step(error: &Error, scope: &Scope) -> String {
    let part = error.parts.first().map(String::as_str).unwrap_or("");
    let names = || scope.names.iter().map(|(name, _)| name.as_str());
    match error.key {
        "unknown-name" if matches!(part, "answer" | "right") => {
            format!("`{part}` can stand only in the words of an idea or a condition")
        }
        "unknown-name" => did_you_mean(part, names())
            .or_else(|| other_writing(part, scope))
            .unwrap_or_else(|| known_names(scope)),
        "unknown-property" if part.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("two values are compared with `=`: write `= {part}`")
        }
        "unexpected" if part.starts_with('=') => {
            "one `=` stands between two formulas, in a statement such as `4n = 24`; elsewhere leave it out".to_string()
        }
        "number-behind-letter" => {
            "write `*` between them, like `2^a * 3^b`, or `^` for a power, like `n^2`".to_string()
        }
        "ambiguous-division" => "put brackets: `(1/2)n` or `1/(2n)`".to_string(),
        "ambiguous-power" => "put brackets: `2^(n m)` or `(2^n) m`".to_string(),
        "unknown-property" => {
            "a value can be `whole`, `even`, `odd`, `prime`, `square`, `positive` or `sorted`"
                .to_string()
        }
        _ => "write it like `4n + 4`, `2k(n + m)`, `n^2` or `max(n, m)`".to_string(),
    }
}

/// What is written in another way here.
fn other_writing(part: &str, scope: &Scope) -> Option<String> {
    let is_known = |name: &str| scope.names.iter().any(|(known, _)| known == name);
    let letters = part.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = part.get(letters.len()..).unwrap_or("");
    match part {
        "whole" | "integer" | "integers" | "number" | "natural" => {
            Some("any whole number from 1 on is written `1..`, any number at all `any`".to_string())
        }
        "x" | "X" => Some(format!(
            "times is written `4n`, `4·n` or `4*n`; where `x` is a quantity, {}",
            known_names(scope)
        )),
        _ if !digits.is_empty() && is_known(letters) => {
            Some(format!("write `{digits}{letters}` or `{letters}^{digits}`"))
        }
        _ => None,
    }
}

fn known_names(scope: &Scope) -> String {
    let names: Vec<String> = scope
        .names
        .iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    match names.as_slice() {
        [] => "declare it under `quantities` in `variants.yaml`".to_string(),
        names => format!(
            "use one of {}, or declare it under `quantities` in `variants.yaml`",
            names.join(", ")
        ),
    }
}
