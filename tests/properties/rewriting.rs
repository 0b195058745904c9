//! Owns how a formula is written in another way: rewritings that schools teach, each giving an equal formula, and the one
//! slip that does not. Decides nothing about what is judged.

use lowfloor::engine::expr::{Expr, Op};
use lowfloor::engine::number::Number;

/// Decisions, one after another; 0, which changes nothing, when they are used up.
pub struct Choices<'a>(pub &'a [u8]);

impl Choices<'_> {
    /// A decision between so many.
    pub fn next(&mut self, of: usize) -> usize {
        let Some((first, rest)) = self.0.split_first() else {
            return 0;
        };
        self.0 = rest;
        usize::from(*first) % of
    }

    fn small(&mut self) -> Expr {
        Expr::whole(self.next(5) as i64 + 2)
    }
}

type Rule = fn(&Expr, &mut Choices) -> Option<Expr>;

/// What the letters can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Letters {
    Any,
    NotNegative,
    Positive,
}

/// What is equal for all numbers.
const ANY: &[Rule] = &[
    turned,
    grouped,
    with_nothing,
    with_one,
    twice_negative,
    widened,
    in_halves,
    split,
    spread,
    squared_out,
    written_out,
    above_apart,
    base_apart,
    common_bottom,
    minus_one_times,
    taken_out,
];

/// What is equal where no letter is negative, too.
const NOT_NEGATIVE: &[Rule] = &[widened_by_letter];

/// What is equal for positive letters, too.
const ROOTS: &[Rule] = &[
    root_of_square,
    root_times_root,
    root_apart,
    half_power,
    size_of_positive,
    size_turned,
    bottom_freed,
    as_root,
];

/// A longer text than this is not made longer.
const LONGEST: usize = 160;

fn rules(letters: Letters) -> Vec<Rule> {
    let known = [
        (Letters::Any, ANY),
        (Letters::NotNegative, NOT_NEGATIVE),
        (Letters::Positive, ROOTS),
    ];
    let holding = known.into_iter().filter(|(from, _)| *from <= letters);
    holding.flat_map(|(_, rules)| rules.to_vec()).collect()
}

/// The formula written another way, equal for such letters.
pub fn rewritten(expr: &Expr, letters: Letters, choices: &mut Choices) -> Expr {
    let part = |part: &Expr, choices: &mut Choices| rewritten(part, letters, choices);
    let parts = expr.parts.iter().map(|of| part(of, choices)).collect();
    let mut expr = Expr::new(expr.op.clone(), parts);
    let rules = rules(letters);
    for _ in 0..choices.next(3) {
        let rule = rules[choices.next(rules.len())];
        if expr.write().len() < LONGEST {
            expr = rule(&expr, choices).unwrap_or(expr);
        }
    }
    expr
}

/// The formula with one of its numbers, or one of its signs, another.
pub fn slipped(expr: &Expr, choices: &mut Choices) -> Expr {
    let mut at = choices.next(numbers(expr).max(1));
    slip(expr, &mut at, choices.next(2) as i64 + 1)
}

fn numbers(expr: &Expr) -> usize {
    usize::from(expr.as_number().is_some()) + expr.parts.iter().map(numbers).sum::<usize>()
}

fn slip(expr: &Expr, at: &mut usize, by: i64) -> Expr {
    if let Some(number) = expr.as_number() {
        let hit = *at == 0;
        *at = at.wrapping_sub(1);
        let other = number.plus(&Number::whole(by)).expect("a number");
        return if hit {
            Expr::of_number(&other)
        } else {
            expr.clone()
        };
    }
    let parts = expr.parts.iter().map(|part| slip(part, at, by)).collect();
    Expr::new(expr.op.clone(), parts)
}

// ---- building ----

pub fn sum(parts: Vec<Expr>) -> Expr {
    Expr::joined(Op::Sum, parts)
}

pub fn product(parts: Vec<Expr>) -> Expr {
    Expr::joined(Op::Product, parts)
}

pub fn power(base: Expr, exponent: Expr) -> Expr {
    Expr::new(Op::Power, vec![base, exponent])
}

pub fn over(top: Expr, bottom: Expr) -> Expr {
    product(vec![top, bottom.over()])
}

pub fn root(of: Expr) -> Expr {
    Expr::new(Op::Call(lowfloor::engine::expr::Function::Sqrt), vec![of])
}

fn size(of: Expr) -> Expr {
    Expr::new(Op::Call(lowfloor::engine::expr::Function::Abs), vec![of])
}

