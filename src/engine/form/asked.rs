//! Owns whether a right response is written as it was asked for: as a product, simplified, as a mixed number and so on.

use super::{canonical, in_order, put_factor};
use crate::engine::expr::{Expr, Function, Op, vulgar};
use crate::engine::model::Form;
use crate::engine::number::Number;

/// Whether a formula is written in this form. The text as it was typed tells `½` from `0.5` and `2½` from `2 + ½`.
pub fn has(expr: &Expr, form: Form, text: &str) -> bool {
    let signless = without_minus(expr);
    let of_parts = |sign: char| text.contains(sign);
    let raised_bar = text.chars().any(|sign| vulgar(sign).is_some());
    match form {
        Form::Product => is_product(signless),
        Form::Sum => matches!(expr.op, Op::Sum) && !expr.parts.iter().any(is_zero),
        Form::Simplified => is_simplified(expr),
        Form::Power => is_power(expr),
        Form::LowestTerms => match signless.as_number() {
            Some(number) => number.is_whole() || raised_bar && is_proper(number),
            None => fraction(signless).is_some(),
        },
        Form::Decimal => signless.as_number().is_some() && !raised_bar,
        Form::Mixed => match signless.as_number() {
            Some(number) => number.is_whole() || raised_bar,
            None => is_mixed(signless) && !of_parts('+'),
        },
        Form::RootlessBottom => !has_root_below(expr),
    }
}

fn without_minus(expr: &Expr) -> &Expr {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Minus, [of]) => of,
        _ => expr,
    }
}

fn is_zero(expr: &Expr) -> bool {
    without_minus(expr).as_number().is_some_and(Number::is_zero)
}

fn is_one(expr: &Expr) -> bool {
    without_minus(expr).as_number().is_some_and(Number::is_one)
}

fn is_proper(number: &Number) -> bool {
    number.order(&Number::whole(1)).is_lt()
}

/// At least two factors that change something; what stands below the line is none.
fn is_product(expr: &Expr) -> bool {
    let counts = |factor: &&Expr| !matches!(factor.op, Op::Over) && !is_one(factor);
    match expr.op {
        Op::Product => expr.parts.iter().filter(counts).count() > 1,
        _ => is_power(expr),
    }
}

fn is_power(expr: &Expr) -> bool {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Power, [base, exponent]) => {
            !is_one(base) && !is_zero(base) && !is_one(exponent) && !is_zero(exponent)
        }
        _ => false,
    }
}

/// `3/4`, with nothing left to shorten: its value.
fn fraction(expr: &Expr) -> Option<Number> {
    let (Op::Product, [top, below]) = (&expr.op, expr.parts.as_slice()) else {
        return None;
    };
    let Op::Over = below.op else { return None };
    let (top, bottom) = (
        without_minus(top).as_number()?,
        below.parts.first()?.as_number()?,
    );
    let value = top.over(bottom).ok()?;
    let (_, lowest) = value.parts()?;
    let short = top.is_whole() && lowest.same(bottom) && !value.is_whole();
    short.then_some(value)
}

/// `2 3/4`, and below one `3/4`.
fn is_mixed(expr: &Expr) -> bool {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Sum, [whole, part]) => {
            let whole = whole
                .as_number()
                .is_some_and(|n| n.is_whole() && !n.is_zero());
            whole && fraction(part).is_some_and(|part| is_proper(&part))
        }
        _ => fraction(expr).is_some_and(|value| is_proper(&value)),
    }
}

fn has_root_below(expr: &Expr) -> bool {
    let root = match (&expr.op, expr.parts.as_slice()) {
        (Op::Over, [of]) => has_root(of),
        (Op::Power, [base, exponent]) if matches!(exponent.op, Op::Minus) => has_root(base),
        _ => false,
    };
    root || expr.parts.iter().any(has_root_below)
}

