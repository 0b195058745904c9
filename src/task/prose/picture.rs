//! Owns pictures in the text: figures with what their title says, and picture files.

use super::{Prose, parts_of, plain};
use crate::diagnostic::{Diagnostic, Place, did_you_mean};
use crate::engine::expr::Expr;
use crate::engine::model::{Body, Figure};
use crate::engine::template::{Picture, Piece, Template, escape};
use crate::markdown::{Inline, Source};
use crate::task::{Text, control, maths, part_of};

impl Prose<'_, '_, '_> {
    pub(super) fn image(
        &mut self,
        to: &Source,
        title: Option<&Source>,
        alt: &[Inline],
        at: &Place,
    ) {
        let alt_text = self.alternative(alt);
        if alt_text.is_empty() {
            let fault = Diagnostic::error(
                "no-alternative",
                at.clone(),
                format!("the picture `{}` has no alternative text", to.text),
            );
            self.reading.trouble.push(fault.help(
                "say in the brackets what it shows, without the answer: `![A 5 by 5 pool](pool)`",
            ));
        }
        if let Some(index) = self
            .reading
            .model
            .figures
            .iter()
            .position(|figure| figure.name == to.text)
        {
            self.reading.shows(&Expr::name(&to.text), &to.at);
            if let Some(picture) = self.picture(index, title, alt_text) {
                if self.has_table(index) {
                    self.end_paragraph();
                }
                self.piece(Piece::Figure(picture));
            }
        } else if let Some(bytes) = self.reading.task.pictures.get(&to.text) {
            if alt_text.iter().any(|piece| matches!(piece, Piece::Hole(_))) {
                let fault = Diagnostic::error(
                    "no-alternative",
                    at.clone(),
                    "a picture file is the same in every case, and so is its alternative text",
                );
                return self
                    .reading
                    .trouble
                    .push(fault.help("leave the hole out, or draw a figure"));
            }
            if to.text.to_lowercase().ends_with(".svg") && has_script(bytes) {
                let fault = Diagnostic::error(
                    "unsafe-picture",
                    to.at.clone(),
                    format!("the picture `{}` holds a script", to.text),
                );
                return self
                    .reading
                    .trouble
                    .push(fault.help("save it again as plain SVG, or as PNG"));
            }
            self.reading.pictures.insert(to.text.clone(), bytes.clone());
            self.html(&format!("<img src=\"{}\" alt=\"", escape(&to.text)));
            alt_text.into_iter().for_each(|piece| {
                if let Piece::Html(html) = piece {
                    self.html(&html)
                } else {
                    self.piece(piece)
                }
            });
            self.html("\">");
        } else {
            self.unknown_picture(to);
        }
    }

    /// Whether a table of its numbers stands below a figure, which no paragraph can hold.
    fn has_table(&self, figure: usize) -> bool {
        let body = self
            .reading
            .model
            .figures
            .get(figure)
            .map(|figure| &figure.body);
        matches!(body, Some(Body::Drawing(drawing)) if !drawing.data.is_empty())
    }

    pub(super) fn unknown_picture(&mut self, to: &Source) {
        let figures: Vec<String> = self
            .reading
            .model
            .figures
            .iter()
            .map(|figure| figure.name.clone())
            .collect();
        let pictures: Vec<String> = self.reading.task.pictures.keys().cloned().collect();
        let all = || figures.iter().chain(&pictures).map(String::as_str);
        let message = if to.text.contains("://") {
            format!(
                "the picture `{}` is not beside `task.md`; a page loads nothing from elsewhere",
                to.text
            )
        } else if is_picture(&to.text) {
            format!("there is no picture `{}` beside `task.md`", to.text)
        } else {
            format!("there is no figure or picture `{}`", to.text)
        };
        let listed: Vec<&str> = all().collect();
        let help = did_you_mean(&to.text, all()).unwrap_or_else(|| match listed.as_slice() {
            _ if is_picture(&to.text) => "put the file into the folder of the task, or correct its name: capitals count".to_string(),
            [] => "declare it under `figures` in `variants.yaml`, or put a picture file beside `task.md`".to_string(),
            names => format!("there are `{}`; declare it under `figures`, or put a picture file beside `task.md`", names.join("`, `")),
        });
        self.reading
            .trouble
            .push(Diagnostic::error("unknown-figure", to.at.clone(), message).help(help));
    }

    /// Alternative text: words and holes only.
    pub(super) fn alternative(&mut self, alt: &[Inline]) -> Template {
        let mut template: Template = Vec::new();
        for inline in alt {
            match inline {
                Inline::Hole(source) if control::named(&source.text).is_some() => {
                    self.no_control(source)
                }
                Inline::Hole(source) => {
                    if let Some(expr) = self.reading.expr(&Text::from(source), self.scope) {
                        self.reading.shows(&expr, &source.at);
                        template.push(Piece::Hole(expr));
                    }
                }
                Inline::Ask(source) => {
                    self.misplaced(&source.at, "an ask", "let it stand behind the picture")
                }
                other => template.push(Piece::Html(escape(&plain(std::slice::from_ref(other))))),
            }
        }
        let empty = template
            .iter()
            .all(|piece| matches!(piece, Piece::Html(html) if html.trim().is_empty()));
        if empty { Vec::new() } else { template }
    }

    pub(super) fn picture(
        &mut self,
        figure: usize,
        title: Option<&Source>,
        alt: Template,
    ) -> Option<Picture> {
        let mut picture = Picture::plain(figure, alt);
        let mut good = true;
        for part in title.iter().flat_map(|title| parts_of(title, ';')) {
            good &= self.binding(&mut picture, &part).is_some();
        }
        good.then_some(picture)
    }

    pub(super) fn binding(&mut self, picture: &mut Picture, part: &Source) -> Option<()> {
        if let Some(words) = part.text.strip_prefix("highlight ") {
            let offset = part.text.len() - words.len();
            let words = part_of(part, offset..part.text.len());
            return parts_of(&words, ',')
                .into_iter()
                .try_for_each(|word| self.highlight(picture, word));
        }
        let mut bindings: Vec<(Source, Vec<Source>)> = Vec::new();
        for item in parts_of(part, ',') {
            match (sides(&item, bindings.is_empty()), bindings.last_mut()) {
                (Some((name, value)), _) => bindings.push((name, vec![value])),
                (None, Some((_, values))) => values.push(item),
                (None, None) => return self.says_nothing(part),
            }
        }
        bindings
            .into_iter()
            .try_for_each(|(name, values)| self.bind(picture, name, &values))
    }

    fn says_nothing(&mut self, part: &Source) -> Option<()> {
        let message = format!("`{}` says nothing about the figure", part.text);
        let fault = Diagnostic::error("figure-form", part.at.clone(), message);
        let help = "write `n = 5`, `n = 1, 2, 3`, `placed = answer` or `highlight corners`";
        self.reading.trouble.push(fault.help(help));
        None
    }

    fn bind(&mut self, picture: &mut Picture, name: Source, values: &[Source]) -> Option<()> {
        let exprs: Option<Vec<Expr>> = values
            .iter()
            .map(|value| self.reading.expr(&Text::from(value), self.scope))
            .collect();
        let exprs = exprs?;
        if name.text == "placed" {
            return self.place_cells(picture, &name, exprs);
        }
        if self.reading.model.quantity(&name.text).is_none() {
            maths::unknown_quantity(Text::from(&name), self.reading);
            return None;
        }
        picture.bindings.push((name.text, exprs));
        Some(())
    }

    pub(super) fn place_cells(
        &mut self,
        picture: &mut Picture,
        name: &Source,
        exprs: Vec<Expr>,
    ) -> Option<()> {
        if self
            .reading
            .model
            .figures
            .get(picture.figure)
            .is_some_and(|figure| !figure.can_be_laid() && !is_faulty(figure))
        {
            let fault = Diagnostic::error(
                "figure-form",
                name.at.clone(),
                "the figure does not say which of its cells are laid",
            );
            self.reading.trouble.push(fault.help(
                "say in the figure which of them are laid first: `lay: {tile: [not corners, corners]}`",
            ));
            return None;
        }
        picture.placed = exprs.into_iter().next();
        Some(())
    }

    pub(super) fn highlight(&mut self, picture: &mut Picture, word: Source) -> Option<()> {
        let figure = self.reading.model.figures.get(picture.figure)?;
        let names = figure.highlights();
        if is_faulty(figure) {
            return None;
        }
        if names.contains(&word.text.as_str()) {
            picture.highlights.push(word.text);
            return Some(());
        }
        let help = did_you_mean(&word.text, names.iter().copied())
            .unwrap_or_else(|| format!("its highlights are `{}`", names.join("`, `")));
        let fault = Diagnostic::error(
            "unknown-figure",
            word.at,
            format!("the figure has no highlight `{}`", word.text),
        )
        .help(help);
        self.reading.trouble.push(fault);
        None
    }
}

