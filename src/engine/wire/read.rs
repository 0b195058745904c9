//! Owns the reading of a model from the text a page carries.

use super::VERSION;
use super::template::{expr, optional_expr, template, words};
use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::kind::Kind;
use crate::engine::model::*;
use crate::engine::number::Number;
use crate::engine::template::{Piece, Template};
use crate::engine::token::Scope;

/// The model that a text carries; an error names the line.
pub fn read(text: &str) -> Result<Model, Error> {
    let mut lines = text.split('\n');
    if lines.next().map(str::trim_end) != Some(VERSION) {
        return Err(broken(1));
    }
    let mut model = Model::default();
    let mut scope = Scope::author(["answer", "right", "row", "column"]);
    // A figure's highlights are names inside that figure only.
    let mut inside = scope.clone();
    for (at, line) in lines.enumerate() {
        if line.is_empty() {
            continue;
        }
        let fields = unescaped(line);
        let mut line = Fields {
            fields: &fields,
            scope: &scope,
        };
        let keyword = line.keyword(0).ok_or_else(|| broken(at + 2))?;
        if is_in_figure(keyword) {
            line.scope = &inside;
        }
        if read_line(&mut model, keyword, &line).is_none() {
            return Err(broken(at + 2));
        }
        match keyword {
            Keyword::Highlight | Keyword::Let => inside.names.push((line.owned(1), line.owned(1))),
            Keyword::Quantity => scope.names.push((line.owned(1), line.owned(1))),
            Keyword::Figure => inside = scope.clone(),
            _ => {}
        }
    }
    Ok(model)
}

fn is_in_figure(keyword: Keyword) -> bool {
    use Keyword::*;
    matches!(
        keyword,
        Grid | Highlight | Square | Lay | Drawing | Let | Shape | Answer | Data | Entry | Label
    )
}

fn broken(line: usize) -> Error {
    Error::at(0..0, "wire", &[&line.to_string()])
}

/// What a line is for; the last six are sorts of asks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    Language,
    Word,
    Quantity,
    Is,
    Figure,
    Grid,
    Highlight,
    Square,
    Lay,
    Drawing,
    Let,
    Shape,
    Answer,
    Data,
    Entry,
    Label,
    Variant,
    Bind,
    Row,
    Where,
    Section,
    Slot,
    Ask,
    Laid,
    Given,
    Count,
    Cell,
    Own,
    Case,
    Item,
    Form,
    Picture,
    Way,
    Idea,
    If,
    Built,
    Words,
    Guess,
    Choice,
    Table,
    Rule,
    Value,
}

/// Every keyword, and how many fields its line has at least.
const KEYWORDS: [(&str, Keyword, usize); 42] = [
    ("language", Keyword::Language, 3),
    ("word", Keyword::Word, 3),
    ("quantity", Keyword::Quantity, 6),
    ("is", Keyword::Is, 3),
    ("figure", Keyword::Figure, 2),
    ("grid", Keyword::Grid, 4),
    ("highlight", Keyword::Highlight, 3),
    ("square", Keyword::Square, 3),
    ("lay", Keyword::Lay, 2),
    ("drawing", Keyword::Drawing, 6),
    ("let", Keyword::Let, 3),
    ("shape", Keyword::Shape, 8),
    ("answer", Keyword::Answer, 8),
    ("data", Keyword::Data, 1),
    ("entry", Keyword::Entry, 2),
    ("label", Keyword::Label, 4),
    ("variant", Keyword::Variant, 2),
    ("bind", Keyword::Bind, 3),
    ("row", Keyword::Row, 1),
    ("where", Keyword::Where, 2),
    ("section", Keyword::Section, 3),
    ("slot", Keyword::Slot, 2),
    ("ask", Keyword::Ask, 4),
    ("laid", Keyword::Laid, 3),
    ("given", Keyword::Given, 2),
    ("count", Keyword::Count, 2),
    ("cell", Keyword::Cell, 1),
    ("own", Keyword::Own, 2),
    ("case", Keyword::Case, 1),
    ("item", Keyword::Item, 3),
    ("form", Keyword::Form, 2),
    ("picture", Keyword::Picture, 2),
    ("way", Keyword::Way, 4),
    ("idea", Keyword::Idea, 5),
    ("if", Keyword::If, 4),
    ("built", Keyword::Built, 4),
    ("words", Keyword::Words, 5),
    ("guess", Keyword::Guess, 5),
    ("choice", Keyword::Choice, 4),
    ("table", Keyword::Table, 5),
    ("rule", Keyword::Rule, 6),
    ("value", Keyword::Value, 11),
];

