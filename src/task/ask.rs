//! Owns the meaning of `[[…]]`: which quantities are asked, what is given, how many answers are wanted.

mod fields;

use super::prose::parts_of;
use super::{Reading, Text, part_of};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::engine::expr::Expr;
use crate::engine::kind::Kind;
use crate::engine::model::{
    Ask, Cell, Find, Form, GuessAsk, Open, Row, RuleAsk, Same, Sort, TableAsk, ValueAsk, Variant,
};
use crate::engine::number::Number;
use crate::engine::token::{Scope, Token, tokens};
use crate::engine::value::number;
use crate::engine::world::World;
use crate::markdown::Source;

/// An ask as read, with what its options say beside its sort.
pub struct Read {
    pub sort: Sort,
    pub up_to: Option<i64>,
    /// How a right response is to be written.
    pub form: Option<Form>,
}

/// The clauses of an ask: names, then `in`, `for`, `given`, then options.
#[derive(Default)]
struct Clauses {
    names: Vec<Source>,
    letters: Option<Vec<Source>>,
    cases: Option<Source>,
    given: Vec<Source>,
    options: Vec<Source>,
}

const OPTIONS: &str = "`find 3`, `find all`, `find all 4`, `list all`, `another`, `any order`, `any turn`, `any turn or flip`, `same n + m`, `up to 200`, `with your tiles`, `with unit`, `on pyramid`, and forms such as `as a product`";

/// Reads an ask of a section that shows this variant.
pub fn read(source: &Source, variant: usize, reading: &mut Reading) -> Option<Read> {
    let only = |sort| {
        Some(Read {
            sort,
            up_to: None,
            form: None,
        })
    };
    // A quantity of that name goes before.
    if let (Some(open), None) = (
        Open::named(&source.text),
        reading.model.quantity(&source.text),
    ) {
        return only(Sort::Words(open));
    }
    if let Some(name) = source.text.strip_prefix("guess ") {
        let name = part_of(source, source.text.len() - name.len()..source.text.len());
        return only(Sort::Guess(guess(&name, reading)?));
    }
    let clauses = clauses(source, reading)?;
    refuse_open(&clauses, reading)?;
    let names: Option<Vec<String>> = clauses
        .names
        .iter()
        .map(|name| known(name, reading))
        .collect();
    let names = names?;
    let variant = reading.model.variants.get(variant).cloned()?;
    let mut read = Read {
        sort: Sort::Words(Open::Words),
        up_to: None,
        form: None,
    };
    let mut options = Options::default();
    for option in &clauses.options {
        self::option(option, &mut options, &mut read, reading)?;
    }
    let (laid, given) = given(&clauses, &names, &variant, reading)?;
    read.sort = match (&clauses.letters, &clauses.cases) {
        (Some(letters), cases) => rule(
            source,
            &names,
            letters,
            cases.as_ref(),
            laid,
            &variant,
            reading,
        )?,
        (None, Some(cases)) => table(source, &names, cases, laid, options, reading)?,
        (None, None) => Sort::Value(options.value_ask(names, laid, given)),
    };
    check(source, &clauses, &read.sort, reading)?;
    Some(read)
}

/// Words and estimates are asked for in ways of their own.
fn refuse_open(clauses: &Clauses, reading: &mut Reading) -> Option<()> {
    for name in &clauses.names {
        if reading.model.quantity(&name.text).is_some() {
            continue;
        }
        let word = name.text.split_whitespace().next().unwrap_or("");
        let help = match word {
            "guess" => "an estimate names what is estimated: `[[guess tiles]]`".to_string(),
            "find" | "list" => "what is asked for stands first, then the options: `[[n given tiles < 40; find all]]`".to_string(),
            word if Open::named(word).is_some() => {
                format!("`{word}` stands in an ask of its own, without options: `[[{word}]]`")
            }
            _ => continue,
        };
        let message = format!("`{}` is no quantity", name.text);
        fault(reading, name, "unknown-ask", message, &help);
        return None;
    }
    Some(())
}

