//! Owns the writing of a model as text.

use super::VERSION;
use crate::engine::expr::Expr;
use crate::engine::kind::Kind;
use crate::engine::model::*;
use crate::engine::number::Number;
use crate::engine::template::Piece;

/// The model as text.
pub fn write(model: &Model) -> String {
    let mut lines = Lines(vec![VERSION.to_string()]);
    lines.put(&[
        "language",
        &model.language.code,
        &model.language.decimal.to_string(),
    ]);
    model
        .words
        .0
        .iter()
        .for_each(|(key, text)| lines.put(&["word", key, text]));
    model
        .quantities
        .iter()
        .for_each(|quantity| write_quantity(quantity, &mut lines));
    // Behind all quantities, since a formula may name one that is declared later.
    for (name, is) in model
        .quantities
        .iter()
        .filter_map(|q| Some((&q.name, q.is.as_ref()?)))
    {
        lines.put(&["is", name, &is.write()]);
    }
    model
        .figures
        .iter()
        .for_each(|figure| write_figure(figure, &mut lines));
    model
        .variants
        .iter()
        .for_each(|variant| write_variant(variant, &mut lines));
    for test in &model.wheres {
        lines.put(&["where", &test.write()]);
    }
    for section in &model.sections {
        lines.put(&["section", &section.id, &section.variant.to_string()]);
        section
            .slots
            .iter()
            .for_each(|slot| lines.put(&["slot", &write_piece(slot)]));
    }
    model.asks.iter().for_each(|ask| write_ask(ask, &mut lines));
    lines.0.join("\n")
}

struct Lines(Vec<String>);

impl Lines {
    fn put(&mut self, fields: &[&str]) {
        self.0.push(
            fields
                .iter()
                .map(|field| escaped(field))
                .collect::<Vec<_>>()
                .join("\t"),
        );
    }
}