fn is(expr: &Expr, op: fn(&Op) -> bool) -> Option<&[Expr]> {
    op(&expr.op).then_some(expr.parts.as_slice())
}

fn terms(expr: &Expr) -> Option<&[Expr]> {
    is(expr, |op| matches!(op, Op::Sum))
}

fn factors(expr: &Expr) -> Option<&[Expr]> {
    is(expr, |op| matches!(op, Op::Product))
}

/// Base and exponent.
fn raised(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Power, [base, exponent]) => Some((base, exponent)),
        _ => None,
    }
}

fn rooted(expr: &Expr) -> Option<&Expr> {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Call(lowfloor::engine::expr::Function::Sqrt), [of]) => Some(of),
        _ => None,
    }
}

fn whole(expr: &Expr) -> Option<i64> {
    expr.as_number()?.to_whole()
}

/// Top and bottom of `a/b`.
fn fraction(expr: &Expr) -> Option<(&Expr, &Expr)> {
    match factors(expr)? {
        [top, over] => Some((top, is(over, |op| matches!(op, Op::Over))?.first()?)),
        _ => None,
    }
}

// ---- rewritings ----

/// `a + b` is `b + a`, `a·b` is `b·a`.
fn turned(expr: &Expr, choices: &mut Choices) -> Option<Expr> {
    let mut parts = terms(expr).or_else(|| factors(expr))?.to_vec();
    let by = choices.next(parts.len());
    parts.rotate_left(by);
    // What stands first is not divided by.
    if matches!(expr.op, Op::Product) && matches!(parts.first()?.op, Op::Over) {
        parts.insert(0, Expr::whole(1));
    }
    Some(Expr::new(expr.op.clone(), parts))
}

/// `a + b + c` is `a + (b + c)`.
fn grouped(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let parts = terms(expr).or_else(|| factors(expr))?;
    let (first, rest) = parts.split_first()?;
    if rest.len() < 2 || matches!(rest.first()?.op, Op::Over) {
        return None;
    }
    let inner = Expr::new(expr.op.clone(), rest.to_vec());
    Some(Expr::new(expr.op.clone(), vec![first.clone(), inner]))
}

/// `a` is `a + 0` and `a + 3 − 3`.
fn with_nothing(expr: &Expr, choices: &mut Choices) -> Option<Expr> {
    let number = choices.small();
    Some(match choices.next(3) {
        0 => sum(vec![expr.clone(), Expr::whole(0)]),
        1 => sum(vec![expr.clone(), number.clone(), number.minus()]),
        _ => sum(vec![expr.clone(), Expr::name("n"), Expr::name("n").minus()]),
    })
}

fn with_one(expr: &Expr, choices: &mut Choices) -> Option<Expr> {
    Some(match choices.next(3) {
        0 => product(vec![Expr::whole(1), expr.clone()]),
        1 => over(expr.clone(), Expr::whole(1)),
        _ => power(expr.clone(), Expr::whole(1)),
    })
}

fn twice_negative(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    Some(expr.clone().minus().minus())
}

/// `a` is `3a/3`.
fn widened(expr: &Expr, choices: &mut Choices) -> Option<Expr> {
    let by = choices.small();
    Some(over(product(vec![by.clone(), expr.clone()]), by))
}

/// `a` is `a(n + 1)/(n + 1)`.
fn widened_by_letter(expr: &Expr, choices: &mut Choices) -> Option<Expr> {
    let by = sum(vec![Expr::name("n"), choices.small()]);
    Some(over(product(vec![expr.clone(), by.clone()]), by))
}

fn in_halves(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let half = over(expr.clone(), Expr::whole(2));
    Some(sum(vec![half.clone(), half]))
}

/// 7 is 3 + 4, 6 is 2·3.
fn split(expr: &Expr, choices: &mut Choices) -> Option<Expr> {
    let number = whole(expr)?;
    let part = choices.next(5) as i64 + 1;
    Some(match number % part {
        0 if part > 1 => product(vec![Expr::whole(part), Expr::whole(number / part)]),
        _ => sum(vec![Expr::whole(part), Expr::whole(number - part)]),
    })
}

/// `a(b + c)` is `a b + a c`.
fn spread(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let factors = factors(expr)?;
    let at = factors.iter().position(|factor| terms(factor).is_some())?;
    let spread = |term: &Expr| {
        let mut parts = factors.to_vec();
        parts[at] = term.clone();
        Expr::new(Op::Product, parts)
    };
    Some(sum(terms(&factors[at])?.iter().map(spread).collect()))
}

