//! Owns how Markdown becomes text with holes: markup, values, figures, asks in order. Knows nothing of what asks mean.

mod picture;

use super::control::{self, Control};
use super::{Part, Reading, Text};
use crate::diagnostic::{Diagnostic, Place};
use crate::engine::expr::Expr;
use crate::engine::template::{Piece, Template, escape};
use crate::engine::token::Scope;
use crate::markdown::{Align, Block, BlockKind, Inline, Latex, LatexPart, Source};
use crate::mathml::mathml;

/// First of the private characters that stand for the holes of a formula while it becomes markup.
const FORMULA_HOLE: u32 = 0xE100;
/// Most holes in one formula.
const FORMULA_HOLES: u32 = 200;

/// Gives the index of an ask, or nothing where it has a fault; without one, asks are refused.
pub type AskReader<'f, 'a> = &'f mut dyn FnMut(&Source, &mut Reading<'a>) -> Option<usize>;

/// Text that is being written.
pub struct Prose<'f, 'r, 'a> {
    pub reading: &'r mut Reading<'a>,
    pub scope: &'r Scope,
    pub asks: Option<AskReader<'f, 'a>>,
    parts: Vec<Part>,
    in_paragraph: bool,
    /// A paragraph was ended in front of what none can hold.
    ended: bool,
}

/// The text of blocks that hold no asks.
pub fn template(blocks: &[Block], scope: &Scope, reading: &mut Reading) -> Template {
    pieces(parts(blocks, scope, reading, None))
}

/// The text of blocks.
pub fn parts<'a>(
    blocks: &[Block],
    scope: &Scope,
    reading: &mut Reading<'a>,
    asks: Option<AskReader<'_, 'a>>,
) -> Vec<Part> {
    let mut prose = Prose {
        reading,
        scope,
        asks,
        parts: Vec::new(),
        in_paragraph: false,
        ended: false,
    };
    blocks.iter().for_each(|block| prose.block(block));
    prose.parts
}

/// Running text alone, for headings.
pub fn line(inlines: &[Inline], scope: &Scope, reading: &mut Reading) -> Template {
    let mut prose = Prose {
        reading,
        scope,
        asks: None,
        parts: Vec::new(),
        in_paragraph: false,
        ended: false,
    };
    prose.inlines(inlines);
    pieces(prose.parts)
}

fn pieces(parts: Vec<Part>) -> Template {
    parts
        .into_iter()
        .filter_map(|part| {
            if let Part::Piece(piece) = part {
                Some(piece)
            } else {
                None
            }
        })
        .collect()
}

