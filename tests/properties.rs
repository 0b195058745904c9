//! Laws that hold for any input: nothing panics, places are true, what is written is read again, the same is said for ever.

mod tables;

use lowfloor::diagnostic::{Diagnostic, Files};
use lowfloor::engine::expr::{Expr, Function, Op, Relation};
use lowfloor::engine::feedback::{Feedback, Outcome};
use lowfloor::engine::judge::{Desk, Earlier, judge};
use lowfloor::engine::model::{Model, Row};
use lowfloor::engine::number::Number;
use lowfloor::engine::present::present;
use lowfloor::engine::reader::read;
use lowfloor::engine::reading::{State, reading};
use lowfloor::engine::token::Scope;
use lowfloor::engine::value::number;
use lowfloor::engine::wire;
use lowfloor::engine::world::World;
use lowfloor::proof::prove;
use lowfloor::source::TaskFiles;
use lowfloor::task::{Language, Task, read_task};
use lowfloor::theme;
use proptest::prelude::*;
use std::path::PathBuf;
use std::sync::LazyLock;

/// The task of the library every law is tried on.
static POOL: LazyLock<Task> = LazyLock::new(|| {
    let shelf = tables::shelf();
    shelf.task("pool-border").expect("the pool border").clone()
});

fn few(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

// ---- expressions ----

fn literal() -> impl Strategy<Value = Expr> {
    (
        0i64..200,
        prop::sample::select(vec![1i64, 1, 1, 2, 3, 4, 5, 8, 10, 100]),
    )
        .prop_map(|(top, bottom)| Expr::literal(Number::fraction(top, bottom).expect("a number")))
}

fn leaf() -> impl Strategy<Value = Expr> {
    let name = prop::sample::select(vec!["n", "m", "tiles"]).prop_map(Expr::name);
    prop_oneof![literal(), name]
}

/// What both authors and students may write.
fn formula() -> impl Strategy<Value = Expr> {
    leaf().prop_recursive(4, 24, 3, |inner| {
        let terms = prop::collection::vec((any::<bool>(), inner.clone()), 2..4);
        let factors = prop::collection::vec((any::<bool>(), inner.clone()), 2..4);
        let functions = prop::sample::select(vec![Function::Sqrt, Function::Abs]);
        prop_oneof![
            terms.prop_map(|parts| Expr::new(Op::Sum, signed(parts, Expr::minus))),
            factors.prop_map(|parts| Expr::new(Op::Product, signed(parts, Expr::over))),
            inner.clone().prop_map(Expr::minus),
            prop::collection::vec(inner.clone(), 2).prop_map(|parts| Expr::new(Op::Power, parts)),
            (functions, inner).prop_map(|(function, of)| Expr::new(Op::Call(function), vec![of])),
        ]
    })
}

/// The first part of a sum or a product has no sign of its own.
fn signed(parts: Vec<(bool, Expr)>, inverse: fn(Expr) -> Expr) -> Vec<Expr> {
    let mut signed = Vec::new();
    for (at, (other, of)) in parts.into_iter().enumerate() {
        signed.push(if other && at > 0 { inverse(of) } else { of });
    }
    signed
}

/// What only authors write.
fn statement() -> impl Strategy<Value = Expr> {
    let relations = prop::sample::select(vec![
        Relation::Equal,
        Relation::NotEqual,
        Relation::Less,
        Relation::AtLeast,
    ]);
    let compare = (formula(), relations, formula())
        .prop_map(|(a, relation, b)| Expr::new(Op::Compare(vec![relation]), vec![a, b]));
    compare.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| Expr::new(Op::And, parts)),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| Expr::new(Op::Or, parts)),
            inner.prop_map(|of| Expr::new(Op::Not, vec![of])),
        ]
    })
}

fn author() -> Scope {
    Scope::author(["n", "m", "tiles"])
}

fn student() -> Scope {
    let names = ["n", "m", "tiles"].map(|name| (name.to_string(), name.to_string()));
    Scope::student(names.to_vec(), '.')
}

/// The value with n = 3, m = 5, tiles = 7, as text.
fn worth(expr: &Expr) -> Option<String> {
    let row: Row = [("n", 3), ("m", 5), ("tiles", 7)]
        .map(|(name, value)| (name.to_string(), Number::whole(value)))
        .to_vec();
    let model = Model::default();
    number(expr, &World::new(&model, None, &row))
        .ok()
        .map(|value| value.exact_text())
}