/// The two sides of `n = 5`; behind a comma only where a name stands in front.
fn sides(part: &Source, is_first: bool) -> Option<(Source, Source)> {
    let (name, _) = part.text.split_once('=')?;
    let is_name = |name: &str| {
        let mut signs = name.chars();
        signs.next().is_some_and(char::is_alphabetic)
            && signs.all(|sign| sign.is_alphanumeric() || matches!(sign, '_' | '-'))
    };
    (is_first || is_name(name.trim())).then(|| {
        let value = part_of(part, name.len() + 1..part.text.len());
        (part_of(part, 0..name.len()), value)
    })
}

/// Whether a figure could not be read; that has been told.
fn is_faulty(figure: &Figure) -> bool {
    matches!(&figure.body, Body::Drawing(drawing) if drawing.shapes.is_empty())
}

/// Whether an SVG could do more than be looked at.
fn has_script(svg: &[u8]) -> bool {
    let text = String::from_utf8_lossy(svg).to_lowercase();
    let handler = text
        .split_whitespace()
        .any(|word| word.starts_with("on") && word.contains('='));
    handler
        || [
            "<script",
            "javascript:",
            "<foreignobject",
            "<iframe",
            "<!entity",
        ]
        .iter()
        .any(|sign| text.contains(sign))
}

/// Whether a name is one of a picture file.
fn is_picture(name: &str) -> bool {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    let endings = ["png", "jpg", "jpeg", "gif", "webp", "svg", "avif"];
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}
