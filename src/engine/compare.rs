//! Owns whether two formulas, or two statements, are the same on the domain of their letters: decided exactly where
//! [`super::normal`] can, else in the cases of [`super::domain`]. Never by chance.

use super::domain::domain;
use super::error::Error;
use super::expr::{Expr, Op};
use super::model::{Model, Row};
use super::normal::{Exactly, exactly};
use super::value::{Fuel, Value, work_out};
use super::world::World;

/// Most parts of an expanded formula.
const LARGEST: u64 = 4_000;
/// Deepest chain of definitions that is followed.
const CHAIN: usize = 24;

/// What comparing found.
#[derive(Clone, Debug)]
pub enum Comparison {
    Same,
    /// The same wherever the first has a value; in this case it divides by zero, and the second does not.
    SameButFor(Row),
    /// Not the same; the values of the letters at which they differ, where they were looked for.
    Different(Row),
    /// Nowhere in the domain do both have a value.
    Undecided,
}

/// The formula with every derived, bound or laid name replaced until only free quantities and `letters` are left.
pub fn expanded(expr: &Expr, model: &Model, definitions: &Definitions) -> Expr {
    // What would grow beyond reading stays as it is; nothing is then decided about it.
    if size(expr, model, definitions, &mut Vec::new(), CHAIN) > LARGEST {
        return expr.clone();
    }
    expand(expr, model, definitions, CHAIN)
}

/// How many parts a formula would have, expanded; the sizes of names are worked out once.
fn size(
    expr: &Expr,
    model: &Model,
    definitions: &Definitions,
    known: &mut Vec<(String, bool, u64)>,
    depth: usize,
) -> u64 {
    if depth == 0 {
        return LARGEST + 1;
    }
    let (mut names, mut total) = (Vec::new(), 1);
    count_names(expr, &mut names, &mut total);
    for name in names {
        total = total.saturating_add(size_of(&name, model, definitions, known, depth));
    }
    total
}

/// The size of what a name stands for; it is another one inside an idea, where the true relation holds.
fn size_of(
    name: &str,
    model: &Model,
    definitions: &Definitions,
    known: &mut Vec<(String, bool, u64)>,
    depth: usize,
) -> u64 {
    let believing = definitions.idea.is_some();
    if let Some((_, _, size)) = known.iter().find(|(n, b, _)| n == name && *b == believing) {
        return *size;
    }
    let size = definition(name, model, definitions)
        .map_or(1, |(of, inside)| size(of, model, &inside, known, depth - 1));
    known.push((name.to_string(), believing, size));
    size
}

fn count_names(expr: &Expr, names: &mut Vec<String>, total: &mut u64) {
    *total += 1;
    if let Some(name) = expr.as_name() {
        names.push(name.to_string());
    }
    for part in &expr.parts {
        count_names(part, names, total);
    }
}

/// What a name stands for, and what the names in that stand for: inside an idea its own name means the true relation.
fn definition<'a>(
    name: &str,
    model: &'a Model,
    definitions: &Definitions<'a>,
) -> Option<(&'a Expr, Definitions<'a>)> {
    let given = |list: &'a [(String, Expr)]| list.iter().find(|(n, _)| n == name).map(|(_, e)| e);
    if let Some(known) = given(definitions.laid).or_else(|| given(definitions.bindings)) {
        return Some((known, *definitions));
    }
    if let Some((_, formula)) = definitions.idea.filter(|(quantity, _)| *quantity == name) {
        let truth = Definitions {
            idea: None,
            ..*definitions
        };
        return Some((formula, truth));
    }
    let is = model.quantity(name)?.is.as_ref()?;
    Some((is, *definitions))
}

/// What names stand for when a formula is expanded.
#[derive(Clone, Copy, Debug)]
pub struct Definitions<'a> {
    pub bindings: &'a [(String, Expr)],
    pub laid: &'a [(String, Expr)],
    /// A quantity and the wrong formula for it.
    pub idea: Option<(&'a str, &'a Expr)>,
}

fn expand(expr: &Expr, model: &Model, definitions: &Definitions, depth: usize) -> Expr {
    if depth == 0 {
        return expr.clone();
    }
    expr.replaced(&|name| {
        let (of, inside) = definition(name, model, definitions)?;
        Some(expand(of, model, &inside, depth - 1))
    })
}

/// Most values of a closed range that are put in one by one.
const PUT_IN: usize = 1_000;

impl Comparison {
    /// Whether it found them the same, wherever both have a value.
    pub fn is_same(&self) -> bool {
        matches!(self, Comparison::Same | Comparison::SameButFor(_))
    }
}

/// Compares two expanded formulas on the kinds of the letters they use. Statements are compared by their truth.
pub fn compare(a: &Expr, b: &Expr, model: &Model) -> Comparison {
    let letters = letters(a, b);
    let exact = match a.is_statement() || b.is_statement() {
        true => Exactly::Unknown,
        false => exactly(a, b, model),
    };
    if exact == Exactly::Same && !may_have_no_value(a) && !may_have_no_value(b) {
        return Comparison::Same;
    }
    let tried = in_cases(a, b, &letters, exact == Exactly::Same, model);
    match (exact, tried.comparison) {
        // With a letter of few values, formulas of different form can be the same.
        (Exactly::Different, Comparison::Same | Comparison::Undecided)
            if !same_when_put_in(a, b, &letters, model) =>
        {
            Comparison::Different(Row::new())
        }
        // Where nothing that was tried has a value, the values are too large, not missing.
        (Exactly::Same, Comparison::Undecided) if !tried.gaps => Comparison::Same,
        (_, comparison) => comparison,
    }
}