fn survives(expr: &Expr, scope: &Scope) -> Result<(), TestCaseError> {
    let written = expr.write();
    let again = read(&written, scope);
    prop_assert!(
        again.is_ok(),
        "`{}` is written and not read: {:?}",
        written,
        again.err()
    );
    let again = again.expect("checked");
    prop_assert_eq!(&again, expr, "`{}` is read as `{}`", written, again.write());
    prop_assert_eq!(
        worth(&again),
        worth(expr),
        "`{}` changes its value",
        written
    );
    Ok(())
}

proptest! {
    #![proptest_config(few(400))]

    #[test]
    fn what_is_written_is_read_again(expr in formula()) {
        survives(&expr, &author())?;
        survives(&expr, &student())?;
    }

    #[test]
    fn statements_are_read_again(expr in statement()) {
        survives(&expr, &author())?;
    }

    #[test]
    fn numbers_survive_their_text(top in -1_000_000_000_000i64..1_000_000_000_000, bottom in 1i64..1_000_000) {
        let number = Number::fraction(top, bottom).expect("a number");
        let model = Model::default();
        let read = read(&number.exact_text(), &author()).expect("a number is read");
        let again = super_number(&read, &model);
        prop_assert!(again.same(&number), "{}", number.exact_text());
        let student = lowfloor::engine::reader::read(&number.shown('.'), &student()).expect("a shown number is read");
        prop_assert!(super_number(&student, &model).same(&number), "{}", number.shown('.'));
    }
}

fn super_number(expr: &Expr, model: &Model) -> Number {
    number(expr, &World::new(model, None, &Row::new())).expect("a value")
}

// ---- any text ----

/// Text that comes near to what is meant, and text that does not.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "n",
        "m",
        "k",
        "tiles",
        "T",
        "4",
        "24",
        "0",
        "1/2",
        "½",
        "²",
        "^",
        "(",
        ")",
        "|",
        "√",
        "+",
        "-",
        "−",
        "×",
        "/",
        "=",
        ",",
        ";",
        ":",
        ".",
        "..",
        " ",
        "\n",
        "\t",
        "none",
        "by",
        "!",
        "[",
        "]",
        "{",
        "}",
        "{{",
        "}}",
        "[[",
        "]]",
        "$",
        "é",
        "🏊",
        "\u{202e}",
        "\u{0}",
        "999999999999999999",
        "for",
        "in",
        "and",
        "is whole",
        "<",
        ">",
        "&",
        "\"",
        "'",
        "²³",
        "𝟜",
        "٣",
        "\\frac",
        "\\sqrt",
        "\\text{",
        "\\",
        "_",
        "₁",
        "ⁿ",
        "³√",
        "，",
        "ｎ",
        "π",
        "°",
        "€",
        "\u{301}",
    ]);
    prop_oneof![
        prop::collection::vec(piece, 0..14).prop_map(|pieces| pieces.concat()),
        any::<String>(),
    ]
}

fn lines() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "## Count {.alone}\n",
        "## {{ n }} {#x}\n",
        "How many? [[tiles]]\n",
        "[[tiles for n = 3, ?]]\n",
        "[[tiles in n]]\n",
        "[[n given tiles = 20]]\n",
        "[[words]]\n",
        "> [!idea a: 4n] Look {{ answer }}.\n",
        "> [!if b: n is even] Yes?\n",
        "> [!way c: 4n + 4] So.\n",
        "> [!hint] Try.\n",
        "> [!teacher] Wait.\n",
        "\n",
        "\n",
        "- [x] yes\n",
        "- [ ] no\n",
        "![A {{ n }}](pool \"n = 1, 2\")\n",
        "$x^{{ n }}$\n",
        "$$\\frac{1}{2}$$\n",
        "<b onclick=x>\n",
        "[a](javascript:x)\n",
        "| a | b |\n|---|---|\n| {{ n }} | 2 |\n",
        "```\n[[no]]\n```\n",
        "<!-- {{ n }} -->\n",
        "> [!idea",
        "[[",
        "{{ ",
        "]]",
        "}}",
        "é🏊",
        "---\n",
        "\t",
        "    ",
        "\u{0}",
    ]);
    let any_line = prop_oneof![4 => line.prop_map(str::to_string), 1 => any::<String>()];
    prop::collection::vec(any_line, 0..16)
        .prop_map(|lines| format!("---\ntitle: T\n---\n\n{}", lines.concat()))
}