fn has_root(expr: &Expr) -> bool {
    let root = match (&expr.op, expr.parts.as_slice()) {
        (Op::Call(Function::Sqrt), _) => true,
        (Op::Power, [_, exponent]) => {
            !has_letter(exponent)
                && without_minus(exponent)
                    .as_number()
                    .is_none_or(|n| !n.is_whole())
        }
        _ => false,
    };
    root || expr.parts.iter().any(has_root)
}

fn has_letter(expr: &Expr) -> bool {
    let mut found = false;
    expr.names(&mut |_| found = true);
    found
}

/// No brackets that can go, like terms collected, numbers worked out.
fn is_simplified(expr: &Expr) -> bool {
    let terms = match expr.op {
        Op::Sum => expr.parts.as_slice(),
        _ => std::slice::from_ref(expr),
    };
    let mut seen: Vec<String> = Vec::new();
    if has_root_of_number_below(expr) {
        return false;
    }
    for (at, term) in terms.iter().enumerate() {
        let term = without_minus(term);
        // A term in front may begin with a minus: `−4n + 4`.
        let signless = leading_minus(term).filter(|_| at == 0);
        match term_key(signless.as_ref().unwrap_or(term), terms.len() == 1) {
            Some(key) if !seen.contains(&key) => seen.push(key),
            _ => return false,
        }
    }
    true
}

/// A product without the minus of its first number; nothing where there is none.
fn leading_minus(term: &Expr) -> Option<Expr> {
    let (Op::Product, [first, rest @ ..]) = (&term.op, term.parts.as_slice()) else {
        return None;
    };
    let number = match (&first.op, first.parts.as_slice()) {
        (Op::Minus, [of]) if of.as_number().is_some() => of,
        _ => return None,
    };
    let factors = std::iter::once(number).chain(rest).cloned().collect();
    Some(Expr::new(Op::Product, factors))
}

/// Whether the root of a plain number stands below a line.
fn has_root_of_number_below(expr: &Expr) -> bool {
    let below = match (&expr.op, expr.parts.as_slice()) {
        (Op::Over, [of]) => has_root(of) && !has_letter(of),
        _ => false,
    };
    below || expr.parts.iter().any(has_root_of_number_below)
}

/// What makes two terms like ones; nothing where something in the term can still be worked out.
fn term_key(term: &Expr, alone: bool) -> Option<String> {
    let mut factors = Vec::new();
    flatten(term, false, &mut factors);
    let sums = alone
        && factors
            .iter()
            .any(|(f, below)| *below && f.as_number().is_none());
    let (mut numbers, mut bases, mut keys) = ([None, None], Vec::new(), Vec::new());
    let mut needs_top = true;
    for (factor, below) in &factors {
        if let Some(number) = factor.as_number() {
            let slot = numbers.get_mut(usize::from(*below))?;
            if slot.replace(number).is_some() {
                return None;
            }
            continue;
        }
        let base = base(factor, sums)?;
        if bases.contains(&base) {
            return None;
        }
        bases.push(base);
        needs_top &= *below;
        put_factor(&canonical(factor), *below, &mut keys);
    }
    let [top, bottom] = numbers;
    if can_be_shortened(&factors) || is_power_of_base(top, &factors) {
        return None;
    }
    // A 1 is needed where nothing else stands above the line.
    let short = is_short(top, bottom, needs_top);
    short.then(|| in_order(' ', keys))
}

/// Whether a number or a letter is a factor above the line and below it, of every term where a sum stands there.
fn can_be_shortened(factors: &[(&Expr, bool)]) -> bool {
    let side = |wanted: bool| {
        let here = factors.iter().filter(|(_, below)| *below == wanted);
        content_of_product(here.map(|(factor, _)| *factor))
    };
    let ((top, above), (bottom, below)) = (side(false), side(true));
    let common = top.common(&bottom);
    common.is_some_and(|common| !common.is_one()) || above.iter().any(|name| below.contains(name))
}