/// `tiles`, or `tiles for n = 10`: one quantity, in the case of the section or in one of the ask's own.
fn guess(source: &Source, reading: &mut Reading) -> Option<GuessAsk> {
    let clauses = clauses(source, reading)?;
    let laid = match &clauses.cases {
        Some(written) => match cases(written, reading)?.as_slice() {
            [Cell::Case(row)] => laid_over(row),
            _ => return unknown_guess(source, reading),
        },
        None => Vec::new(),
    };
    let other =
        clauses.letters.is_some() || !clauses.given.is_empty() || !clauses.options.is_empty();
    match clauses.names.as_slice() {
        [name] if !other => known(name, reading).map(|name| GuessAsk { name, laid }),
        _ => unknown_guess(source, reading),
    }
}

fn unknown_guess<T>(source: &Source, reading: &mut Reading) -> Option<T> {
    let message = "an estimate is for one quantity in one case".to_string();
    let help = "write `[[guess tiles]]` or `[[guess tiles for n = 10]]`";
    fault(reading, source, "unknown-ask", message, help);
    None
}

/// The values of a case as an ask gives them.
fn laid_over(row: &Row) -> Vec<(String, Expr)> {
    row.iter()
        .map(|(name, value)| (name.clone(), Expr::of_number(value)))
        .collect()
}

fn fault(reading: &mut Reading, source: &Source, code: &'static str, message: String, help: &str) {
    reading
        .trouble
        .push(Diagnostic::error(code, source.at.clone(), message).help(help));
}

/// The name of a quantity that there is.
fn known(name: &Source, reading: &mut Reading) -> Option<String> {
    if reading.model.quantity(&name.text).is_some() {
        return Some(name.text.clone());
    }
    super::maths::unknown_quantity(Text::from(name), reading);
    None
}

fn clauses(source: &Source, reading: &mut Reading) -> Option<Clauses> {
    let parts = parts_of(source, ';');
    let Some((head, options)) = parts.split_first() else {
        fault(
            reading,
            source,
            "unknown-ask",
            "the ask is empty".into(),
            "write what is asked for: `[[tiles]]`, `[[tiles in n]]` or `[[words]]`",
        );
        return None;
    };
    let options = options
        .iter()
        .flat_map(|option| parts_of(option, ','))
        .collect();
    let mut clauses = Clauses {
        options,
        ..Clauses::default()
    };
    let mut starts = vec![(0, "")];
    starts.extend(keywords(head));
    for (at, (start, word)) in starts.iter().enumerate() {
        let end = starts
            .get(at + 1)
            .map_or(head.text.len(), |(next, _)| *next);
        let clause = part_of(head, start + word.len()..end);
        if !word.is_empty() && clause.text.is_empty() {
            let message = format!("nothing stands behind `{word}`");
            let help =
                "write `[[tiles in n]]`, `[[tiles for n = 3, 7, ?]]` or `[[n given tiles = 48]]`";
            fault(reading, source, "unknown-ask", message, help);
            return None;
        }
        match *word {
            "" => clauses.names = parts_of(&clause, ','),
            "in" => clauses.letters = Some(parts_of(&clause, ',')),
            "for" => clauses.cases = Some(clause),
            _ => clauses.given = parts_of(&clause, ','),
        }
    }
    Some(clauses)
}