/// The fields of a line; what a field says is nothing where it cannot be read.
pub(super) struct Fields<'a> {
    pub fields: &'a [String],
    pub scope: &'a Scope,
}

impl Fields<'_> {
    /// The keyword in a field, if there are all fields that its line needs.
    fn keyword(&self, at: usize) -> Option<Keyword> {
        let word = self.text(at);
        let (_, keyword, fewest) = KEYWORDS.iter().find(|(written, ..)| *written == word)?;
        (self.fields.len() >= *fewest).then_some(*keyword)
    }

    pub fn text(&self, at: usize) -> &str {
        self.fields.get(at).map_or("", String::as_str)
    }

    pub fn owned(&self, at: usize) -> String {
        self.text(at).to_string()
    }

    pub fn index(&self, at: usize) -> Option<usize> {
        self.text(at).parse().ok()
    }

    pub fn expr(&self, at: usize) -> Option<Expr> {
        expr(self.text(at), self.scope)
    }

    pub fn optional_expr(&self, at: usize) -> Option<Option<Expr>> {
        optional_expr(self.text(at), self.scope)
    }

    fn words(&self, at: usize) -> Vec<String> {
        words(self.text(at), ' ')
    }

    pub fn rest(&self, from: usize) -> &[String] {
        self.fields.get(from..).unwrap_or(&[])
    }

    fn row(&self) -> Option<Row> {
        let mut row = Row::new();
        for field in self.rest(1) {
            if !field.is_empty() {
                row.push(binding(field)?);
            }
        }
        Some(row)
    }

    pub fn template(&self, at: usize) -> Option<Template> {
        template(self.text(at), self.scope)
    }

    fn piece(&self, at: usize) -> Option<Piece> {
        self.template(at)?.pop()
    }

    fn says(&self, at: usize) -> Option<Option<Template>> {
        match self.text(at).strip_prefix('!') {
            Some(text) => Some(Some(template(text, self.scope)?)),
            None => Some(None),
        }
    }
}

/// A row from its values: `n=5,m=8`; none where it cannot be read.
pub fn row(text: &str) -> Option<Row> {
    let mut row = Row::new();
    for field in text.split(',') {
        row.push(binding(field)?);
    }
    Some(row)
}

/// One value of a row: `n=5`.
fn binding(text: &str) -> Option<(String, Number)> {
    let (name, value) = text.split_once('=')?;
    Some((name.to_string(), number(value)?))
}

/// A number as `exact_text` writes it.
fn number(text: &str) -> Option<Number> {
    let size = text.strip_prefix('-').unwrap_or(text);
    let (top, bottom) = size.split_once('/').unwrap_or((size, "1"));
    if top.is_empty() {
        return None;
    }
    let bottom = Number::literal(bottom).ok()?;
    let mut number = Number::literal(top).ok()?.over(&bottom).ok()?;
    if top.contains('.') {
        number = Number::near(number.to_f64().ok()?).ok()?;
    }
    if size.len() < text.len() {
        return number.negated().ok();
    }
    Some(number)
}