fn maths() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "quantities:\n",
        "  n: 1..20\n",
        "  m: [1, 2]\n",
        "  tiles: 4n + 4\n",
        "  x: {is: max(n, 3)}\n",
        "  y: any 0..1\n",
        "  tiles: tiles\n",
        "variants:\n",
        "  a: {n: [5, 7], m: n}\n",
        "  b: {n: 3}\n",
        "where: n > 2\n",
        "figures:\n",
        "  pool:\n",
        "    grid: {rows: n, columns: n}\n",
        "    cells:\n",
        "      tile: otherwise\n",
        "    labels: {n: left}\n",
        "    lay:\n",
        "      tile: [row > 1]\n",
        "- x\n",
        "&a *a\n",
        "\t",
        "{",
        "}",
        "[",
        "'",
        "\"",
        ": ",
        "é🏊",
        "# c\n",
        "\n",
        "!!x",
        "|\n",
        "? ",
        "%YAML\n",
        "…",
        "\u{0}",
    ]);
    let any_line = prop_oneof![6 => line.prop_map(str::to_string), 1 => any::<String>()];
    prop::collection::vec(any_line, 0..18).prop_map(|lines| lines.concat())
}

/// A task read from two texts, and all that is said about it.
fn task_of(words: &str, maths: &str) -> (Task, Vec<Diagnostic>, Files) {
    let mut files = Files::default();
    let mut trouble = Vec::new();
    let sources = TaskFiles {
        name: "x".to_string(),
        folder: PathBuf::from("tasks/x"),
        words: files.add("tasks/x/task.md", words),
        maths: Some(files.add("tasks/x/variants.yaml", maths)),
        translations: Vec::new(),
        pictures: Default::default(),
    };
    let theme = theme::theme(&Default::default(), &mut trouble);
    let spoken = |language: &str| theme.words(language);
    let language = Language {
        code: "en".to_string(),
        words: &spoken,
    };
    let task = read_task(&files, &sources, &language, &mut trouble);
    if !lowfloor::publish::has_errors(&trouble) {
        prove(&task, &mut trouble);
    }
    (task, trouble, files)
}

fn places_are_true(trouble: &[Diagnostic], files: &Files) -> Result<(), TestCaseError> {
    for found in trouble {
        let places = found
            .at
            .iter()
            .chain(found.notes.iter().filter_map(|(at, _)| at.as_ref()));
        for at in places {
            let text = &files.get(at.file).expect("a file").text;
            prop_assert!(
                text.get(at.range.clone()).is_some(),
                "{}: {:?} of {:?}",
                found.code,
                at.range,
                text
            );
        }
    }
    lowfloor::diagnostic::text(trouble, files, false);
    lowfloor::diagnostic::json(trouble, files);
    let overlay = lowfloor::diagnostic::html(trouble, files);
    prop_assert!(balanced(&overlay).is_ok(), "{:?}", balanced(&overlay));
    Ok(())
}

proptest! {
    #![proptest_config(few(300))]

    #[test]
    fn no_text_is_too_strange_to_be_read(words in lines(), maths in maths()) {
        let (task, trouble, files) = task_of(&words, &maths);
        places_are_true(&trouble, &files)?;
        if !lowfloor::publish::has_errors(&trouble) {
            sections_are_whole(&task)?;
        }
    }

    #[test]
    fn no_formula_is_too_strange_to_be_read(text in hostile()) {
        for scope in [author(), student()] {
            match read(&text, &scope) {
                Ok(expr) => drop(worth(&expr)),
                Err(error) => prop_assert!(text.get(error.range.clone()).is_some(), "{:?} of {:?}", error.range, text),
            }
        }
    }
}

fn sections_are_whole(task: &Task) -> Result<(), TestCaseError> {
    for section in &task.model.sections {
        let variant = task.model.variant_of(section).expect("a variant");
        for row in &variant.rows {
            for slot in present(&task.model, section, row) {
                prop_assert!(!slot.contains("{{"), "{}", slot);
            }
        }
    }
    Ok(())
}

// ---- judging ----

