//! Owns how factors, powers, roots and numbers are read, and which of their readings are asked back; knows nothing of sums
//! and statements.

use super::{DEEPEST, JOINTS, Reader, read};
use crate::engine::error::Error;
use crate::engine::expr::{Expr, Function, Op};
use crate::engine::number::Number;
use crate::engine::token::{Kind, Scope, Token, value};

impl Reader<'_> {
    pub(super) fn product(&mut self) -> Result<Expr, Error> {
        let mut factors = vec![self.sign()?];
        loop {
            let start = self.peek().range.start;
            if self.take("/") {
                let letters = self.starts_letters();
                let below = self.sign()?;
                if self.starts_factor() || letters && is_product(&below) {
                    return Err(self.unclear(start, "ambiguous-division"));
                }
                factors.push(below.over());
            } else if self.take("*") {
                factors.push(self.sign()?);
            } else if self.starts_factor() {
                factors.push(self.power()?);
            } else {
                return Ok(Expr::joined(Op::Product, factors));
            }
        }
    }

    /// What could be read in two ways, from `start` to what is next.
    #[cold]
    #[inline(never)]
    fn unclear(&self, start: usize, key: &'static str) -> Error {
        let range = start..self.peek().range.end;
        let written = self.text.get(range.clone()).unwrap_or("");
        Error::at(range, key, &[written])
    }

    /// Whether letters come next, behind signs.
    fn starts_letters(&self) -> bool {
        let mut by = 0;
        while self.ahead(by).is("-") || self.ahead(by).is("+") {
            by += 1;
        }
        matches!(self.ahead(by).kind, Kind::Name(_))
    }

    /// Whether what comes next, side by side, is a factor.
    fn starts_factor(&self) -> bool {
        match &self.peek().kind {
            Kind::Name(name) => {
                !((self.author() || self.scope.statements) && JOINTS.contains(&name.as_str()))
            }
            Kind::Sign("(" | "√" | "∛" | "∜" | "\\frac" | "\\binom") => true,
            Kind::Sign("[" | "{") => !self.author(),
            Kind::Number(_) | Kind::Vulgar(..) => self.behind_bracket(),
            Kind::Sign("|") => self.bars == 0,
            _ => false,
        }
    }

    /// A number may stand side by side with a bracket, never with a number or a letter.
    fn behind_bracket(&self) -> bool {
        self.before()
            .is_some_and(|token| token.is(")") || token.is("]"))
    }

    pub(super) fn sign(&mut self) -> Result<Expr, Error> {
        if self.take("-") {
            return self.deeper(|r| Ok(r.sign()?.minus()));
        }
        if self.take("+") {
            return self.deeper(Self::sign);
        }
        self.power()
    }

    fn power(&mut self) -> Result<Expr, Error> {
        let run = matches!(self.peek().kind, Kind::Name(_));
        let base = self.atom()?;
        let mut letters = base.parts.clone();
        // In `nm²` only the m is squared.
        match letters.pop() {
            Some(last) if run && is_product(&base) => {
                letters.push(self.raised(last)?);
                Ok(Expr::new(Op::Product, letters))
            }
            _ => self.raised(base),
        }
    }

    /// The base with what is raised behind it.
    fn raised(&mut self, mut base: Expr) -> Result<Expr, Error> {
        let mut raised = 0;
        loop {
            let token = self.peek();
            match &token.kind {
                // `2³√8` may be a third root.
                Kind::Raised(line) if self.is_degree() && line != "2" => {
                    return Err(self.unclear(token.range.start, "ambiguous-root"));
                }
                Kind::Raised(line) => {
                    base = Expr::pair(Op::Power, base, self.exponent(line, token)?)
                }
                Kind::Sign("!") if !self.author() && self.before().is_some_and(|b| b.is("!")) => {
                    return Err(self.trouble(token, "ambiguous-factorial"));
                }
                Kind::Sign("!") => base = Expr::of(Op::Factorial, base),
                _ => break,
            }
            self.at += 1;
            raised += 1;
            if raised > DEEPEST {
                return Err(self.trouble(token, "too-deep"));
            }
        }
        let start = self.peek().range.start;
        if self.take("^") {
            let exponent = self.above(start, base.as_number().is_some())?;
            base = Expr::pair(Op::Power, base, exponent);
        }
        Ok(base)
    }

    /// What stands behind `^`; `n^1/2`, `2^3n` and `2^nm` could mean two things.
    fn above(&mut self, start: usize, of_number: bool) -> Result<Expr, Error> {
        if !self.author() && self.peek().is("{") {
            return self.bracketed("}", Self::inside);
        }
        let (bare, letters) = (
            matches!(self.peek().kind, Kind::Number(_)),
            self.starts_letters(),
        );
        let exponent = self.deeper(Self::sign)?;
        let next = self.peek();
        let one = bare
            && next.is("/")
            && exponent
                .as_number()
                .is_some_and(|n| n.to_whole() == Some(1));
        let coefficient = bare && of_number && matches!(next.kind, Kind::Name(_)) && !next.spaced;
        let asked = !self.author() && (one || coefficient);
        if asked || letters && is_product(&exponent) {
            return Err(self.unclear(start, "ambiguous-power"));
        }
        Ok(exponent)
    }

    /// What is raised, read as it would be on the line.
    fn exponent(&self, line: &str, token: &Token) -> Result<Expr, Error> {
        let digits = line.trim_start_matches('-');
        if digits.bytes().all(|b| b.is_ascii_digit()) && line.len() <= digits.len() + 1 {
            if digits.is_empty() {
                return Err(self.trouble(token, "unexpected"));
            }
            let size = literal(Number::literal(digits), token)?;
            return Ok(if line.starts_with('-') {
                size.minus()
            } else {
                size
            });
        }
        let scope = Scope {
            statements: false,
            ..self.scope.clone()
        };
        read(line, &scope).map_err(|error| error.within(token.range.clone()))
    }

    pub(super) fn atom(&mut self) -> Result<Expr, Error> {
        let token = self.peek();
        match &token.kind {
            Kind::Number(digits) => self.number(digits),
            Kind::Vulgar(top, bottom) => {
                self.at += 1;
                literal(fraction(*top, *bottom), token)
            }
            Kind::Name(name) => self.name(name),
            Kind::Raised(line) if self.is_degree() => {
                self.at += 1;
                let degree = self.exponent(line, token)?;
                self.root(Some(degree))
            }
            Kind::Sign(sign) => self.opened(sign),
            _ => Err(self.missing()),
        }
    }

    /// An atom that begins with a sign.
    fn opened(&mut self, sign: &str) -> Result<Expr, Error> {
        match sign {
            "(" => self.bracketed(")", Self::inside),
            "[" if !self.author() => self.bracketed("]", Self::inside),
            "{" if !self.author() => self.bracketed("}", Self::inside),
            "[" => self.bracketed("]", |r| r.items("]")),
            "{" => self.bracketed("}", |r| r.items("}")),
            "|" => self.size(),
            "√" => self.root(None),
            "∛" => self.root(Some(Expr::whole(3))),
            "∜" => self.root(Some(Expr::whole(4))),
            "\\frac" | "\\binom" => self.two_parts(sign == "\\frac"),
            _ => Err(self.missing()),
        }
    }

    /// The root of an atom, a power where it is not the square root. What is under it must be clear: `√4n`.
    fn root(&mut self, mut degree: Option<Expr>) -> Result<Expr, Error> {
        let start = self.next().range.start;
        if degree.is_none() && !self.author() && self.peek().is("[") {
            let inside = self.bracketed("]", Self::inside)?;
            if !self.peek().is("{") {
                return Ok(rooted(inside, None));
            }
            degree = Some(inside);
        }
        if !self.author() && self.peek().is("{") {
            let inside = self.bracketed("}", Self::inside)?;
            return Ok(rooted(inside, degree));
        }
        let minus = !self.author() && self.take("-");
        let bare = matches!(
            self.peek().kind,
            Kind::Number(_) | Kind::Vulgar(..) | Kind::Name(_)
        );
        let of = self.deeper(Self::atom)?;
        if bare && !self.author() && (self.goes_on() || is_product(&of)) {
            return Err(self.unclear(start, "ambiguous-root"));
        }
        Ok(rooted(if minus { of.minus() } else { of }, degree))
    }

    /// Whether what is raised here stands at a root sign: `³√8`.
    fn is_degree(&self) -> bool {
        let root = self.ahead(1);
        !self.author() && self.written(root) == "√" && !root.spaced
    }

    /// Whether more follows that could stand under the root, too.
    fn goes_on(&self) -> bool {
        let token = self.peek();
        let raised = matches!(token.kind, Kind::Raised(_) | Kind::Sign("^" | "!"));
        raised || self.starts_factor() && !matches!(token.kind, Kind::Sign("√" | "∛" | "∜"))
    }

    /// `\frac{1}{2}` and `\binom{5}{2}`.
    fn two_parts(&mut self, divided: bool) -> Result<Expr, Error> {
        self.at += 1;
        let (top, bottom) = (self.part()?, self.part()?);
        Ok(if divided {
            top.divided(bottom)
        } else {
            Expr::pair(Op::Call(Function::Choose), top, bottom)
        })
    }

    fn part(&mut self) -> Result<Expr, Error> {
        let token = self.peek();
        match &token.kind {
            Kind::Sign("{") => self.bracketed("}", Self::inside),
            Kind::Number(digit) if digit.len() == 1 => self.literal(),
            _ => Err(self.missing()),
        }
    }

    fn number(&mut self, digits: &str) -> Result<Expr, Error> {
        let divides = self.before().is_some_and(|token| token.is("/"));
        let token = self.next();
        let number = value(digits, token.range.clone())?;
        if let Kind::Vulgar(top, bottom) = self.peek().kind {
            let part = fraction(top, bottom).and_then(|part| number.plus(&part));
            self.at += 1;
            if digits.contains('.') || top >= bottom {
                return Err(self.unclear(token.range.start, "ambiguous-number"));
            }
            return literal(part, token);
        }
        if !self.author() && number.is_whole() && !divides {
            return self.mixed(number, token);
        }
        Ok(Expr::literal(number))
    }

    /// A whole number with the fraction behind it, as in `2 1/2` and `2\frac{1}{2}`; without one it stays alone.
    fn mixed(&mut self, whole: Number, token: &Token) -> Result<Expr, Error> {
        let at = self.at;
        let is_whole =
            |token: &Token| matches!(&token.kind, Kind::Number(digits) if !digits.contains('.'));
        let part = if self.peek().is("\\frac") {
            self.two_parts(true)?
        } else if self.peek().spaced
            && is_whole(self.peek())
            && self.ahead(1).is("/")
            && is_whole(self.ahead(2))
        {
            let top = self.literal()?;
            self.at += 1;
            top.divided(self.literal()?)
        } else {
            return Ok(Expr::literal(whole));
        };
        let Some(is_proper) = proper(&part) else {
            self.at = at;
            return Ok(Expr::literal(whole));
        };
        let start = token.range.start;
        if !is_proper {
            return Err(self.unclear(start, "ambiguous-number"));
        }
        let raised = matches!(
            self.peek().kind,
            Kind::Raised(_) | Kind::Sign("^" | "!" | "/")
        );
        if raised || self.starts_factor() {
            return Err(self.unclear(start, "ambiguous-division"));
        }
        Ok(Expr::pair(Op::Sum, Expr::literal(whole), part))
    }

    fn literal(&mut self) -> Result<Expr, Error> {
        let token = self.next();
        match &token.kind {
            Kind::Number(digits) => literal(Number::literal(digits), token),
            _ => Err(self.missing()),
        }
    }
}

fn fraction(top: u32, bottom: u32) -> Result<Number, Error> {
    Number::fraction(i64::from(top), i64::from(bottom))
}

/// A number as it stands in the tree; trouble with it is at its token.
fn literal(number: Result<Number, Error>, token: &Token) -> Result<Expr, Error> {
    match number {
        Ok(number) => Ok(Expr::literal(number)),
        Err(error) => Err(error.within(token.range.clone())),
    }
}

fn is_product(expr: &Expr) -> bool {
    match (&expr.op, expr.parts.first()) {
        (Op::Minus, Some(of)) => is_product(of),
        (op, _) => matches!(op, Op::Product),
    }
}

fn rooted(of: Expr, degree: Option<Expr>) -> Expr {
    match degree {
        None => Expr::of(Op::Call(Function::Sqrt), of),
        Some(degree) => Expr::pair(Op::Power, of, Expr::whole(1).divided(degree)),
    }
}

/// Whether a fraction of two numbers is less than one; nothing for other fractions.
fn proper(fraction: &Expr) -> Option<bool> {
    let [top, below] = fraction.parts.as_slice() else {
        return None;
    };
    let bottom = below.parts.first()?.as_number()?;
    Some(top.as_number()?.order(bottom).is_lt())
}