/// Reads one line into the model; none where it cannot be read.
fn read_line(model: &mut Model, keyword: Keyword, fields: &Fields) -> Option<()> {
    match keyword {
        Keyword::Language => {
            model.language.decimal = fields.text(2).chars().next()?;
            model.language.code = fields.owned(1);
        }
        Keyword::Word => model.words.0.push((fields.owned(1), fields.owned(2))),
        Keyword::Quantity => model.quantities.push(read_quantity(fields)?),
        Keyword::Is => {
            let is = Some(fields.expr(2)?);
            let name = fields.text(1);
            let mut quantities = model.quantities.iter_mut();
            quantities.find(|quantity| quantity.name == name)?.is = is;
        }
        Keyword::Figure => {
            // What it is made of stands in the next line.
            model.figures.push(Figure {
                name: fields.owned(1),
                labels: Vec::new(),
                body: Body::Drawing(Drawing::empty()),
            });
        }
        _ if is_in_figure(keyword) => {
            return super::figure::read_line(model.figures.last_mut()?, keyword, fields);
        }
        Keyword::Variant => model.variants.push(Variant {
            name: fields.owned(1),
            bindings: Vec::new(),
            rows: Vec::new(),
        }),
        Keyword::Bind => {
            let bound = fields.expr(2)?;
            let bindings = &mut model.variants.last_mut()?.bindings;
            bindings.push((fields.owned(1), bound));
        }
        Keyword::Row => model.variants.last_mut()?.rows.push(fields.row()?),
        Keyword::Where => model.wheres.push(fields.expr(1)?),
        Keyword::Section => {
            let variant = fields.index(2)?;
            model.sections.push(Section {
                id: fields.owned(1),
                variant,
                slots: Vec::new(),
            });
        }
        Keyword::Slot => model.sections.last_mut()?.slots.push(fields.piece(1)?),
        Keyword::Ask => model.asks.push(read_ask(fields)?),
        _ => read_ask_line(model.asks.last_mut()?, keyword, fields)?,
    }
    Some(())
}

fn read_quantity(fields: &Fields) -> Option<Quantity> {
    let kind = match fields.text(2) {
        "" => None,
        kind => Some(Kind::read(kind)?.ok()?),
    };
    let within = read_within(fields.text(3))?;
    let (mut units, mut other_units) = (Vec::new(), Row::new());
    for unit in fields.rest(6) {
        if unit.contains('=') {
            other_units.push(binding(unit)?);
        } else if !unit.is_empty() {
            units.push(unit.clone());
        }
    }
    Some(Quantity {
        name: fields.owned(1),
        kind,
        is: None,
        within,
        letters: fields.words(4),
        said: fields.owned(5),
        units,
        other_units,
    })
}

fn read_within(text: &str) -> Option<Option<Within>> {
    Some(match text.split_once(' ') {
        None if text.is_empty() => None,
        None => Some(Within::By(number(text)?)),
        Some((share, "%")) => Some(Within::Share(number(share)?)),
        Some((figures, _)) => Some(Within::Figures(figures.parse().ok()?)),
    })
}

fn read_ask(fields: &Fields) -> Option<Ask> {
    let section = fields.index(2)?;
    Some(Ask {
        sort: read_sort(fields)?,
        id: fields.owned(1),
        section,
        replies: Vec::new(),
        ways: Vec::new(),
        form: None,
        picture: None,
    })
}

fn read_sort(fields: &Fields) -> Option<Sort> {
    Some(match fields.keyword(3)? {
        Keyword::Words => Sort::Words(Open::named(fields.text(4))?),
        Keyword::Guess => Sort::Guess(GuessAsk {
            name: fields.owned(4),
            laid: Vec::new(),
        }),
        Keyword::Choice => Sort::Choice(ChoiceAsk { items: Vec::new() }),
        Keyword::Table => Sort::Table(TableAsk {
            name: fields.owned(4),
            laid: Vec::new(),
            cells: Vec::new(),
        }),
        Keyword::Rule => Sort::Rule(RuleAsk {
            name: fields.owned(4),
            letters: fields.words(5),
            laid: Vec::new(),
            cases: Vec::new(),
        }),
        Keyword::Value => Sort::Value(read_value_ask(fields)?),
        _ => return None,
    })
}