proptest! {
    #![proptest_config(few(60))]

    #[test]
    fn every_response_is_judged_and_always_the_same(first in hostile(), second in hostile()) {
        let task = &*POOL;
        for ask in &task.model.asks {
            let section = task.model.section_of(ask).expect("a section");
            let row = &task.model.variant_of(section).expect("a variant").rows[0];
            let earlier = [Earlier { ask: ask.id.clone(), row: row.clone(), text: first.clone() }];
            let desk = Desk { model: &task.model, ask, row, earlier: &earlier };
            let (once, again) = (judge(desk, &second), judge(desk, &second));
            prop_assert_eq!(format!("{once:?}"), format!("{again:?}"));
            well_formed(&once, &second)?;
            // What cannot be read is the same before and after it is given.
            let read = reading(desk, &second, None);
            let unread = matches!(read.state, State::Unreadable | State::Unfinished);
            prop_assert_eq!(unread, once.outcome == Outcome::Unreadable);
            for markup in [&read.mathml, &read.says] {
                let tags = balanced(markup);
                prop_assert!(tags.is_ok(), "{}: {}", tags.unwrap_err(), markup);
            }
        }
    }
}

fn well_formed(feedback: &Feedback, response: &str) -> Result<(), TestCaseError> {
    let tags = balanced(&feedback.says);
    prop_assert!(
        tags.is_ok(),
        "{:?}: {} in {}",
        response,
        tags.unwrap_err(),
        feedback.says
    );
    let blank = response.trim().is_empty();
    prop_assert!(
        !blank || feedback.outcome == Outcome::Empty,
        "{:?} is {:?}",
        response,
        feedback.outcome
    );
    Ok(())
}

/// Every tag is closed in its order; the first that is not.
fn balanced(markup: &str) -> Result<(), String> {
    const VOID: [&str; 6] = ["br", "img", "hr", "input", "meta", "link"];
    let mut open: Vec<String> = Vec::new();
    let mut rest = markup;
    while let Some((_, behind)) = rest.split_once('<') {
        let (inside, after) = behind.split_once('>').ok_or("a tag without its end")?;
        rest = after;
        let name: String = inside
            .trim_start_matches('/')
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric())
            .collect();
        if inside.starts_with('/') {
            if open.pop().as_ref() != Some(&name) {
                return Err(format!("</{name}> closes nothing"));
            }
        } else if !inside.ends_with('/') && !VOID.contains(&name.as_str()) {
            open.push(name);
        }
    }
    open.pop()
        .map_or(Ok(()), |name| Err(format!("<{name}> is not closed")))
}

#[test]
fn every_feedback_of_the_tables_is_well_formed() {
    let shelf = tables::shelf();
    for line in tables::lines() {
        let feedback = shelf.feedback(&line).expect("a row that can be tried");
        assert_eq!(
            balanced(&feedback.says),
            Ok(()),
            "{}: {}",
            line.at,
            feedback.says
        );
    }
}

#[test]
fn a_model_is_the_same_after_its_way_to_the_page() {
    let shelf = tables::shelf();
    for name in [
        "pool-border",
        "numbers",
        "numbers-de",
        "rules",
        "finding",
        "choices",
        "statements",
        "forms",
    ] {
        let task = shelf.task(name).expect("a task");
        let text = wire::write(&task.model);
        let again = wire::read(&text).expect("what is written is read");
        assert_eq!(wire::write(&again), text, "{name}");
    }
}

#[test]
fn the_page_says_what_the_build_says() {
    let shelf = tables::shelf();
    for line in tables::lines() {
        let (task, ask, row) = shelf.desk(&line.address, &line.case).expect("a desk");
        let carried = wire::read(&wire::write(&task.model)).expect("a model");
        let there = carried
            .asks
            .iter()
            .find(|other| other.id == ask.id)
            .expect("the ask");
        if let Some(text) = line.responses.last() {
            let here = judge(
                Desk {
                    model: &task.model,
                    ask,
                    row: &row,
                    earlier: &[],
                },
                text,
            );
            let there = judge(
                Desk {
                    model: &carried,
                    ask: there,
                    row: &row,
                    earlier: &[],
                },
                text,
            );
            assert_eq!(format!("{here:?}"), format!("{there:?}"), "{}", line.at);
        }
    }
}

#[test]
fn every_ask_accepts_its_own_answer() {
    let shelf = tables::shelf();
    for name in [
        "pool-border",
        "numbers",
        "rules",
        "choices",
        "statements",
        "forms",
    ] {
        let task = shelf.task(name).expect("a task");
        let mut trouble = Vec::new();
        prove(task, &mut trouble);
        let refused: Vec<&Diagnostic> = trouble.iter().filter(|d| d.code == "no-answer").collect();
        assert!(refused.is_empty(), "{name}: {refused:?}");
    }
}