/// Where the clauses begin: the joining words outside brackets.
fn keywords(head: &Source) -> Vec<(usize, &'static str)> {
    let scope = Scope::author([]);
    // `?` is no sign of the grammar; it stands for a case of the student's own.
    let plain = head.text.replace('?', "0");
    let Ok(tokens) = tokens(&plain, &scope) else {
        return Vec::new();
    };
    let mut depth = 0i32;
    let mut found: Vec<(usize, &'static str)> = Vec::new();
    for token in tokens {
        depth += i32::from(token.is("(")) - i32::from(token.is(")"));
        let word = ["in", "for", "given"]
            .into_iter()
            .find(|word| depth == 0 && token.is_word(word));
        // Behind `given`, the words belong to its statements.
        if let Some(word) = word.filter(|_| !found.iter().any(|(_, w)| *w == "given")) {
            found.push((start(&token), word));
        }
    }
    found
}

fn start(token: &Token) -> usize {
    token.range.start
}

/// What the options of an ask say.
#[derive(Default)]
struct Options {
    find: Option<Find>,
    /// How many, as an expression of the case.
    wanted: Option<Expr>,
    same: Option<Same>,
    yours: Vec<String>,
    with_unit: bool,
    on: Option<usize>,
}

impl Options {
    /// An ask for values of these names, with what the options say.
    fn value_ask(
        self,
        names: Vec<String>,
        laid: Vec<(String, Expr)>,
        given: Vec<Expr>,
    ) -> ValueAsk {
        ValueAsk {
            names,
            laid,
            given,
            find: self.find.unwrap_or(Find::One),
            wanted: self.wanted,
            same: self.same.unwrap_or(Same::Exactly),
            yours: self.yours,
            with_unit: self.with_unit,
            on: self.on,
            counts: Vec::new(),
        }
    }
}

const FINDS: [(&str, Find); 4] = [
    ("find all", Find::All),
    ("list all", Find::List),
    ("another", Find::Another),
    ("find", Find::Some),
];

const TURNS: [(&str, Same); 3] = [
    ("any order", Same::AnyOrder),
    ("any turn", Same::AnyTurn),
    ("any turn or flip", Same::AnyTurnOrFlip),
];

fn option(
    source: &Source,
    options: &mut Options,
    read: &mut Read,
    reading: &mut Reading,
) -> Option<()> {
    let text = source.text.as_str();
    let rest = |prefix: &str| part_of(source, prefix.len()..text.len());
    let behind = |prefix: &str| {
        let rest = text.strip_prefix(prefix)?;
        (rest.is_empty() || rest.starts_with(' ')).then(|| rest.trim())
    };
    if let Some(form) = Form::named(text) {
        read.form = Some(form);
        return Some(());
    }
    let scope = reading.scope(&[]);
    if let Some((_, same)) = TURNS.iter().find(|(turn, _)| *turn == text) {
        return once(&mut options.same, same.clone(), source, reading);
    }
    if text == "with unit" {
        options.with_unit = true;
        return Some(());
    }
    if let Some((word, find)) = FINDS.iter().find(|(word, _)| behind(word).is_some()) {
        let count = rest(word);
        let fits = match find {
            Find::Some => !count.text.is_empty(),
            Find::Another => count.text.is_empty(),
            _ => true,
        };
        if !fits {
            return unknown_option(source, reading);
        }
        if !count.text.is_empty() {
            options.wanted = Some(reading.expr(&Text::from(&count), &scope)?);
        }
        return once(&mut options.find, *find, source, reading);
    }
    if behind("same").is_some_and(|of| !of.is_empty()) {
        let of = reading.expr(&Text::from(&rest("same")), &scope)?;
        return once(&mut options.same, Same::By(of), source, reading);
    }
    if behind("with your").is_some() {
        return yours(&rest("with your"), options, reading);
    }
    if behind("on").is_some_and(|figure| !figure.is_empty()) {
        let figure = fields::figure(&rest("on"), reading)?;
        return once(&mut options.on, figure, source, reading);
    }
    read.up_to = behind("up to").and_then(|bound| bound.parse().ok());
    match read.up_to {
        Some(_) => Some(()),
        None => unknown_option(source, reading),
    }
}

fn unknown_option(source: &Source, reading: &mut Reading) -> Option<()> {
    let options = [
        "find all",
        "list all",
        "another",
        "any order",
        "any turn",
        "same",
        "up to",
        "with unit",
        "with your",
        "on",
    ];
    let forms = Form::ALL.iter().map(|(word, _)| *word);
    let options = options.into_iter().chain(forms);
    let is_value = source.text == "?" || source.text.parse::<f64>().is_ok();
    let help = match is_value {
        true => "commas part the cases of an ask: `[[tiles for n = 3, 7, 10]]`".to_string(),
        false => did_you_mean(&source.text, options)
            .unwrap_or_else(|| format!("the options are {OPTIONS}")),
    };
    let message = format!("`{}` is no option of an ask", source.text);
    fault(reading, source, "unknown-option", message, &help);
    None
}

/// Keeps what an option says; a second one of its sort is a fault.
fn once<T>(slot: &mut Option<T>, value: T, source: &Source, reading: &mut Reading) -> Option<()> {
    if slot.is_some() {
        let message = format!(
            "`{}` says a second time what an option before it says",
            source.text
        );
        fault(
            reading,
            source,
            "double-option",
            message,
            "keep one of the two",
        );
        return None;
    }
    *slot = Some(value);
    Some(())
}

/// `with your tiles`: quantities that an ask before this one asks for alone.
fn yours(names: &Source, options: &mut Options, reading: &mut Reading) -> Option<()> {
    let name = known(names, reading)?;
    let asked = |ask: &Ask| matches!(&ask.sort, Sort::Value(asked) if asked.names == [name.as_str()] && asked.given.is_empty());
    if !reading.model.asks.iter().any(asked) {
        let message = format!("no ask before this one asks for `{name}` alone");
        let help = format!("put `[[{name}]]` before it, or leave the option out");
        fault(reading, names, "no-earlier-ask", message, &help);
        return None;
    }
    options.yours.push(name);
    Some(())
}

/// The statements behind `given`: `n = 5` gives a free quantity its value, anything else must hold.
type Given = (Vec<(String, Expr)>, Vec<Expr>);

fn given(
    clauses: &Clauses,
    names: &[String],
    variant: &Variant,
    reading: &mut Reading,
) -> Option<Given> {
    let scope = reading.scope(&[]);
    let (mut laid, mut given) = (Vec::new(), Vec::new());
    for source in &clauses.given {
        let expr = reading.statement(&Text::from(source), &scope)?;
        match gives_value(&expr, names, variant, reading) {
            Some((name, value)) => laid.push((name, value)),
            None => given.push(expr),
        }
    }
    Some((laid, given))
}

fn gives_value(
    expr: &Expr,
    names: &[String],
    variant: &Variant,
    reading: &Reading,
) -> Option<(String, Expr)> {
    let (name, value) = expr.equation()?;
    let name = name.as_name()?.to_string();
    let free = reading.model.is_free(&name);
    let bound = variant.bindings.iter().any(|(bound, _)| *bound == name);
    (free && !bound && !names.contains(&name)).then(|| (name, value.clone()))
}

fn constant(source: &Source, reading: &mut Reading) -> Option<Number> {
    let scope = Scope::author([]);
    let expr = reading.expr(&Text::from(source), &scope)?;
    number(&expr, &World::new(&Default::default(), None, &Row::new())).ok()
}

/// `n = 3, 7, ?` or `(n, m) = (3, 5), (4, 6)`.
fn cases(source: &Source, reading: &mut Reading) -> Option<Vec<Cell>> {
    let Some(equals) = source.text.find('=') else {
        fault(
            reading,
            source,
            "unknown-ask",
            format!("`{}` lists no cases", source.text),
            "write them like `for n = 3, 7, 10, ?`",
        );
        return None;
    };
    let (left, right) = (
        part_of(source, 0..equals),
        part_of(source, equals + 1..source.text.len()),
    );
    let names = parts_of(&inside(&left), ',');
    let names: Option<Vec<String>> = names.iter().map(|name| known(name, reading)).collect();
    let names = names?;
    parts_of(&right, ',')
        .iter()
        .map(|item| case(&names, item, reading))
        .collect()
}

/// A source without the brackets around it.
fn inside(source: &Source) -> Source {
    if source.text.starts_with('(') && source.text.ends_with(')') {
        return part_of(source, 1..source.text.len() - 1);
    }
    source.clone()
}

fn case(names: &[String], item: &Source, reading: &mut Reading) -> Option<Cell> {
    if let ("?", [name]) = (item.text.as_str(), names) {
        return Some(Cell::Own(name.clone()));
    }
    let values = parts_of(&inside(item), ',');
    if values.len() != names.len() {
        let message = format!(
            "`{}` gives {} values for `{}`",
            item.text,
            values.len(),
            names.join(", ")
        );
        fault(
            reading,
            item,
            "uneven-cases",
            message,
            "write as many values as names: `(n, m) = (3, 5), (4, 6)`",
        );
        return None;
    }
    let row: Option<Row> = names
        .iter()
        .zip(&values)
        .map(|(name, value)| case_value(name, value, reading))
        .collect();
    row.map(Cell::Case)
}

fn case_value(name: &str, value: &Source, reading: &mut Reading) -> Option<(String, Number)> {
    let number = constant(value, reading)?;
    let kind = reading.model.kind(name);
    if !kind.holds_number(&number) {
        let message = format!(
            "`{name}` cannot be {}: its kind is `{}`",
            number.exact_text(),
            kind.write()
        );
        fault(
            reading,
            value,
            "outside-kind",
            message,
            "write a value of that kind, or widen the kind in `variants.yaml`",
        );
    }
    Some((name.to_string(), number))
}

fn table(
    source: &Source,
    names: &[String],
    written: &Source,
    laid: Vec<(String, Expr)>,
    options: Options,
    reading: &mut Reading,
) -> Option<Sort> {
    let cells = cases(written, reading)?;
    let [name] = names else {
        fault(
            reading,
            source,
            "unknown-ask",
            "a table asks for one quantity".into(),
            "write one ask for each quantity",
        );
        return None;
    };
    if let [Cell::Case(row)] = cells.as_slice() {
        let laid = laid.into_iter().chain(laid_over(row)).collect();
        let asked = options.value_ask(names.to_vec(), laid, Vec::new());
        return Some(Sort::Value(asked));
    }
    Some(Sort::Table(TableAsk {
        name: name.clone(),
        laid,
        cells,
    }))
}

fn rule(
    source: &Source,
    names: &[String],
    letters: &[Source],
    written: Option<&Source>,
    laid: Vec<(String, Expr)>,
    variant: &Variant,
    reading: &mut Reading,
) -> Option<Sort> {
    let [name] = names else {
        fault(
            reading,
            source,
            "unknown-ask",
            "a rule gives one quantity".into(),
            "write one ask for each quantity",
        );
        return None;
    };
    let letters: Option<Vec<String>> = letters
        .iter()
        .map(|letter| known(letter, reading))
        .collect();
    let letters = letters?;
    let cases = match written {
        Some(written) => cases(written, reading)?
            .into_iter()
            .filter_map(|c| {
                if let Cell::Case(row) = c {
                    Some(row)
                } else {
                    None
                }
            })
            .collect(),
        None => default_cases(name, &letters, variant, reading),
    };
    Some(Sort::Rule(RuleAsk {
        name: name.clone(),
        letters,
        laid,
        cases,
    }))
}

/// The variant's rows, then 1, 2, 3 inside the range, as values of what the rule is made of.
fn default_cases(name: &str, letters: &[String], variant: &Variant, reading: &Reading) -> Vec<Row> {
    let inputs = inputs(name, letters, reading);
    let mut rows: Vec<Row> = Vec::new();
    for row in &variant.rows {
        let own: Row = row
            .iter()
            .filter(|(n, _)| inputs.contains(n))
            .cloned()
            .collect();
        if own.len() == inputs.len() {
            rows.push(own);
        }
    }
    let small = (0..3).filter_map(|at| {
        inputs
            .iter()
            .map(|input| small_value(input, at, reading))
            .collect::<Option<Row>>()
    });
    rows.extend(small);
    let mut listed: Vec<Row> = Vec::new();
    for row in rows {
        let same = |other: &Row| {
            other.len() == row.len()
                && other
                    .iter()
                    .zip(&row)
                    .all(|(a, b)| a.0 == b.0 && a.1.same(&b.1))
        };
        if !row.is_empty() && !listed.iter().any(same) {
            listed.push(row);
        }
    }
    listed
}

/// The free quantities whose values make a case of a rule: its free letters, and what it gives where a letter follows from that.
fn inputs(name: &str, letters: &[String], reading: &Reading) -> Vec<String> {
    let free = |n: &String| reading.model.is_free(n);
    let (mut inputs, derived): (Vec<String>, Vec<String>) = letters.iter().cloned().partition(free);
    if !derived.is_empty() {
        inputs.insert(0, name.to_string());
    }
    inputs
}

/// 1, 2 or 3 where the kind has it; of a list of values the first ones.
fn small_value(input: &str, at: usize, reading: &Reading) -> Option<(String, Number)> {
    let kind = reading.model.kind(input);
    let value = match &kind {
        Kind::Values(_) => kind.values(3).0.get(at).cloned(),
        _ => Some(Number::whole(at as i64 + 1)).filter(|n| kind.holds_number(n)),
    };
    value.map(|value| (input.to_string(), value))
}

/// How far to look says nothing where nothing is looked for.
fn warn_of_bound(clauses: &Clauses, sort: &Sort, reading: &mut Reading) {
    let looks = match sort {
        Sort::Value(asked) => !asked.given.is_empty(),
        Sort::Rule(asked) => asked
            .letters
            .iter()
            .any(|letter| reading.model.is_derived(letter)),
        _ => false,
    };
    let bounds = clauses
        .options
        .iter()
        .filter(|option| option.text.starts_with("up to"));
    for bound in bounds.filter(|_| !looks) {
        let message = format!("`{}` does nothing here: nothing is looked for", bound.text);
        let fault = Diagnostic::warning("unknown-option", bound.at.clone(), message);
        reading.trouble.push(fault.help("leave it out"));
    }
}

/// Whether an option says something about an ask of this sort. Only one number or one formula has a form.
fn fits(option: &str, sort: &Sort, reading: &Reading) -> bool {
    let of_a_number = matches!(
        Form::named(option),
        Some(Form::LowestTerms | Form::Decimal | Form::Mixed)
    );
    let form = Form::named(option).is_some();
    match sort {
        Sort::Value(asked) => !form || asked.names.len() == 1 && asked.find == Find::One,
        Sort::Rule(asked) if form => !of_a_number && !reading.model.is_statement(&asked.name),
        Sort::Table(_) | Sort::Rule(_) => option.starts_with("up to"),
        _ => true,
    }
}

fn misfit_help(option: &Source) -> &'static str {
    match Form::named(&option.text) {
        Some(_) => {
            "leave it out: one number can be asked in any form, a rule as a product, as a sum, as a power or simplified"
        }
        None => "leave it out",
    }
}

