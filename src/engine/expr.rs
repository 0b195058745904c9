//! Owns the tree of an expression; knows nothing of values.

mod shown;
mod write;

pub use shown::{mathml, spoken};
pub use write::{raised, vulgar};

use super::number::Number;
use super::token::PI;
use std::ops::Deref;
use std::sync::Arc;

/// What an author's or a student's maths says: an operation and its parts, in the order written. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Expr(Arc<Node>);

/// One place of a tree.
#[derive(Debug)]
pub struct Node {
    pub op: Op,
    pub parts: Vec<Expr>,
}

/// What is done with the parts.
#[derive(Clone, Debug)]
pub enum Op {
    /// A literal, never negative.
    Number(Number),
    Name(String),
    List,
    /// A part that is taken away is a `Minus`.
    Sum,
    /// A part that is divided by is an `Over`.
    Product,
    /// One over its part.
    Over,
    Minus,
    /// Base and exponent.
    Power,
    Factorial,
    Call(Function),
    /// All numbers from one to the other: `1..6`.
    Range,
    Without,
    /// A chain `a < b ≤ c`: one relation fewer than parts.
    Compare(Vec<Relation>),
    /// `n is whole`; true for `n is not whole`.
    Is(bool, Property),
    In,
    Divides,
    Not,
    And,
    Or,
    /// Body and value, the body in another case: `tiles for n = 2`.
    At(String),
    /// Body, range and perhaps a test, a list of values: `k for k in 1..n where k divides n`.
    Each(Vec<String>),
}

words! {
    /// How two values compare; its word is the sign.
    Relation { Equal "=", NotEqual "≠", Less "<", AtMost "≤", Greater ">", AtLeast "≥" }
}

words! {
    /// What a number, or a list, can be.
    Property { Whole "whole", Even "even", Odd "odd", Prime "prime", Square "square", Positive "positive", Sorted "sorted" }
}

words! {
    /// The functions of the grammar that this engine works out.
    Function {
        Sum "sum", Count "count", Mean "mean", Median "median", Min "min", Max "max", Sorted "sorted", Distinct "distinct",
        Floor "floor", Ceil "ceil", Round "round", Sqrt "sqrt", Abs "abs",
        Sin "sin", Cos "cos", Tan "tan", Exp "exp", Ln "ln", Log "log", Gcd "gcd", Lcm "lcm", Choose "choose",
        Range "range", Quartile "quartile", Steps "steps", Item "item", Some "some", Every "every", List "list",
        Digits "digits", Value "value", Numbers "numbers", Additions "additions", Subtractions "subtractions",
        Multiplications "multiplications", Divisions "divisions", Powers "powers",
        Rows "rows", Columns "columns", Lines "lines",
        Connected "connected", Symmetric "symmetric", Perimeter "perimeter", Area "area", Boundary "boundary", Inside "inside",
    }
}

impl Deref for Expr {
    type Target = Node;

    fn deref(&self) -> &Node {
        &self.0
    }
}

impl PartialEq for Expr {
    fn eq(&self, other: &Expr) -> bool {
        match (self.as_number(), other.as_number()) {
            (Some(a), Some(b)) => a.same(b),
            _ => self.write() == other.write(),
        }
    }
}

impl Expr {
    /// An operation on parts.
    pub fn new(op: Op, parts: Vec<Expr>) -> Expr {
        Expr(Arc::new(Node { op, parts }))
    }

    /// An operation on one part.
    pub fn of(op: Op, part: Expr) -> Expr {
        Expr::new(op, vec![part])
    }

    /// An operation on two parts.
    pub fn pair(op: Op, first: Expr, second: Expr) -> Expr {
        Expr::new(op, vec![first, second])
    }

    /// A name alone.
    pub fn name(name: &str) -> Expr {
        Expr::new(Op::Name(name.to_string()), Vec::new())
    }

    /// A literal, which is never negative.
    pub fn literal(number: Number) -> Expr {
        Expr::new(Op::Number(number), Vec::new())
    }