/// `k a + k b` is `k(a + b)`: here `a + b` is `k(a/k + b/k)`.
fn taken_out(expr: &Expr, choices: &mut Choices) -> Option<Expr> {
    let by = choices.small();
    let parts = terms(expr)?
        .iter()
        .map(|term| over(term.clone(), by.clone()))
        .collect();
    Some(product(vec![by, sum(parts)]))
}

/// `(a + b)²` is `a² + 2ab + b²`.
fn squared_out(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let (base, exponent) = raised(expr)?;
    let ([a, b], 2) = (terms(base)?, whole(exponent)?) else {
        return None;
    };
    let square = |of: &Expr| power(of.clone(), Expr::whole(2));
    let middle = product(vec![Expr::whole(2), a.clone(), b.clone()]);
    Some(sum(vec![square(a), middle, square(b)]))
}

/// `a³` is `a·a·a`.
fn written_out(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let (base, exponent) = raised(expr)?;
    let times = whole(exponent).filter(|times| (2..5).contains(times))?;
    Some(product(vec![base.clone(); times as usize]))
}

/// `2^(a + b)` is `2^a·2^b`.
fn above_apart(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let (base, exponent) = raised(expr)?;
    whole(base).filter(|base| *base > 0)?;
    let parts = terms(exponent)?
        .iter()
        .map(|term| power(base.clone(), term.clone()));
    Some(product(parts.collect()))
}

/// `4^n` is `2^(2n)`, `6^n` is `2^n·3^n`.
fn base_apart(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let (base, exponent) = raised(expr)?;
    let part = |base: i64| power(Expr::whole(base), exponent.clone());
    match whole(base)? {
        4 => Some(power(
            Expr::whole(2),
            product(vec![Expr::whole(2), exponent.clone()]),
        )),
        6 => Some(product(vec![part(2), part(3)])),
        10 => Some(product(vec![part(5), part(2)])),
        _ => None,
    }
}

/// `a/b + c/d` is `(a d + c b)/(b d)`.
fn common_bottom(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let [first, second] = terms(expr)? else {
        return None;
    };
    let ((a, b), (c, d)) = (fraction(first)?, fraction(second)?);
    let times = |left: &Expr, right: &Expr| product(vec![left.clone(), right.clone()]);
    Some(over(sum(vec![times(a, d), times(c, b)]), times(b, d)))
}

fn minus_one_times(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let of = is(expr, |op| matches!(op, Op::Minus))?.first()?;
    Some(product(vec![Expr::whole(-1), of.clone()]))
}

// ---- with roots, over positive letters ----

/// `√(a²)` is `a` and back; whole numbers only, since nothing else is known to be positive.
fn root_of_square(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let size = whole(expr).filter(|size| *size >= 0)?;
    Some(root(power(Expr::whole(size), Expr::whole(2))))
}

/// `√a·√a` is `a`, for a letter.
fn root_times_root(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    expr.as_name()?;
    Some(product(vec![root(expr.clone()), root(expr.clone())]))
}

/// `√(a b)` is `√a·√b`.
fn root_apart(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let factors = factors(rooted(expr)?)?;
    let positive =
        |factor: &Expr| factor.as_name().is_some() || whole(factor).is_some_and(|n| n >= 0);
    let all = factors.iter().all(positive);
    all.then(|| product(factors.iter().cloned().map(root).collect()))
}

/// `√a` is `a^(1/2)`.
fn half_power(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    Some(power(
        rooted(expr)?.clone(),
        over(Expr::whole(1), Expr::whole(2)),
    ))
}

/// `n` is `|n|`.
fn size_of_positive(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    expr.as_name()?;
    Some(size(expr.clone()))
}

/// `|a|` is `|−a|`.
fn size_turned(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Call(lowfloor::engine::expr::Function::Abs), [of]) => Some(size(of.clone().minus())),
        _ => None,
    }
}

/// `√a` is `a/√a`, for a letter.
fn bottom_freed(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    let of = rooted(expr).filter(|of| of.as_name().is_some())?;
    Some(over(of.clone(), root(of.clone())))
}

/// `n` is `√(n²)`, for a letter.
fn as_root(expr: &Expr, _: &mut Choices) -> Option<Expr> {
    expr.as_name()?;
    Some(root(power(expr.clone(), Expr::whole(2))))
}