/// Faults that show only once the whole ask is known.
fn check(source: &Source, clauses: &Clauses, sort: &Sort, reading: &mut Reading) -> Option<()> {
    let misfit = clauses
        .options
        .iter()
        .find(|option| !fits(&option.text, sort, reading));
    if let Some(option) = misfit {
        let message = format!("`{}` does not fit this ask", option.text);
        fault(
            reading,
            option,
            "unknown-option",
            message,
            misfit_help(option),
        );
        return None;
    }
    warn_of_bound(clauses, sort, reading);
    let Sort::Value(asked) = sort else {
        return Some(());
    };
    if asked.find != Find::One && asked.given.is_empty() {
        fault(
            reading,
            source,
            "unknown-ask",
            "there is nothing to find: the ask gives no condition".into(),
            "say what must hold: `[[n, m given tiles = 20; find all]]`",
        );
        return None;
    }
    let no_unit = |name: &&String| {
        let quantity = reading.model.quantity(name);
        quantity.is_none_or(|quantity| quantity.units.is_empty())
    };
    if let Some(name) = asked.names.iter().find(no_unit).filter(|_| asked.with_unit) {
        let message = format!("`{name}` has no unit");
        let help = format!("give it one at the top of `task.md`: `units: {{{name}: m = 100 cm}}`");
        fault(reading, source, "no-unit", message, &help);
        return None;
    }
    if asked.on.is_some() {
        let on = clauses
            .options
            .iter()
            .find(|option| option.text.starts_with("on "));
        fields::check(on.unwrap_or(source), asked, reading)?;
    }
    let free = |name: &String| reading.model.is_free(name);
    if !asked.given.is_empty() && !asked.names.iter().all(free) {
        let message = "a quantity that follows from others cannot be looked for".to_string();
        fault(
            reading,
            source,
            "unknown-ask",
            message,
            "ask for the free quantity: `[[n given tiles = 48]]`, or give it: `[[tiles given n = 5]]`",
        );
        return None;
    }
    Some(())
}