/// The words of running text, markup and holes left out.
pub fn plain(inlines: &[Inline]) -> String {
    let words = |inline: &Inline| match inline {
        Inline::Text(text) | Inline::Code(text) => text.clone(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => plain(inner),
        Inline::Link { text, .. } => plain(text),
        Inline::Image { alt, .. } => plain(alt),
        Inline::Maths(latex) => latex
            .parts
            .iter()
            .filter_map(|p| {
                if let LatexPart::Text(t) = p {
                    Some(t.as_str())
                } else {
                    None
                }
            })
            .collect(),
        Inline::Hole(_) | Inline::Ask(_) => String::new(),
        Inline::Break | Inline::SoftBreak => " ".to_string(),
    };
    inlines.iter().map(words).collect()
}

impl<'a> Prose<'_, '_, 'a> {
    fn html(&mut self, markup: &str) {
        match self.parts.last_mut() {
            Some(Part::Piece(Piece::Html(html))) => html.push_str(markup),
            _ => self
                .parts
                .push(Part::Piece(Piece::Html(markup.to_string()))),
        }
    }

    fn piece(&mut self, piece: Piece) {
        self.parts.push(Part::Piece(piece));
    }

    fn within(&mut self, tag: &str, write: impl FnOnce(&mut Self)) {
        self.html(&format!("<{tag}>"));
        write(self);
        let name = tag.split(' ').next().unwrap_or(tag);
        self.html(&format!("</{name}>"));
    }

    fn block(&mut self, block: &Block) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.paragraph(inlines),
            BlockKind::Heading { level, text, .. } => {
                self.within(&format!("h{}", (*level).clamp(3, 6)), |p| p.inlines(text))
            }
            BlockKind::List { start: None, items } => self.within("ul", |p| p.items(items)),
            BlockKind::List {
                start: Some(1),
                items,
            } => self.within("ol", |p| p.items(items)),
            BlockKind::List {
                start: Some(first),
                items,
            } => self.within(&format!("ol start=\"{first}\""), |p| p.items(items)),
            BlockKind::Quote(blocks) => self.within("blockquote", |p| {
                blocks.iter().for_each(|block| p.block(block))
            }),
            BlockKind::Table {
                alignment,
                head,
                rows,
            } => self.table(alignment, head, rows),
            BlockKind::Code { info, text } => {
                let name = info.split_whitespace().next().unwrap_or("");
                let pre = match name.is_empty() {
                    true => "pre".to_string(),
                    false => format!("pre class=\"code-{}\"", escape(name)),
                };
                self.within(&pre, |p| p.within("code", |p| p.html(&escape(text))))
            }
            BlockKind::Rule => self.html("<hr>"),
            BlockKind::Maths { latex } => self.within("p class=\"formula\"", |p| p.latex(latex)),
            BlockKind::Callout(callout) => self.misplaced(
                &callout.at,
                "a callout",
                "let it stand under an ask, not inside a list, a quote or another callout",
            ),
            BlockKind::Choices(choices) => {
                let at = choices.first().map_or(&block.at, |choice| &choice.at);
                self.misplaced(
                    at,
                    "a task list",
                    "let it stand in a section, not inside another list, quote or callout",
                );
            }
        }
    }

    fn misplaced(&mut self, at: &Place, what: &str, help: &str) {
        self.reading.trouble.push(
            Diagnostic::error("misplaced", at.clone(), format!("{what} cannot stand here"))
                .help(help),
        );
    }

    fn items(&mut self, items: &[Vec<Block>]) {
        for item in items {
            self.within("li", |p| p.item(item));
        }
    }

    /// A lone paragraph in an item is its text.
    fn item(&mut self, blocks: &[Block]) {
        for block in blocks {
            match &block.kind {
                BlockKind::Paragraph(inlines) if blocks.len() == 1 => self.inlines(inlines),
                _ => self.block(block),
            }
        }
    }

    fn paragraph(&mut self, inlines: &[Inline]) {
        let only_asks =
            |inline: &Inline| matches!(inline, Inline::Ask(_) | Inline::SoftBreak | Inline::Break);
        if inlines.iter().all(only_asks) {
            return self.inlines(inlines);
        }
        self.html("<p>");
        self.in_paragraph = true;
        self.inlines(inlines);
        if self.in_paragraph {
            self.html("</p>");
        }
        self.in_paragraph = false;
        self.ended = false;
    }

    /// Ends the paragraph in front of what none can hold; one that has only begun leaves no trace.
    fn end_paragraph(&mut self) {
        if !self.in_paragraph {
            return;
        }
        match self.parts.last_mut() {
            Some(Part::Piece(Piece::Html(html))) if html.ends_with("<p>") => {
                html.truncate(html.len() - "<p>".len())
            }
            _ => self.html("</p>"),
        }
        self.in_paragraph = false;
        self.ended = true;
    }

    fn table(&mut self, alignment: &[Align], head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) {
        let class = |column: usize| match alignment.get(column) {
            Some(Align::Right) => " class=\"right\"",
            Some(Align::Centre) => " class=\"centre\"",
            _ => "",
        };
        self.html("<div class=\"wide\"><table>");
        self.within("thead", |p| p.within("tr", |p| p.cells("th", head, &class)));
        self.within("tbody", |p| {
            rows.iter()
                .for_each(|row| p.within("tr", |p| p.cells("td", row, &class)))
        });
        self.html("</table></div>");
    }

    fn cells(&mut self, tag: &str, cells: &[Vec<Inline>], class: &dyn Fn(usize) -> &'static str) {
        for (column, cell) in cells.iter().enumerate() {
            self.within(&format!("{tag}{}", class(column)), |p| p.inlines(cell));
        }
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        inlines.iter().for_each(|inline| self.inline(inline));
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Emphasis(inner) => self.within("em", |p| p.inlines(inner)),
            Inline::Strong(inner) => self.within("strong", |p| p.inlines(inner)),
            Inline::Struck(inner) => self.within("s", |p| p.inlines(inner)),
            Inline::Code(code) => self.within("code", |p| p.html(&escape(code))),
            Inline::Link { to, text } => self.link(to, text),
            Inline::Image { to, title, alt, at } => self.image(to, title.as_ref(), alt, at),
            Inline::Maths(latex) => self.latex(latex),
            Inline::Hole(source) => self.hole(source),
            Inline::Ask(source) => self.ask(source),
            Inline::Break => self.html("<br>"),
            Inline::SoftBreak => self.text("\n"),
        }
    }

    /// Text behind an ask, or a figure with a table, opens a paragraph of its own.
    fn text(&mut self, text: &str) {
        if matches!(self.parts.last(), Some(Part::Ask(_))) || self.ended {
            if text.trim().is_empty() {
                return;
            }
            self.html("<p>");
            self.in_paragraph = true;
            self.ended = false;
        }
        self.html(&escape(text));
    }

    fn ask(&mut self, source: &Source) {
        let Some(read) = self.asks.as_mut() else {
            return self.misplaced(&source.at, "an ask", "let it stand in a section's own text, not in a heading, a callout, a link or a table");
        };
        let Some(index) = read(source, self.reading) else {
            return;
        };
        if self.in_paragraph {
            self.html("</p>");
            self.in_paragraph = false;
        }
        self.parts.push(Part::Ask(index));
    }

    /// A control stands in a section's own text, where asks may stand, too.
    fn control(&mut self, source: &Source, name: &str) {
        if self.asks.is_none() {
            return self.no_control(source);
        }
        let name = super::part_of(source, 0..name.len());
        let Some(expr) = self.reading.expr(&Text::from(&name), self.scope) else {
            return;
        };
        let Some(name) = expr.as_name() else {
            let message = format!(
                "`{}` is not one quantity, so it is no control",
                expr.write()
            );
            let fault = Diagnostic::error("control", source.at.clone(), message);
            let help = "write the sign behind a name: `{{ n ± }}`";
            return self.reading.trouble.push(fault.help(help));
        };
        self.reading.shows(&expr, &source.at);
        self.parts.push(Part::Control(Control {
            name: name.to_string(),
            value: Piece::Hole(expr.clone()),
            at: source.at.clone(),
        }));
    }

    pub(super) fn no_control(&mut self, source: &Source) {
        let help = "let it stand in a section's own text, and leave the sign out here: `{{ n }}`";
        self.misplaced(&source.at, "a control", help);
    }

    fn hole(&mut self, source: &Source) {
        if let Some(name) = control::named(&source.text) {
            return self.control(source, name);
        }
        if source.text.is_empty() {
            let fault = Diagnostic::error(
                "unreadable-expression",
                source.at.clone(),
                "the hole is empty",
            );
            return self
                .reading
                .trouble
                .push(fault.help("write a name or a formula in it: `{{ n }}`"));
        }
        if let Some(expr) = self.reading.expr(&Text::from(source), self.scope) {
            self.reading.shows(&expr, &source.at);
            self.piece(Piece::Hole(expr));
        }
    }

    fn link(&mut self, to: &Source, text: &[Inline]) {
        if to.text.contains('{') {
            // A hole in a target has been reported where it was lost.
            return self.inlines(text);
        }
        if !is_safe_link(&to.text) {
            let message = format!("a link to `{}` is not kept", to.text);
            let fault = Diagnostic::error("unsafe-link", to.at.clone(), message);
            self.reading.trouble.push(
                fault.help("links begin with `https://`, `http://` or `mailto:`, or are relative"),
            );
            return self.inlines(text);
        }
        // Nothing to press stands inside a link.
        let asks = self.asks.take();
        let href = escape(&self.target(to));
        self.within(&format!("a href=\"{href}\""), |p| p.inlines(text));
        self.asks = asks;
    }

    /// Where a link leads: to the page of a task, where it is written as the way to its text, `../pool-border/task.md`.
    fn target(&mut self, to: &Source) -> String {
        let Some(link) = TaskLink::read(&to.text) else {
            return to.text.clone();
        };
        let name = link.name.unwrap_or(&self.reading.task.name);
        let language = link
            .language
            .map_or(String::new(), |code| format!("{code}/"));
        let target = [
            self.reading.up,
            name,
            "/",
            &language,
            "index.html",
            link.anchor,
        ]
        .concat();
        self.reading.links.push(Source {
            text: [name, "/", &language].concat(),
            at: to.at.clone(),
        });
        target
    }

    fn latex(&mut self, latex: &Latex) {
        let (mut source, mut holes) = (String::new(), Vec::new());
        for part in &latex.parts {
            match part {
                LatexPart::Text(text) => source.push_str(text),
                LatexPart::Hole(hole) if control::named(&hole.text).is_some() => {
                    self.no_control(hole)
                }
                LatexPart::Hole(hole) if (holes.len() as u32) < FORMULA_HOLES => {
                    let Some(expr) = self.reading.expr(&Text::from(hole), self.scope) else {
                        continue;
                    };
                    self.reading.shows(&expr, &hole.at);
                    source.extend(char::from_u32(FORMULA_HOLE + holes.len() as u32));
                    holes.push(expr);
                }
                LatexPart::Hole(hole) => self.misplaced(
                    &hole.at,
                    "so many holes in one formula",
                    "take the formula apart",
                ),
            }
        }
        match mathml(&source, latex.display) {
            Ok(markup) => self.formula(&markup, &holes),
            Err(reason) => {
                let fault = Diagnostic::error(
                    "unreadable-formula",
                    latex.at.clone(),
                    format!("the formula cannot be read: {reason}"),
                );
                self.reading.trouble.push(fault.help(
                    "formulas are LaTeX: `$4n + 4$`, `$\\frac{1}{2}$`; a price needs `\\$5`",
                ));
            }
        }
    }

    /// Markup with private characters where holes are.
    fn formula(&mut self, markup: &str, holes: &[Expr]) {
        // In the alternative text, inside the first tag, a hole is what stands in it.
        let (tag, mut rest) = markup.split_at(markup.find('>').unwrap_or(0));
        let word = |sign: char| match hole_index(sign).and_then(|index| holes.get(index)) {
            Some(expr) => escape(&expr.write()),
            None => sign.to_string(),
        };
        self.html(&tag.chars().map(word).collect::<String>());
        while let Some(at) = rest.find(|c| hole_index(c).is_some()) {
            let (before, from) = rest.split_at(at);
            let mut signs = from.chars();
            let hole = signs
                .next()
                .and_then(hole_index)
                .and_then(|index| holes.get(index));
            self.html(before);
            if let Some(expr) = hole {
                self.piece(Piece::Hole(expr.clone()));
            }
            rest = signs.as_str();
        }
        self.html(rest);
    }
}

