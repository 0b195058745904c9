//! Owns the reading of a model from the text a page carries.

use super::VERSION;
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::kind::Kind;
use crate::engine::model::*;
use crate::engine::number::Number;
use crate::engine::reader::read as read_expr;
use crate::engine::template::{Picture, Piece, Template};
use crate::engine::token::Scope;

/// The model that a text carries; an error names the line.
pub fn read(text: &str) -> Result<Model, Error> {
    let mut lines = text.split('\n');
    if lines.next().map(str::trim_end) != Some(VERSION) {
        return Err(Error::at(0..0, "wire", &["1"]));
    }
    let mut model = Model::default();
    let mut scope = Scope::author(["answer", "right", "row", "column"]);
    // A figure's highlights are names inside that figure only.
    let mut inside = scope.clone();
    for (at, line) in lines.enumerate().filter(|(_, line)| !line.is_empty()) {
        let fields: Vec<String> = line.split('\t').map(unescaped).collect();
        let keyword = fields.first().map_or("", String::as_str);
        let in_figure = matches!(keyword, "highlight" | "square" | "label" | "lay");
        let known = if in_figure { &inside } else { &scope };
        let named = read_line(
            &mut model,
            &Fields {
                fields: &fields,
                scope: known,
            },
        )
        .map_err(|_| Error::at(0..0, "wire", &[&(at + 2).to_string()]))?;
        let named = named.map(|name| (name.clone(), name));
        match keyword {
            "highlight" => inside.names.extend(named),
            "figure" => inside = scope.clone(),
            _ => scope.names.extend(named),
        }
    }
    Ok(model)
}

struct Fields<'a> {
    fields: &'a [String],
    scope: &'a Scope,
}

fn broken() -> Error {
    Error::value("wire")
}

impl Fields<'_> {
    fn text(&self, at: usize) -> Result<&str, Error> {
        self.fields.get(at).map(String::as_str).ok_or_else(broken)
    }

    fn owned(&self, at: usize) -> Result<String, Error> {
        self.text(at).map(str::to_string)
    }

    fn index(&self, at: usize) -> Result<usize, Error> {
        self.text(at)?.parse().map_err(|_| broken())
    }

    fn expr(&self, at: usize) -> Result<Expr, Error> {
        read_expr(self.text(at)?, self.scope)
    }

    fn optional_expr(&self, at: usize) -> Result<Option<Expr>, Error> {
        if self.text(at)?.is_empty() {
            Ok(None)
        } else {
            self.expr(at).map(Some)
        }
    }

    fn words(&self, at: usize, by: char) -> Result<Vec<String>, Error> {
        Ok(self
            .text(at)?
            .split(by)
            .filter(|word| !word.is_empty())
            .map(str::to_string)
            .collect())
    }

    fn rest(&self, from: usize) -> &[String] {
        self.fields.get(from..).unwrap_or(&[])
    }

    fn row(&self) -> Result<Row, Error> {
        row(self
            .rest(1)
            .iter()
            .map(String::as_str)
            .filter(|field| !field.is_empty()))
    }

    fn says(&self, at: usize) -> Result<Option<Template>, Error> {
        self.text(at)?
            .strip_prefix('!')
            .map(|text| template(text, self.scope))
            .transpose()
    }
}

/// A row from its values: `n=5`, `m=8`.
pub fn row<'a>(fields: impl Iterator<Item = &'a str>) -> Result<Row, Error> {
    let value = |field: &'a str| {
        let (name, value) = field.split_once('=').ok_or_else(broken)?;
        Ok((name.to_string(), number(value)?))
    };
    fields.map(value).collect()
}

/// A number as `exact_text` writes it.
fn number(text: &str) -> Result<Number, Error> {
    let size = text.strip_prefix('-').unwrap_or(text);
    let (top, bottom) = size.split_once('/').unwrap_or((size, "1"));
    if top.is_empty() {
        return Err(broken());
    }
    let mut number = Number::literal(top)?.over(&Number::literal(bottom)?)?;
    if top.contains('.') {
        number = Number::near(number.to_f64()?)?;
    }
    if size.len() < text.len() {
        number.negated()
    } else {
        Ok(number)
    }
}