/// The whole number and the letters that are factors of every term.
fn content(expr: &Expr) -> (Number, Vec<String>) {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Number(number), _) if number.is_whole() => (number.clone(), Vec::new()),
        (Op::Name(name), _) => (Number::whole(1), vec![name.clone()]),
        (Op::Minus, [of]) => content(of),
        (Op::Power, [base, exponent]) if exponent.as_number().is_some() => {
            (Number::whole(1), content(base).1)
        }
        (Op::Product, factors) => content_of_product(factors.iter()),
        (Op::Sum, [first, rest @ ..]) => {
            let (mut number, mut letters) = content(first);
            for term in rest {
                let (content, names) = content(term);
                number = number.common(&content).unwrap_or(Number::whole(1));
                letters.retain(|name| names.contains(name));
            }
            (number, letters)
        }
        _ => (Number::whole(1), Vec::new()),
    }
}

fn content_of_product<'a>(factors: impl Iterator<Item = &'a Expr>) -> (Number, Vec<String>) {
    let (mut number, mut letters) = (Number::whole(1), Vec::new());
    for factor in factors {
        let (content, names) = content(factor);
        number = number.times(&content).unwrap_or(number);
        letters.extend(names);
    }
    (number, letters)
}

/// Whether a number in front is a multiple of the base of a power: `4·2^n` is `2^(n + 2)`.
fn is_power_of_base(number: Option<&Number>, factors: &[(&Expr, bool)]) -> bool {
    let Some(number) = number else { return false };
    let multiple = |base: &Expr| {
        let whole = |base: &Number| number.over(base).is_ok_and(|of| of.is_whole());
        base.as_number()
            .is_some_and(|base| !base.is_one() && whole(base))
    };
    factors
        .iter()
        .any(|(factor, below)| match factor.parts.as_slice() {
            [base, _] if matches!(factor.op, Op::Power) && !below => multiple(base),
            _ => false,
        })
}

/// Whether the number in front of a term, and the one below its line, say no more than they must.
fn is_short(top: Option<&Number>, bottom: Option<&Number>, alone: bool) -> bool {
    let one = Number::whole(1);
    match (top, bottom) {
        (Some(top), None) => alone || !top.is_zero() && !top.is_one(),
        (_, Some(bottom)) => {
            let value = top.unwrap_or(&one).over(bottom).ok();
            let lowest = value
                .and_then(|value| value.parts())
                .map(|(_, lowest)| lowest);
            lowest.is_some_and(|lowest| lowest.same(bottom)) && !bottom.is_one()
        }
        (None, None) => true,
    }
}

fn flatten<'a>(expr: &'a Expr, below: bool, out: &mut Vec<(&'a Expr, bool)>) {
    match (&expr.op, expr.parts.as_slice()) {
        (Op::Product, factors) => factors
            .iter()
            .for_each(|factor| flatten(factor, below, out)),
        (Op::Over, [of]) => flatten(of, !below, out),
        _ => out.push((expr, below)),
    }
}

/// What a factor that is as simple as it gets is a power of: a letter, a root. Sums only where a fraction needs them.
fn base(factor: &Expr, sums: bool) -> Option<String> {
    let simple = match (&factor.op, factor.parts.as_slice()) {
        (Op::Name(_), _) => return Some(factor.write()),
        (Op::Power, [base, exponent]) => {
            let worked_out = base.as_number().is_some() && !has_letter(exponent);
            let plain = base.as_name().is_some() || base.as_number().is_some() || sums;
            // Two powers of one base are like factors.
            return (plain
                && !worked_out
                && !is_one(exponent)
                && !is_zero(exponent)
                && is_simplified(exponent))
            .then(|| canonical(base));
        }
        (Op::Call(Function::Sqrt), [of]) => match of.as_number() {
            Some(number) => has_no_square(number),
            None => is_simplified(of) && !has_square_factor(of),
        },
        (Op::Call(_), inputs) => has_letter(factor) && inputs.iter().all(is_simplified),
        (Op::Factorial, _) => has_letter(factor),
        (Op::Sum, _) => sums && is_simplified(factor),
        _ => false,
    };
    simple.then(|| canonical(factor))
}