    /// The whole number `n`, with its sign.
    pub fn whole(n: i64) -> Expr {
        Expr::of_number(&Number::whole(n))
    }

    /// A part with the other sign.
    pub fn minus(self) -> Expr {
        Expr::of(Op::Minus, self)
    }

    /// One over a part.
    pub fn over(self) -> Expr {
        Expr::of(Op::Over, self)
    }

    /// A fraction.
    pub fn divided(self, by: Expr) -> Expr {
        Expr::pair(Op::Product, self, by.over())
    }

    /// A number as a tree that writes and reads as itself.
    pub fn of_number(number: &Number) -> Expr {
        if number.is_negative() {
            let size = number.negated().unwrap_or_else(|_| number.clone());
            return Expr::of_number(&size).minus();
        }
        match number.parts() {
            Some((top, bottom)) if number.decimal_text(30).is_none() => {
                Expr::literal(top).divided(Expr::literal(bottom))
            }
            _ => Expr::literal(number.clone()),
        }
    }

    /// The parts joined by an operation; a single part is itself.
    pub fn joined(op: Op, mut parts: Vec<Expr>) -> Expr {
        match parts.pop() {
            Some(only) if parts.is_empty() => only,
            last => {
                parts.extend(last);
                Expr::new(op, parts)
            }
        }
    }

    /// The name, if this is one and nothing else.
    pub fn as_name(&self) -> Option<&str> {
        match &self.op {
            Op::Name(name) => Some(name),
            _ => None,
        }
    }

    /// The literal, if this is one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.op {
            Op::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The two sides of an equation.
    pub fn equation(&self) -> Option<(&Expr, &Expr)> {
        match (&self.op, self.parts.as_slice()) {
            (Op::Compare(relations), [left, right]) if relations == &[Relation::Equal] => {
                Some((left, right))
            }
            _ => None,
        }
    }

    /// Whether it is true or false, whatever its names stand for.
    pub fn is_statement(&self) -> bool {
        match &self.op {
            Op::Compare(_) | Op::Is(..) | Op::In | Op::Divides | Op::Not | Op::And | Op::Or => true,
            Op::Call(
                Function::Some | Function::Every | Function::Connected | Function::Symmetric,
            ) => true,
            Op::At(_) => self.parts.first().is_some_and(Expr::is_statement),
            _ => false,
        }
    }

    /// The names it binds, in all parts but the second.
    fn binds(&self) -> &[String] {
        match &self.op {
            Op::At(name) => std::slice::from_ref(name),
            Op::Each(names) => names,
            _ => &[],
        }
    }

    /// Calls `see` with every name in the tree that a value can be put for: bound ones and the number π are left out.
    pub fn names<'a>(&'a self, see: &mut dyn FnMut(&'a str)) {
        if let Some(name) = self.as_name() {
            if name != PI {
                see(name);
            }
            return;
        }
        let bound = self.binds();
        for (at, part) in self.parts.iter().enumerate() {
            if at == 1 || bound.is_empty() {
                part.names(see);
            } else {
                part.names(&mut |found| {
                    if !bound.iter().any(|name| name == found) {
                        see(found)
                    }
                });
            }
        }
    }

    /// Whether the name stands free in the tree.
    pub fn mentions(&self, name: &str) -> bool {
        let mut found = false;
        self.names(&mut |n| found |= n == name);
        found
    }

    /// The tree with every free name replaced by what `by` gives for it.
    pub fn replaced(&self, by: &dyn Fn(&str) -> Option<Expr>) -> Expr {
        if let Some(name) = self.as_name() {
            return by(name).unwrap_or_else(|| self.clone());
        }
        let bound = self.binds();
        let inner = |name: &str| {
            if bound.iter().any(|b| b == name) {
                None
            } else {
                by(name)
            }
        };
        let mut parts = Vec::with_capacity(self.parts.len());
        for (at, part) in self.parts.iter().enumerate() {
            parts.push(part.replaced(if at == 1 { by } else { &inner }));
        }
        Expr::new(self.op.clone(), parts)
    }
}