/// Reads one line into the model; gives the name it makes known, if any.
fn read_line(model: &mut Model, fields: &Fields) -> Result<Option<String>, Error> {
    match fields.text(0)? {
        "language" => {
            let decimal = fields.text(2)?.chars().next().ok_or_else(broken)?;
            model.language = Language {
                code: fields.owned(1)?,
                decimal,
            };
        }
        "word" => model.words.0.push((fields.owned(1)?, fields.owned(2)?)),
        "quantity" => {
            let quantity = read_quantity(fields)?;
            let name = quantity.name.clone();
            model.quantities.push(quantity);
            return Ok(Some(name));
        }
        "is" => {
            let is = fields.expr(2)?;
            let name = fields.text(1)?;
            model
                .quantities
                .iter_mut()
                .find(|quantity| quantity.name == name)
                .ok_or_else(broken)?
                .is = Some(is);
        }
        "figure" => model.figures.push(Figure {
            name: fields.owned(1)?,
            rows: fields.expr(2)?,
            columns: fields.expr(3)?,
            cells: Vec::new(),
            labels: Vec::new(),
            highlights: Vec::new(),
            lay: Vec::new(),
        }),
        "highlight" | "square" | "label" | "lay" => {
            return read_figure_line(model.figures.last_mut().ok_or_else(broken)?, fields);
        }
        "variant" => model.variants.push(Variant {
            name: fields.owned(1)?,
            bindings: Vec::new(),
            rows: Vec::new(),
        }),
        "bind" => last_variant(model)?
            .bindings
            .push((fields.owned(1)?, fields.expr(2)?)),
        "row" => last_variant(model)?.rows.push(fields.row()?),
        "section" => {
            model.sections.push(Section {
                id: fields.owned(1)?,
                variant: fields.index(2)?,
                slots: Vec::new(),
            });
        }
        "slot" => {
            let piece = template(fields.text(1)?, fields.scope)?
                .pop()
                .ok_or_else(broken)?;
            model
                .sections
                .last_mut()
                .ok_or_else(broken)?
                .slots
                .push(piece);
        }
        "ask" => model.asks.push(read_ask(fields)?),
        _ => read_ask_line(model.asks.last_mut().ok_or_else(broken)?, fields)?,
    }
    Ok(None)
}

fn last_variant(model: &mut Model) -> Result<&mut Variant, Error> {
    model.variants.last_mut().ok_or_else(broken)
}

fn read_quantity(fields: &Fields) -> Result<Quantity, Error> {
    let kind = fields.text(2)?;
    Ok(Quantity {
        name: fields.owned(1)?,
        kind: if kind.is_empty() {
            None
        } else {
            Some(Kind::read(kind).and_then(Result::ok).ok_or_else(broken)?)
        },
        is: None,
        within: if fields.text(3)?.is_empty() {
            None
        } else {
            Some(number(fields.text(3)?)?)
        },
        letters: fields.words(4, ' ')?,
        said: fields.owned(5)?,
        units: fields
            .rest(6)
            .iter()
            .filter(|unit| !unit.is_empty())
            .cloned()
            .collect(),
    })
}

fn read_figure_line(figure: &mut Figure, fields: &Fields) -> Result<Option<String>, Error> {
    match fields.text(0)? {
        "highlight" => {
            figure.highlights.push((fields.owned(1)?, fields.expr(2)?));
            return Ok(Some(fields.owned(1)?));
        }
        "square" => figure
            .cells
            .push((fields.owned(1)?, fields.optional_expr(2)?)),
        "label" => figure.labels.push(Label {
            of: fields.owned(1)?,
            side: Side::named(fields.text(2)?).ok_or_else(broken)?,
            part: Some(fields.owned(3)?).filter(|part| !part.is_empty()),
        }),
        _ => {
            let tests: Result<Vec<Expr>, Error> =
                (2..fields.fields.len()).map(|at| fields.expr(at)).collect();
            figure.lay.push((fields.owned(1)?, tests?));
        }
    }
    Ok(None)
}

fn read_ask(fields: &Fields) -> Result<Ask, Error> {
    let sort = match fields.text(3)? {
        "words" => Sort::Words,
        "guess" => Sort::Guess(fields.owned(4)?),
        "choice" => Sort::Choice(ChoiceAsk { items: Vec::new() }),
        "table" => Sort::Table(TableAsk {
            name: fields.owned(4)?,
            laid: Vec::new(),
            cells: Vec::new(),
        }),
        "rule" => {
            let letters = fields.words(5, ' ')?;
            Sort::Rule(RuleAsk {
                name: fields.owned(4)?,
                letters,
                laid: Vec::new(),
                cases: Vec::new(),
            })
        }
        "value" => Sort::Value(ValueAsk {
            names: fields.words(4, ' ')?,
            laid: Vec::new(),
            given: Vec::new(),
            find: match fields.text(5)? {
                "one" => Find::One,
                "all" => Find::All,
                number => Find::Some(number.parse().map_err(|_| broken())?),
            },
            same: match fields.text(6)? {
                "" => Same::Exactly,
                "any order" => Same::AnyOrder,
                by => Same::By(read_expr(
                    by.strip_prefix("by ").ok_or_else(broken)?,
                    fields.scope,
                )?),
            },
            counts: Vec::new(),
        }),
        _ => return Err(broken()),
    };
    Ok(Ask {
        id: fields.owned(1)?,
        section: fields.index(2)?,
        sort,
        replies: Vec::new(),
        ways: Vec::new(),
        picture: None,
    })
}