/// Whether a square can be taken out of the root of a product.
fn has_square_factor(of: &Expr) -> bool {
    let mut factors = Vec::new();
    flatten(of, false, &mut factors);
    let two = Number::whole(2);
    factors.iter().any(|(factor, _)| {
        let whole = factor
            .as_number()
            .filter(|number| number.is_whole() && !number.is_one());
        let power = match (&factor.op, factor.parts.as_slice()) {
            (Op::Power, [_, exponent]) => exponent.as_number(),
            _ => None,
        };
        whole.is_some_and(|number| !has_no_square(number))
            || power.is_some_and(|power| !power.order(&two).is_lt())
    })
}

/// Whether no square can be taken out of the root of a number.
fn has_no_square(number: &Number) -> bool {
    let Some(whole) = number.to_whole() else {
        return false;
    };
    let mut squares = (2..1_000).take_while(|n| n * n <= whole);
    whole > 1 && squares.all(|n| whole % (n * n) != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::reader::read;
    use crate::engine::token::Scope;

    #[test]
    fn forms_are_seen() {
        let names = ["n", "m"].map(|name| (name.to_string(), name.to_string()));
        let scope = Scope::student(names.to_vec(), '.');
        for (form, yes, no) in [
            (
                Form::Product,
                "4(n+1); (n+1)4; −4(n+1); n·n; n²; 4·6; (n+1)²; 2(2n+2)/3",
                "4n+4; 24; n; 1·(4n+4); (8n+8)/2; n+0",
            ),
            (
                Form::Sum,
                "4n+4; 4 + 4n; 2n + 2(n+2); n − 1",
                "4(n+1); 4n; 4n + 0; 24",
            ),
            (
                Form::Simplified,
                "4n + 4; 4+4n; n² + 2n + 1; n m + n; n/2; ½n; 3n/2; 24; 3/4; 2√3; 2^n + 1; (n+1)/(n+2); n; −n − 1; |n − 1|; 1/n; −4n + 4; −4·n + 4; 3·2^n; √2/2; √n; (2n+1)/(2n); 1/(n+1)",
                "4(n+1); n+n; 2n + 2n + 4; 2·3n; n·n; 4·6; 6/8; 2n/4; √12; 1n; 0·n + 1; 2^3; n + 0·n; n^1; (n+1)²; 4·(−n); 2/(2n+2); (2n+2)/(2n); (n²+n)/n²; n/(n²+n); 4n/√2; √(8n²); 4·2^(n−1); 1/(2+√3)",
            ),
            (
                Form::Power,
                "2^n; n²; 2^(n+1); (n+1)^2; 2^3",
                "2·2^n; n; 8; n^1; 1^n",
            ),
            (
                Form::LowestTerms,
                "3/4; ¾; −3/4; 5/2; 2; 7/3",
                "6/8; 0.75; 2 1/2; 2½; 3/1; 1/2 + 1/4; 4/2",
            ),
            (
                Form::Decimal,
                "0.75; 2.5; −0.5; 3; .5",
                "3/4; ¾; 2½; 1/2; 0.5 + 0.25",
            ),
            (
                Form::Mixed,
                "2 1/2; 2½; 2; ¾; 3/4; −2 1/2",
                "5/2; 2.5; 2 2/4; 2 + 1/2; 0.75",
            ),
            (
                Form::RootlessBottom,
                "√2/2; n√2; 1/n; n^2",
                "1/√2; n/(1+√n); 2^(-1)/√3",
            ),
        ] {
            for (texts, want) in [(yes, true), (no, false)] {
                for text in texts.split("; ") {
                    let expr = read(text, &scope).unwrap();
                    assert_eq!(has(&expr, form, text), want, "{text} {}", form.word());
                }
            }
        }
    }
}