fn read_value_ask(fields: &Fields) -> Option<ValueAsk> {
    let find = Find::named(fields.text(5))?;
    let same = match fields.text(6) {
        "" => Same::Exactly,
        "any order" => Same::AnyOrder,
        "any turn" => Same::AnyTurn,
        "any turn or flip" => Same::AnyTurnOrFlip,
        by => Same::By(expr(by.strip_prefix("by ")?, fields.scope)?),
    };
    Some(ValueAsk {
        wanted: fields.optional_expr(7)?,
        names: fields.words(4),
        laid: Vec::new(),
        given: Vec::new(),
        find,
        yours: fields.words(8),
        with_unit: !fields.text(9).is_empty(),
        on: fields.index(10),
        same,
        counts: Vec::new(),
    })
}

fn read_ask_line(ask: &mut Ask, keyword: Keyword, fields: &Fields) -> Option<()> {
    match (keyword, &mut ask.sort) {
        (
            Keyword::Laid,
            Sort::Value(ValueAsk { laid, .. })
            | Sort::Table(TableAsk { laid, .. })
            | Sort::Rule(RuleAsk { laid, .. })
            | Sort::Guess(GuessAsk { laid, .. }),
        ) => {
            let value = fields.expr(2)?;
            laid.push((fields.owned(1), value));
        }
        (Keyword::Given, Sort::Value(asked)) => asked.given.push(fields.expr(1)?),
        (Keyword::Count, Sort::Value(asked)) => asked.counts.push(fields.text(1).parse().ok()),
        (Keyword::Cell, Sort::Table(asked)) => asked.cells.push(Cell::Case(fields.row()?)),
        (Keyword::Own, Sort::Table(asked)) => asked.cells.push(Cell::Own(fields.owned(1))),
        (Keyword::Case, Sort::Rule(asked)) => asked.cases.push(fields.row()?),
        (Keyword::Item, Sort::Choice(asked)) => {
            let right = fields.optional_expr(1)?;
            let says = fields.says(2)?;
            asked.items.push(Item { right, says });
        }
        (Keyword::Form, _) => ask.form = Form::named(fields.text(1)),
        (Keyword::Picture, _) => match fields.piece(1)? {
            Piece::Figure(picture) => ask.picture = Some(picture),
            _ => return None,
        },
        (Keyword::Way, _) => {
            let form = fields.expr(2)?;
            let says = fields.template(3)?;
            let name = fields.owned(1);
            ask.ways.push(Way { name, form, says });
        }
        _ => ask.replies.push(read_reply(keyword, fields)?),
    }
    Some(())
}

fn read_reply(keyword: Keyword, fields: &Fields) -> Option<Reply> {
    let says = fields.says(2)?;
    let test = match keyword {
        Keyword::Idea => Test::Idea {
            formula: fields.expr(4)?,
            quantity: fields.owned(3),
        },
        Keyword::If => Test::If(fields.expr(3)?),
        Keyword::Built => Test::Built(fields.owned(3)),
        _ => return None,
    };
    let name = fields.owned(1);
    Some(Reply { name, test, says })
}

/// The fields of a line.
fn unescaped(line: &str) -> Vec<String> {
    let (mut fields, mut field, mut signs) = (Vec::new(), String::new(), line.chars());
    while let Some(sign) = signs.next() {
        match sign {
            '\t' => fields.push(std::mem::take(&mut field)),
            '\\' => field.push(match signs.next() {
                Some('t') => '\t',
                Some('n') => '\n',
                Some('r') => '\r',
                Some('l') => '<',
                other => other.unwrap_or('\\'),
            }),
            sign => field.push(sign),
        }
    }
    fields.push(field);
    fields
}
