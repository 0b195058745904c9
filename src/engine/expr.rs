//! Owns the tree of an expression; knows nothing of values.

mod write;

pub use write::{raised, vulgar};

use super::number::Number;

/// What an author's or a student's maths says. Sums and products keep their parts side by side, in the order written.
#[derive(Clone, Debug)]
pub enum Expr {
    /// A literal, never negative.
    Number(Number),
    Name(String),
    List(Vec<Expr>),
    Sum(Vec<Term>),
    Product(Vec<Factor>),
    Power(Box<Expr>, Box<Expr>),
    Minus(Box<Expr>),
    Factorial(Box<Expr>),
    Call(Function, Vec<Expr>),
    /// All numbers from one to the other: `1..6`.
    Range(Box<Expr>, Box<Expr>),
    Without(Box<Expr>, Box<Expr>),
    /// A chain `a < b ≤ c`: one relation fewer than expressions.
    Compare(Vec<Expr>, Vec<Relation>),
    /// `n is whole`, `n is not even`.
    Is(Box<Expr>, bool, Property),
    In(Box<Expr>, Box<Expr>),
    Divides(Box<Expr>, Box<Expr>),
    Not(Box<Expr>),
    And(Vec<Expr>),
    Or(Vec<Expr>),
    /// The body in another case: `tiles for n = 2`.
    At(Box<Expr>, String, Box<Expr>),
    /// A list of values: `k for k in 1..n where k divides n`.
    Each {
        body: Box<Expr>,
        names: Vec<String>,
        range: Box<Expr>,
        test: Option<Box<Expr>>,
    },
}

/// One part of a sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    pub minus: bool,
    pub of: Expr,
}

/// One part of a product.
#[derive(Clone, Debug, PartialEq)]
pub struct Factor {
    pub divide: bool,
    pub of: Expr,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
}

words! {
    /// What a number can be.
    Property { Whole "whole", Even "even", Odd "odd", Prime "prime", Square "square", Positive "positive" }
}

words! {
    /// The functions of the grammar that this engine works out.
    Function {
        Sum "sum", Count "count", Mean "mean", Median "median", Min "min", Max "max", Sorted "sorted", Distinct "distinct",
        Floor "floor", Ceil "ceil", Round "round", Sqrt "sqrt", Abs "abs", Gcd "gcd", Lcm "lcm", Choose "choose",
    }
}

impl Relation {
    /// The sign, as it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Relation::Equal => "=",
            Relation::NotEqual => "≠",
            Relation::Less => "<",
            Relation::AtMost => "≤",
            Relation::Greater => ">",
            Relation::AtLeast => "≥",
        }
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        match (self, other) {
            (Expr::Number(a), Expr::Number(b)) => a.same(b),
            _ => self.write() == other.write(),
        }
    }
}

impl Expr {
    /// The whole number `n`, with its sign.
    pub fn whole(n: i64) -> Expr {
        Expr::of_number(&Number::whole(n))
    }

    /// A number as a tree that writes and reads as itself.
    pub fn of_number(number: &Number) -> Expr {
        if number.is_negative() {
            let size = number.negated().unwrap_or_else(|_| number.clone());
            return Expr::Minus(Box::new(Expr::of_number(&size)));
        }
        match number.parts() {
            Some((top, bottom)) if number.decimal_text(30).is_none() => Expr::Product(vec![
                Factor {
                    divide: false,
                    of: Expr::Number(top),
                },
                Factor {
                    divide: true,
                    of: Expr::Number(bottom),
                },
            ]),
            _ => Expr::Number(number.clone()),
        }
    }