fn hole_index(sign: char) -> Option<usize> {
    let index = u32::from(sign).checked_sub(FORMULA_HOLE)?;
    (index < FORMULA_HOLES).then_some(index as usize)
}

/// The parts of a source between separators outside brackets.
pub fn parts_of(source: &Source, separator: char) -> Vec<Source> {
    let (mut parts, mut start, mut depth) = (Vec::new(), 0, 0i32);
    for (at, sign) in source.text.char_indices() {
        match sign {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            sign if sign == separator && depth <= 0 => {
                parts.push(super::part_of(source, start..at));
                start = at + sign.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(super::part_of(source, start..source.text.len()));
    parts.retain(|part| !part.text.is_empty());
    parts
}

/// Only these schemes, or none at all; browsers drop blanks and control signs in a scheme, so these are no links either.
/// A link to the text of a task: `../pool-border/task.md`, `task.de.md#count`.
struct TaskLink<'a> {
    /// None where it is the task's own.
    name: Option<&'a str>,
    /// Of a translation.
    language: Option<&'a str>,
    /// Where on the page, with its sign.
    anchor: &'a str,
}

impl<'a> TaskLink<'a> {
    fn read(to: &'a str) -> Option<TaskLink<'a>> {
        let (path, anchor) = to.split_at(to.find('#').unwrap_or(to.len()));
        let (name, file) = match path.strip_prefix("../") {
            Some(rest) => {
                let (name, file) = rest.split_once('/')?;
                (Some(name), file)
            }
            None => (None, path),
        };
        let middle = file.strip_prefix("task.")?;
        let language = match middle {
            "md" => None,
            _ => Some(middle.strip_suffix(".md")?),
        };
        let plain = |text: &str| !text.is_empty() && !text.contains(['/', '.']);
        let whole = name.is_none_or(plain) && language.is_none_or(plain);
        whole.then_some(TaskLink {
            name,
            language,
            anchor,
        })
    }
}

fn is_safe_link(to: &str) -> bool {
    let head = to.split(['/', '?', '#']).next().unwrap_or("");
    let odd = to.chars().any(|c| c.is_control() || c.is_whitespace())
        || to.starts_with("//")
        || to.contains('\\');
    match head.split_once(':') {
        None => !odd,
        Some((scheme, _)) => {
            !odd && ["https", "http", "mailto"]
                .iter()
                .any(|safe| scheme.eq_ignore_ascii_case(safe))
        }
    }
}
