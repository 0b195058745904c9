//! Every row of `tests/reading/*.tsv`, read natively: what students type is read as schools mean it, or asked back.

mod corpora;
#[allow(dead_code)]
mod scratch;
mod tables;

use corpora::{Corpus, Trial, reading, shown, twice};
use lowfloor::engine::compare::{Comparison, compare};
use lowfloor::engine::expr::Expr;
use lowfloor::engine::model::{Model, Row};
use lowfloor::engine::number::Number;
use lowfloor::engine::reader::read;
use lowfloor::engine::response::{Response, read_response};
use lowfloor::engine::token::Scope;
use lowfloor::engine::value::number;
use lowfloor::engine::world::World;

/// What a text was read as: a formula, or the key of the trouble.
fn came(corpus: &Corpus, trial: &Trial) -> Result<Result<Expr, String>, String> {
    let (task, ask, row) = corpus.desk(trial)?;
    let read = match read_response(&task.model, ask, &row, &trial.text) {
        Err(error) => Err(format!("!{}", error.key)),
        Ok(Response::Rule(expr)) => Ok(expr),
        Ok(Response::Values(mut tuples)) if tuples.len() == 1 && tuples[0].len() == 1 => {
            Ok(tuples.remove(0).remove(0).expr)
        }
        Ok(_) => Err("no formula".to_string()),
    };
    Ok(read)
}

fn authors(trial: &Trial, text: &str) -> Result<Expr, String> {
    let names = trial.names.iter().map(String::as_str);
    let error = |error: lowfloor::engine::error::Error| format!("`{text}`: {}", error.key);
    read(text, &Scope::author(names)).map_err(error)
}

/// The same formula: written alike, or the same number in another spelling (`½` and `0.5`).
fn same(expr: &Expr, wanted: &Expr, model: &Model) -> bool {
    expr.write() == wanted.write() || matches!(compare(expr, wanted, model), Comparison::Same)
}

fn value(expr: &Expr, row: &Row) -> Result<Number, String> {
    let model = Model::default();
    number(expr, &World::new(&model, None, row)).map_err(|error| format!("!{}", error.key))
}

/// `24`, or `n=5: 24` where the formula has letters.
fn has_value(trial: &Trial, expr: &Expr, wanted: &str) -> Result<bool, String> {
    let (case, wanted) = wanted.split_once(": ").unwrap_or(("", wanted));
    let mut row = Row::new();
    if let Some((name, of)) = case.split_once('=') {
        row.push((name.to_string(), value(&authors(trial, of)?, &Row::new())?));
    }
    let wanted = value(&authors(trial, wanted)?, &Row::new())?;
    Ok(value(expr, &row)?.same(&wanted))
}

/// What is otherwise than the row says.
fn difference(corpus: &Corpus, trial: &Trial) -> Result<Option<String>, String> {
    let want = &trial.want[0];
    let expr = match came(corpus, trial)? {
        Err(key) => return Ok((key != *want).then_some(key)),
        Ok(expr) => expr,
    };
    let read_as = expr.write();
    if want.starts_with('!')
        || !same(
            &expr,
            &authors(trial, want)?,
            &corpus.tasks[trial.task].model,
        )
    {
        return Ok(Some(read_as));
    }
    match trial.want.get(1).filter(|value| !value.is_empty()) {
        Some(wanted) if !has_value(trial, &expr, wanted)? => {
            Ok(Some(format!("{read_as}, which is not {wanted}")))
        }
        _ => Ok(None),
    }
}

#[test]
fn what_students_type_is_read_as_it_is_meant_or_asked_back() {
    let corpus = reading("reading");
    assert!(corpus.trials.len() >= 250, "{} rows", corpus.trials.len());
    let mut faults = Vec::new();
    for trial in &corpus.trials {
        if let Some(came) = difference(&corpus, trial).unwrap_or_else(Some) {
            let (at, about, text) = (&trial.at, &trial.about, shown(&trial.text));
            let want = &trial.want[0];
            faults.push(format!(
                "{at}: [{about}] `{text}`: wanted {want}, came {came}"
            ));
        }
    }
    assert!(
        faults.is_empty(),
        "{} of {} rows:\n{}\nabout the tasks:\n{}",
        faults.len(),
        corpus.trials.len(),
        faults.join("\n"),
        corpus.trouble.join("\n")
    );
}

#[test]
fn no_row_stands_twice() {
    let corpus = reading("reading-twice");
    assert_eq!(twice(&corpus), Vec::<&str>::new());
}