    /// Calls `see` with every name in the tree, bound ones left out.
    pub fn names<'a>(&'a self, see: &mut dyn FnMut(&'a str)) {
        match self {
            Expr::Number(_) => {}
            Expr::Name(name) => see(name),
            Expr::At(body, name, value) => {
                body.names(&mut |found| {
                    if found != name {
                        see(found)
                    }
                });
                value.names(see);
            }
            Expr::Each {
                body,
                names,
                range,
                test,
            } => {
                range.names(see);
                let mut inner = |found: &'a str| {
                    if !names.iter().any(|name| name == found) {
                        see(found)
                    }
                };
                body.names(&mut inner);
                if let Some(test) = test {
                    test.names(&mut inner);
                }
            }
            _ => self.parts().into_iter().for_each(|part| part.names(see)),
        }
    }

    /// Whether the name stands free in the tree.
    pub fn mentions(&self, name: &str) -> bool {
        let mut found = false;
        self.names(&mut |n| found |= n == name);
        found
    }

    /// The parts of a node, in order.
    pub fn parts(&self) -> Vec<&Expr> {
        match self {
            Expr::Number(_) | Expr::Name(_) => Vec::new(),
            Expr::List(items)
            | Expr::And(items)
            | Expr::Or(items)
            | Expr::Call(_, items)
            | Expr::Compare(items, _) => items.iter().collect(),
            Expr::Sum(terms) => terms.iter().map(|term| &term.of).collect(),
            Expr::Product(factors) => factors.iter().map(|factor| &factor.of).collect(),
            Expr::Power(a, b)
            | Expr::Range(a, b)
            | Expr::Without(a, b)
            | Expr::In(a, b)
            | Expr::Divides(a, b)
            | Expr::At(a, _, b) => {
                vec![a, b]
            }
            Expr::Minus(of) | Expr::Factorial(of) | Expr::Is(of, _, _) | Expr::Not(of) => vec![of],
            Expr::Each {
                body, range, test, ..
            } => {
                let mut parts: Vec<&Expr> = vec![body, range];
                parts.extend(test.as_deref());
                parts
            }
        }
    }

    /// The tree with every free name replaced by what `by` gives for it.
    pub fn replaced(&self, by: &dyn Fn(&str) -> Option<Expr>) -> Expr {
        let boxed = |e: &Expr| Box::new(e.replaced(by));
        let all = |items: &[Expr]| items.iter().map(|e| e.replaced(by)).collect::<Vec<_>>();
        match self {
            Expr::Number(_) => self.clone(),
            Expr::Name(name) => by(name).unwrap_or_else(|| self.clone()),
            Expr::List(items) => Expr::List(all(items)),
            Expr::And(items) => Expr::And(all(items)),
            Expr::Or(items) => Expr::Or(all(items)),
            Expr::Call(function, items) => Expr::Call(*function, all(items)),
            Expr::Compare(items, relations) => Expr::Compare(all(items), relations.clone()),
            Expr::Sum(terms) => Expr::Sum(
                terms
                    .iter()
                    .map(|t| Term {
                        minus: t.minus,
                        of: t.of.replaced(by),
                    })
                    .collect(),
            ),
            Expr::Product(factors) => Expr::Product(
                factors
                    .iter()
                    .map(|f| Factor {
                        divide: f.divide,
                        of: f.of.replaced(by),
                    })
                    .collect(),
            ),
            Expr::Power(a, b) => Expr::Power(boxed(a), boxed(b)),
            Expr::Range(a, b) => Expr::Range(boxed(a), boxed(b)),
            Expr::Without(a, b) => Expr::Without(boxed(a), boxed(b)),
            Expr::In(a, b) => Expr::In(boxed(a), boxed(b)),
            Expr::Divides(a, b) => Expr::Divides(boxed(a), boxed(b)),
            Expr::Minus(of) => Expr::Minus(boxed(of)),
            Expr::Factorial(of) => Expr::Factorial(boxed(of)),
            Expr::Not(of) => Expr::Not(boxed(of)),
            Expr::Is(of, negated, property) => Expr::Is(boxed(of), *negated, *property),
            Expr::At(body, name, value) => {
                let inner = |n: &str| if n == name { None } else { by(n) };
                Expr::At(Box::new(body.replaced(&inner)), name.clone(), boxed(value))
            }
            Expr::Each {
                body,
                names,
                range,
                test,
            } => {
                let inner = |n: &str| {
                    if names.iter().any(|name| name == n) {
                        None
                    } else {
                        by(n)
                    }
                };
                Expr::Each {
                    body: Box::new(body.replaced(&inner)),
                    names: names.clone(),
                    range: boxed(range),
                    test: test.as_ref().map(|test| Box::new(test.replaced(&inner))),
                }
            }
        }
    }
}