fn read_ask_line(ask: &mut Ask, fields: &Fields) -> Result<(), Error> {
    match (fields.text(0)?, &mut ask.sort) {
        (
            "laid",
            Sort::Value(ValueAsk { laid, .. })
            | Sort::Table(TableAsk { laid, .. })
            | Sort::Rule(RuleAsk { laid, .. }),
        ) => {
            laid.push((fields.owned(1)?, fields.expr(2)?));
        }
        ("given", Sort::Value(asked)) => asked.given.push(fields.expr(1)?),
        ("count", Sort::Value(asked)) => asked.counts.push(fields.text(1)?.parse().ok()),
        ("cell", Sort::Table(asked)) => asked.cells.push(Cell::Case(fields.row()?)),
        ("own", Sort::Table(asked)) => asked.cells.push(Cell::Own(fields.owned(1)?)),
        ("case", Sort::Rule(asked)) => asked.cases.push(fields.row()?),
        ("item", Sort::Choice(asked)) => {
            asked.items.push(Item {
                right: fields.optional_expr(1)?,
                says: fields.says(2)?,
            });
        }
        ("picture", _) => match template(fields.text(1)?, fields.scope)?.pop() {
            Some(Piece::Figure(picture)) => ask.picture = Some(picture),
            _ => return Err(broken()),
        },
        ("way", _) => {
            ask.ways.push(Way {
                name: fields.owned(1)?,
                form: fields.expr(2)?,
                says: template(fields.text(3)?, fields.scope)?,
            });
        }
        (sort, _) => {
            let test = match sort {
                "idea" => Test::Idea {
                    quantity: fields.owned(3)?,
                    formula: fields.expr(4)?,
                },
                "if" => Test::If(fields.expr(3)?),
                "built" => Test::Built(fields.owned(3)?),
                _ => return Err(broken()),
            };
            ask.replies.push(Reply {
                name: fields.owned(1)?,
                test,
                says: fields.says(2)?,
            });
        }
    }
    Ok(())
}

/// What stands before and behind the first of these signs. The library's own search is made for long texts, and large.
fn parted<'a>(text: &'a str, by: &str) -> Option<(&'a str, &'a str)> {
    let behind = |at: usize| Some((text.get(..at)?, text.get(at..)?.strip_prefix(by)?));
    text.char_indices().find_map(|(at, _)| behind(at))
}

fn template(text: &str, scope: &Scope) -> Result<Template, Error> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while let Some((before, after)) = parted(rest, "{{") {
        if !before.is_empty() {
            pieces.push(Piece::Html(before.to_string()));
        }
        let end = closing(after).ok_or_else(broken)?;
        let inside = after.get(..end).ok_or_else(broken)?;
        pieces.push(match inside.strip_prefix('!') {
            Some(figure) => Piece::Figure(picture(figure, scope)?),
            None => Piece::Hole(read_expr(inside, scope)?),
        });
        rest = after.get(end + 2..).unwrap_or("");
    }
    if !rest.is_empty() {
        pieces.push(Piece::Html(rest.to_string()));
    }
    Ok(pieces)
}

/// Where the hole that has just been opened ends; holes may stand inside a figure's alternative text.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut at) = (0usize, 0);
    while let Some(rest) = text.get(at..) {
        let next = rest.find(['{', '}'])?;
        let pair = rest.get(next..next + 2);
        at += next;
        match pair {
            Some("}}") if depth == 0 => return Some(at),
            Some("}}") => depth -= 1,
            Some("{{") => depth += 1,
            _ => return None,
        }
        at += 2;
    }
    None
}

fn picture(text: &str, scope: &Scope) -> Result<Picture, Error> {
    let parts: Vec<&str> = text.splitn(5, '~').collect();
    let [figure, bindings, placed, highlights, alt] = parts.as_slice() else {
        return Err(broken());
    };
    let binding = |text: &str| {
        let (name, values) = text.split_once('=').ok_or_else(broken)?;
        let values: Result<Vec<Expr>, Error> = values
            .split('&')
            .map(|value| read_expr(value, scope))
            .collect();
        Ok((name.to_string(), values?))
    };
    Ok(Picture {
        figure: figure.parse().map_err(|_| broken())?,
        bindings: bindings
            .split(';')
            .filter(|b| !b.is_empty())
            .map(binding)
            .collect::<Result<_, Error>>()?,
        placed: if placed.is_empty() {
            None
        } else {
            Some(read_expr(placed, scope)?)
        },
        highlights: highlights
            .split(',')
            .filter(|h| !h.is_empty())
            .map(str::to_string)
            .collect(),
        alt: template(alt, scope)?,
    })
}

fn unescaped(field: &str) -> String {
    let (mut out, mut signs) = (String::with_capacity(field.len()), field.chars());
    while let Some(sign) = signs.next() {
        match sign {
            '\\' => out.push(match signs.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('l') => '<',
                other => other.unwrap_or('\\'),
            }),
            sign => out.push(sign),
        }
    }
    out
}
