//! Owns how LaTeX becomes MathML, at build time; the only file that names pulldown-latex.

use crate::engine::template::escape;
use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Parser, RenderConfig, Storage, push_mathml};

/// Deepest nesting of braces.
const DEEPEST: usize = 60;
/// Longest formula in bytes, and most commands in it: each can nest the next without a brace.
const LONGEST: usize = 4_000;
const COMMANDS: usize = 300;

/// The markup of a formula, with its source as alternative text.
///
/// # Errors
/// What cannot be read, in the words of the parser, shortened to one line.
pub fn mathml(latex: &str, display: bool) -> Result<String, String> {
    if latex.len() > LONGEST || latex.matches('\\').count() > COMMANDS {
        return Err("it is too long".to_string());
    }
    if depth(latex) > DEEPEST {
        return Err("its braces are nested too deeply".to_string());
    }
    let storage = Storage::new();
    // The renderer puts errors into its output, so they are looked for first.
    if let Some(error) = Parser::new(latex, &storage).find_map(Result::err) {
        return Err(first_line(&error.to_string()));
    }
    let display_mode = if display {
        DisplayMode::Block
    } else {
        DisplayMode::Inline
    };
    let config = RenderConfig {
        display_mode,
        ..RenderConfig::default()
    };
    let mut markup = String::new();
    push_mathml(&mut markup, Parser::new(latex, &storage), config)
        .map_err(|error| error.to_string())?;
    Ok(with_alternative(&mended(&markup), latex))
}

fn depth(latex: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for sign in latex.bytes() {
        match sign {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn first_line(text: &str) -> String {
    text.lines()
        .next()
        .unwrap_or("")
        .trim_end_matches(['.', ':'])
        .to_lowercase()
}

/// What the renderer writes differently from what browsers draw well.
fn mended(markup: &str) -> String {
    let mended = markup.replace("<mtext>&amp;nbsp;</mtext>", "<mtext>\u{a0}</mtext>");
    let mended = mended.replace("<mi>‾</mi></mover>", "<mo stretchy=\"true\">‾</mo></mover>");
    as_numbers(&mended)
}

/// A hole of a formula is a number, not a letter.
fn as_numbers(markup: &str) -> String {
    let mut out = String::new();
    let mut rest = markup;
    while let Some((before, after)) = rest.split_once("<mi>") {
        out.push_str(before);
        let (inside, behind) = after.split_once("</mi>").unwrap_or((after, ""));
        let hole = inside
            .chars()
            .all(|c| ('\u{E000}'..='\u{F8FF}').contains(&c));
        let tag = if hole { "mn" } else { "mi" };
        out.push_str(&format!("<{tag}>{inside}</{tag}>"));
        rest = behind;
    }
    out + rest
}

fn with_alternative(markup: &str, latex: &str) -> String {
    markup
        .replacen(
            "<math",
            &format!("<math alttext=\"{}\"", escape(latex.trim())),
            1,
        )
        .replace('{', "&#123;")
        .replace('}', "&#125;")
}

#[cfg(test)]
mod tests {
    use super::mathml;

    #[test]
    fn formulas_become_markup_or_say_why_not() {
        let markup = mathml(r"\frac{1}{2}n^{\u{}}", false);
        assert!(markup.is_err());
        let markup = mathml(r"\frac{1}{2} n", false).expect("a fraction");
        assert!(
            markup.contains("<mfrac>") && markup.contains("alttext="),
            "{markup}"
        );
        assert!(
            mathml("x^{\u{E100}}", false)
                .expect("a hole")
                .contains("<mn>\u{E100}</mn>")
        );
        assert!(mathml(&"{".repeat(500), false).is_err());
    }
}