impl Lines {
    fn put_all(&mut self, fields: &[String]) {
        self.put(&fields.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

fn escaped(field: &str) -> String {
    // `<` would end the script element that carries the text.
    field
        .replace('\\', "\\\\")
        .replace('\t', "\\t")
        .replace('\n', "\\n")
        .replace('\r', "\\r")
        .replace('<', "\\l")
}

fn optional<T>(value: &Option<T>, write: impl Fn(&T) -> String) -> String {
    value.as_ref().map(write).unwrap_or_default()
}

fn write_quantity(quantity: &Quantity, lines: &mut Lines) {
    let kind = optional(&quantity.kind, Kind::write);
    let within = optional(&quantity.within, write_within);
    let letters = quantity.letters.join(" ");
    let mut fields = vec![
        "quantity",
        &quantity.name,
        &kind,
        &within,
        &letters,
        &quantity.said,
    ];
    fields.extend(quantity.units.iter().map(String::as_str));
    let others: Vec<String> = quantity
        .other_units
        .iter()
        .map(|(unit, worth)| format!("{unit}={}", worth.exact_text()))
        .collect();
    fields.extend(others.iter().map(String::as_str));
    lines.put(&fields);
}

/// `1/200`, `1/20 %` (a part of the value) or `3 figures`.
fn write_within(within: &Within) -> String {
    match within {
        Within::By(most) => most.exact_text(),
        Within::Share(share) => share.exact_text() + " %",
        Within::Figures(figures) => figures.to_string() + " figures",
    }
}

fn write_figure(figure: &Figure, lines: &mut Lines) {
    lines.put(&["figure", &figure.name]);
    match &figure.body {
        Body::Grid(grid) => write_grid(grid, lines),
        Body::Drawing(drawing) => write_drawing(drawing, lines),
    }
    for label in &figure.labels {
        lines.put(&[
            "label",
            &label.of,
            label.side.word(),
            &label.part.clone().unwrap_or_default(),
        ]);
    }
}

fn write_grid(grid: &Grid, lines: &mut Lines) {
    let say = write_template(&grid.say);
    lines.put(&["grid", &grid.rows.write(), &grid.columns.write(), &say]);
    for (name, test) in &grid.highlights {
        lines.put(&["highlight", name, &test.write()]);
    }
    for (word, test) in &grid.cells {
        lines.put(&["square", word, &optional(test, Expr::write)]);
    }
    for (word, tests) in &grid.lay {
        let tests: Vec<String> = tests.iter().map(Expr::write).collect();
        let mut fields = vec!["lay", word];
        fields.extend(tests.iter().map(String::as_str));
        lines.put(&fields);
    }
}

fn write_drawing(drawing: &Drawing, lines: &mut Lines) {
    let pair = |pair: &Option<(Expr, Expr)>| {
        let [first, second] = match pair {
            Some((first, second)) => [first.write(), second.write()],
            None => Default::default(),
        };
        [first, second]
    };
    let mut fields = vec!["drawing".to_string(), drawing.unit.to_string()];
    fields.extend(pair(&drawing.size));
    fields.extend(pair(&drawing.dots));
    fields.extend(drawing.words.iter().cloned());
    lines.put_all(&fields);
    for (name, expr) in &drawing.lets {
        lines.put(&["let", name, &expr.write()]);
    }
    let shapes = drawing.shapes.iter().map(|shape| ("shape", shape));
    for (keyword, shape) in shapes.chain(drawing.answer.iter().map(|shape| ("answer", shape))) {
        let mut fields = vec![keyword.to_string(), shape.sort.word().to_string()];
        fields.push(shape.class.clone());
        fields.push(write_each(&shape.each));
        fields.push(optional(&shape.only, Expr::write));
        fields.extend(pair(&shape.around));
        fields.push(write_template(&shape.say));
        fields.extend(shape.at.iter().map(Expr::write));
        lines.put_all(&fields);
    }
    for data in &drawing.data {
        let heads = data.heads.iter().cloned();
        lines.put_all(
            &std::iter::once("data".to_string())
                .chain(heads)
                .collect::<Vec<_>>(),
        );
        for line in &data.lines {
            let mut fields = vec!["entry".to_string(), write_each(&line.each)];
            fields.extend(line.cells.iter().map(|cell| write_template(cell)));
            lines.put_all(&fields);
        }
    }
}

fn write_each(each: &[(String, Expr)]) -> String {
    let each = each
        .iter()
        .map(|(name, range)| format!("{name}~{}", range.write()));
    each.collect::<Vec<_>>().join("~")
}

fn write_variant(variant: &Variant, lines: &mut Lines) {
    lines.put(&["variant", &variant.name]);
    for (name, expr) in &variant.bindings {
        lines.put(&["bind", name, &expr.write()]);
    }
    variant
        .rows
        .iter()
        .for_each(|row| write_row("row", row, lines));
}

/// A row as [`super::row`] reads it: `n=5,m=8`.
pub fn row_text(row: &Row) -> String {
    let mut text = String::new();
    for value in values(row) {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&value);
    }
    text
}

fn values(row: &Row) -> Vec<String> {
    let value = |(name, value): &(String, Number)| [name, "=", &value.exact_text()].concat();
    row.iter().map(value).collect()
}

fn write_row(keyword: &str, row: &Row, lines: &mut Lines) {
    let values = values(row);
    let mut fields = vec![keyword];
    fields.extend(values.iter().map(String::as_str));
    lines.put(&fields);
}

fn write_ask(ask: &Ask, lines: &mut Lines) {
    let mut fields = vec!["ask".to_string(), ask.id.clone(), ask.section.to_string()];
    fields.extend(match &ask.sort {
        Sort::Words(open) => vec!["words".to_string(), open.word().to_string()],
        Sort::Guess(asked) => vec!["guess".to_string(), asked.name.clone()],
        Sort::Choice(_) => vec!["choice".to_string()],
        Sort::Table(asked) => vec!["table".to_string(), asked.name.clone()],
        Sort::Rule(asked) => vec![
            "rule".to_string(),
            asked.name.clone(),
            asked.letters.join(" "),
        ],
        Sort::Value(asked) => {
            vec![
                "value".to_string(),
                asked.names.join(" "),
                asked.find.word().to_string(),
                write_same(&asked.same),
                optional(&asked.wanted, Expr::write),
                asked.yours.join(" "),
                (if asked.with_unit { "unit" } else { "" }).to_string(),
                optional(&asked.on, usize::to_string),
            ]
        }
    });
    lines.put_all(&fields);
    write_sort(&ask.sort, lines);
    if let Some(form) = ask.form {
        lines.put(&["form", form.word()]);
    }
    if let Some(picture) = &ask.picture {
        lines.put(&["picture", &write_piece(&Piece::Figure(picture.clone()))]);
    }
    ask.replies
        .iter()
        .for_each(|reply| write_reply(reply, lines));
    for way in &ask.ways {
        lines.put(&[
            "way",
            &way.name,
            &way.form.write(),
            &write_template(&way.says),
        ]);
    }
}

fn write_same(same: &Same) -> String {
    match same {
        Same::Exactly => String::new(),
        Same::AnyOrder => "any order".to_string(),
        Same::AnyTurn => "any turn".to_string(),
        Same::AnyTurnOrFlip => "any turn or flip".to_string(),
        Same::By(expr) => format!("by {}", expr.write()),
    }
}

fn write_sort(sort: &Sort, lines: &mut Lines) {
    let laid: &[(String, Expr)] = match sort {
        Sort::Value(asked) => &asked.laid,
        Sort::Table(asked) => &asked.laid,
        Sort::Rule(asked) => &asked.laid,
        Sort::Guess(asked) => &asked.laid,
        _ => &[],
    };
    laid.iter()
        .for_each(|(name, expr)| lines.put(&["laid", name, &expr.write()]));
    match sort {
        Sort::Value(asked) => {
            asked
                .given
                .iter()
                .for_each(|given| lines.put(&["given", &given.write()]));
            asked
                .counts
                .iter()
                .for_each(|count| lines.put(&["count", &optional(count, u32::to_string)]));
        }
        Sort::Table(asked) => asked.cells.iter().for_each(|cell| match cell {
            Cell::Case(row) => write_row("cell", row, lines),
            Cell::Own(name) => lines.put(&["own", name]),
        }),
        Sort::Rule(asked) => asked
            .cases
            .iter()
            .for_each(|row| write_row("case", row, lines)),
        Sort::Choice(asked) => asked.items.iter().for_each(|item| {
            let says = item
                .says
                .as_ref()
                .map(|says| format!("!{}", write_template(says)))
                .unwrap_or_default();
            lines.put(&["item", &optional(&item.right, Expr::write), &says]);
        }),
        Sort::Words(_) | Sort::Guess(_) => {}
    }
}

fn write_reply(reply: &Reply, lines: &mut Lines) {
    // A mark in front tells empty words from none.
    let says = reply
        .says
        .as_ref()
        .map(|says| format!("!{}", write_template(says)))
        .unwrap_or_default();
    match &reply.test {
        Test::Idea { quantity, formula } => {
            lines.put(&["idea", &reply.name, &says, quantity, &formula.write()])
        }
        Test::If(statement) => lines.put(&["if", &reply.name, &says, &statement.write()]),
        Test::Built(name) => lines.put(&["built", &reply.name, &says, name]),
    }
}

fn write_template(template: &[Piece]) -> String {
    template.iter().map(write_piece).collect()
}

/// Holes and figures between double braces; markup never has braces of its own.
fn write_piece(piece: &Piece) -> String {
    match piece {
        Piece::Html(html) => html.clone(),
        Piece::Hole(expr) => format!("{{{{{}}}}}", expr.write()),
        Piece::Figure(picture) => {
            let bindings: Vec<String> = picture.bindings.iter().map(write_binding).collect();
            let placed = optional(&picture.placed, Expr::write);
            let head = [
                picture.figure.to_string(),
                bindings.join(";"),
                placed,
                picture.highlights.join(","),
                optional(&picture.fields, usize::to_string),
            ]
            .join("~");
            format!("{{{{!{head}~{}}}}}", write_template(&picture.alt))
        }
    }
}

fn write_binding((name, values): &(String, Vec<Expr>)) -> String {
    format!(
        "{name}={}",
        values.iter().map(Expr::write).collect::<Vec<_>>().join("&")
    )
}