/// Whether two expanded formulas are the same, as [`compare`] finds: quicker, where they are not and no case needs to show it.
pub fn same(a: &Expr, b: &Expr, model: &Model) -> bool {
    let few = |letter: &String| model.kind(letter).is_closed();
    let formulas = !a.is_statement() && !b.is_statement();
    if formulas && !letters(a, b).iter().any(few) && exactly(a, b, model) == Exactly::Different {
        return false;
    }
    compare(a, b, model).is_same()
}

/// Whether they are the same for each value of the first letter with few of them.
fn same_when_put_in(a: &Expr, b: &Expr, letters: &[String], model: &Model) -> bool {
    let few = letters.iter().find_map(|letter| {
        let (values, complete) = model.kind(letter).values(PUT_IN);
        complete.then_some((letter, values))
    });
    let Some((letter, values)) = few else {
        return false;
    };
    values.iter().all(|value| {
        let put_in = |name: &str| (name == letter).then(|| Expr::of_number(value));
        let (a, b) = (a.replaced(&put_in), b.replaced(&put_in));
        let letters = self::letters(&a, &b);
        match exactly(&a, &b, model) {
            Exactly::Same => true,
            Exactly::Different => same_when_put_in(&a, &b, &letters, model),
            Exactly::Unknown => in_cases(&a, &b, &letters, false, model)
                .comparison
                .is_same(),
        }
    })
}

/// Whether there can be a value of the letters for which a formula has none.
fn may_have_no_value(expr: &Expr) -> bool {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Over, [of]) if of.as_number().is_some_and(|n| !n.is_zero()) => false,
        (Op::Power, [base, exponent]) if exponent.as_number().is_some_and(|n| n.is_whole()) => {
            may_have_no_value(base)
        }
        (Op::Number(_) | Op::Name(_), _) => false,
        (Op::Sum | Op::Product | Op::Minus, parts) => parts.iter().any(may_have_no_value),
        _ => true,
    }
}

/// How many cases two expanded formulas are compared in, where they are not compared exactly, and whether these are all.
pub fn tried(a: &Expr, b: &Expr, model: &Model) -> (usize, bool) {
    let letters = letters(a, b);
    let rows = domain(&letters, &[a, b], model);
    let mut all = 1usize;
    let closed = letters.iter().all(|letter| {
        let (values, complete) = model.kind(letter).values(4_096);
        all = all.saturating_mul(values.len());
        complete
    });
    (rows.len(), closed && all == rows.len())
}

fn letters(a: &Expr, b: &Expr) -> Vec<String> {
    let mut letters: Vec<String> = Vec::new();
    for expr in [a, b] {
        expr.names(&mut |name| {
            if !letters.iter().any(|letter| letter == name) {
                letters.push(name.to_string());
            }
        });
    }
    letters
}

/// What trying found.
struct Tried {
    comparison: Comparison,
    /// In some case one of the two has no value at all.
    gaps: bool,
}

/// Tries both in the cases of their domain; where they are known to be the same, only for values that one of them lacks.
fn in_cases(a: &Expr, b: &Expr, letters: &[String], known: bool, model: &Model) -> Tried {
    let (mut compared, mut gaps, mut large) = (0, false, false);
    let (mut holes, mut filled) = (Vec::new(), Vec::new());
    // One tank for all cases: where they take long, few of them are tried.
    let (mut different, mut fuel) = (None, Fuel::full());
    for row in domain(letters, &[a, b], model) {
        let world = World::new(model, None, &row);
        let left = come_to(a, &world, &mut fuel);
        let right = come_to(b, &world, &mut fuel);
        let missing = |side: &Result<Value, Error>| side.as_ref().is_err_and(is_gap);
        gaps |= missing(&left) || missing(&right);
        large |= [&left, &right]
            .iter()
            .any(|side| side.as_ref().is_err_and(|error| error.key == "too-large"));
        let differ = match (&left, &right) {
            (Ok(left), Ok(right)) => {
                compared += 1;
                !known && !left.same(right)
            }
            (Err(error), Ok(_)) if error.key == "divided-by-zero" => {
                holes.push(row.clone());
                false
            }
            (Ok(_), Err(error)) if error.key == "divided-by-zero" => {
                filled.push(row.clone());
                false
            }
            (Ok(_), Err(error)) | (Err(error), Ok(_)) => is_gap(error),
            _ => false,
        };
        if differ {
            different = Some(row);
            break;
        }
    }
    // A formula that is known by its values alone may lack few of them.
    // Where the work ended early, or values grew too large, nothing is known of the others.
    let lacking = holes.len() + filled.len();
    let few = known || fuel.is_spent() || large || lacking * 10 <= compared;
    let (hole, filled) = (holes.into_iter().next(), filled.into_iter().next());
    let comparison = match (different, hole) {
        (Some(row), _) => Comparison::Different(row),
        _ if compared == 0 => Comparison::Undecided,
        (None, Some(hole)) if few => Comparison::SameButFor(hole),
        (None, hole) if !few => Comparison::Different(hole.or(filled).unwrap_or_default()),
        _ => Comparison::Same,
    };
    Tried { comparison, gaps }
}

/// The value of a formula; a statement about what has no value is not so.
pub fn come_to(expr: &Expr, world: &World, fuel: &mut Fuel) -> Result<Value, Error> {
    match work_out(expr, world, fuel) {
        Err(error) if expr.is_statement() && is_gap(&error) => Ok(Value::Truth(false)),
        other => other,
    }
}

/// Where a formula has no value although the other has one, they differ; where it only grows too large, nothing is known.
fn is_gap(error: &Error) -> bool {
    matches!(error.key, "divided-by-zero" | "no-real-value")
}
