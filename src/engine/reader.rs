//! Owns the grammar of expressions, one for authors and students: tokens in, tree out. Knows nothing of values.
//!
//! ```text
//! full    = test , { "for" , ( name "=" sum | names "in" range [ "where" test ] ) }     authors only
//! test    = both { "or" both } ;  both = no { "and" no } ;  no = "not" no | compare    authors only
//! compare = range { sign range | "is" ["not"] property | "in" range | "divides" range }
//! range   = sum [ ".." sum ] { "without" sum }
//! sum     = product { ("+"|"-") product }
//! product = sign { ("*"|"/") sign | power }          side by side is times; never number beside number
//! sign    = ("-"|"+") sign | power
//! power   = atom { raised | "!" } [ "^" sign ]       2^3^2 is 2^(3^2), -2^2 is -(2^2)
//! atom    = number | name | "(" full ")" | "[" list "]" | "{" list "}" | "|" sum "|" | function "(" list ")" | "√" atom
//! ```

mod names;

use super::error::Error;
use super::expr::{Expr, Function, Op, Property, Relation};
use super::number::Number;
use super::token::{Kind, Scope, Token, Writer, tokens, value};

/// Longest text that is read, in characters.
const LONGEST: usize = 600;
/// Most names one `for` may bind.
const MOST_BOUND: usize = 4;
/// Deepest nesting of brackets, signs and powers.
const DEEPEST: usize = 48;

/// Words that cannot be names.
pub const RESERVED: &[&str] = &[
    "and",
    "or",
    "not",
    "is",
    "in",
    "for",
    "where",
    "divides",
    "without",
    "step",
    "given",
    "otherwise",
    "answer",
    "right",
    "none",
    "words",
    "guess",
    "find",
    "list",
];

/// Words that end a product in an author's text.
const JOINTS: &[&str] = &[
    "and", "or", "not", "is", "in", "for", "where", "divides", "without", "step", "given",
];

/// Reads a whole text: an author's `full`, a student's `sum`.
pub fn read(text: &str, scope: &Scope) -> Result<Expr, Error> {
    if text.chars().count() > LONGEST {
        return Err(Error::at(0..text.len(), "too-long", &[]));
    }
    let tokens = tokens(text, scope)?;
    let mut reader = Reader {
        text,
        tokens: &tokens,
        at: 0,
        scope: scope.clone(),
        depth: 0,
        bars: 0,
    };
    let expr = match scope.writer {
        Writer::Author => reader.full()?,
        Writer::Student => reader.sum()?,
    };
    reader.end()?;
    Ok(expr)
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    at: usize,
    scope: Scope,
    depth: usize,
    bars: usize,
}

static END: Token = Token {
    kind: Kind::End,
    range: 0..0,
    spaced: false,
};

impl<'a> Reader<'a> {
    fn peek(&self) -> &'a Token {
        self.ahead(0)
    }

    fn ahead(&self, by: usize) -> &'a Token {
        self.tokens
            .get(self.at + by)
            .or(self.tokens.last())
            .unwrap_or(&END)
    }

    fn next(&mut self) -> &'a Token {
        let token = self.peek();
        self.at += 1;
        token
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.peek().is(sign);
        self.at += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.author() && self.peek().is_word(word);
        self.at += usize::from(found);
        found
    }

    fn author(&self) -> bool {
        self.scope.writer == Writer::Author
    }

    fn written(&self, token: &Token) -> &'a str {
        self.text.get(token.range.clone()).unwrap_or("")
    }

    fn trouble<T>(&self, token: &Token, key: &'static str) -> Result<T, Error> {
        Err(Error::at(token.range.clone(), key, &[self.written(token)]))
    }

    fn unexpected<T>(&self) -> Result<T, Error> {
        let token = self.peek();
        match (
            &token.kind,
            self.at
                .checked_sub(1)
                .and_then(|before| self.tokens.get(before)),
        ) {
            (Kind::End, _) => self.trouble(token, "unfinished"),
            (Kind::Number(_), Some(before)) if matches!(before.kind, Kind::Number(_)) => {
                self.trouble(token, "number-beside-number")
            }
            (Kind::Number(_) | Kind::Vulgar(..), Some(before))
                if matches!(before.kind, Kind::Name(_)) =>
            {
                self.trouble(token, "number-behind-letter")
            }
            (Kind::Sign(","), _) => self.trouble(token, "stray-comma"),
            (Kind::Sign(")" | "]" | "}"), _) => self.trouble(token, "unopened"),
            _ => self.trouble(token, "unexpected"),
        }
    }

    fn end(&self) -> Result<(), Error> {
        if self.peek().kind == Kind::End {
            Ok(())
        } else {
            self.unexpected()
        }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Error>) -> Result<T, Error> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.trouble(self.peek(), "too-deep");
        }
        let result = read(self);
        self.depth -= 1;
        result
    }

    fn full(&mut self) -> Result<Expr, Error> {
        let known = self.scope.names.len();
        for name in self.names_bound_ahead() {
            self.scope.names.push((name.clone(), name));
        }
        let mut body = self.test()?;
        while self.take_word("for") {
            body = self.another_case(body)?;
        }
        self.scope.names.truncate(known);
        Ok(body)
    }

    fn another_case(&mut self, body: Expr) -> Result<Expr, Error> {
        let mut names = vec![self.bound_name()?];
        if self.take("=") {
            let value = self.sum()?;
            return Ok(Expr::new(Op::At(names.remove(0)), vec![body, value]));
        }
        while self.take(",") {
            names.push(self.bound_name()?);
            if names.len() > MOST_BOUND {
                return self.trouble(self.peek(), "too-deep");
            }
        }
        if !self.take_word("in") {
            return self.unexpected();
        }
        let mut parts = vec![body, self.range()?];
        if self.take_word("where") {
            parts.push(self.test()?);
        }
        Ok(Expr::new(Op::Each(names), parts))
    }

    fn test(&mut self) -> Result<Expr, Error> {
        let mut parts = vec![self.both()?];
        while self.take_word("or") {
            parts.push(self.both()?);
        }
        Ok(Expr::joined(Op::Or, parts))
    }

    fn both(&mut self) -> Result<Expr, Error> {
        let mut parts = vec![self.no()?];
        while self.take_word("and") {
            parts.push(self.no()?);
        }
        Ok(Expr::joined(Op::And, parts))
    }

    fn no(&mut self) -> Result<Expr, Error> {
        if self.take_word("not") {
            return self.deeper(|r| Ok(Expr::new(Op::Not, vec![r.no()?])));
        }
        self.compare()
    }

    fn compare(&mut self) -> Result<Expr, Error> {
        let mut parts = vec![self.range()?];
        let mut relations = Vec::new();
        while let Some(relation) = relation(self.peek()) {
            self.at += 1;
            relations.push(relation);
            parts.push(self.range()?);
        }
        if !relations.is_empty() {
            return Ok(Expr::new(Op::Compare(relations), parts));
        }
        let first = parts.remove(0);
        self.property_or_set(first)
    }

    fn property_or_set(&mut self, of: Expr) -> Result<Expr, Error> {
        if self.take_word("is") {
            let negated = self.take_word("not");
            let token = self.next();
            return match Property::named(self.written(token)) {
                Some(property) => Ok(Expr::new(Op::Is(negated, property), vec![of])),
                None => self.trouble(token, "unknown-property"),
            };
        }
        if self.take_word("in") {
            return Ok(Expr::new(Op::In, vec![of, self.range()?]));
        }
        if self.take_word("divides") {
            return Ok(Expr::new(Op::Divides, vec![of, self.range()?]));
        }
        Ok(of)
    }

    fn range(&mut self) -> Result<Expr, Error> {
        let mut all = self.sum()?;
        if self.author() && self.take("..") {
            all = Expr::new(Op::Range, vec![all, self.sum()?]);
        }
        while self.take_word("without") {
            all = Expr::new(Op::Without, vec![all, self.sum()?]);
        }
        Ok(all)
    }

    fn sum(&mut self) -> Result<Expr, Error> {
        let mut terms = vec![self.product()?];
        loop {
            let minus = self.peek().is("-");
            if !minus && !self.peek().is("+") {
                return Ok(Expr::joined(Op::Sum, terms));
            }
            self.at += 1;
            let term = self.product()?;
            terms.push(if minus { term.minus() } else { term });
        }
    }

    fn product(&mut self) -> Result<Expr, Error> {
        let mut factors = vec![self.sign()?];
        loop {
            let start = self.peek().range.start;
            if self.take("/") {
                factors.push(self.sign()?.over());
                if self.starts_factor() {
                    let range = start..self.peek().range.end;
                    return Err(Error::at(range, "ambiguous-division", &[]));
                }
            } else if self.take("*") {
                factors.push(self.sign()?);
            } else if self.starts_factor() {
                factors.push(self.power()?);
            } else {
                return Ok(Expr::joined(Op::Product, factors));
            }
        }
    }

    /// Whether what comes next, side by side, is a factor.
    fn starts_factor(&self) -> bool {
        match &self.peek().kind {
            Kind::Name(name) => !(self.author() && JOINTS.contains(&name.as_str())),
            Kind::Sign("(" | "√") => true,
            Kind::Number(_) | Kind::Vulgar(..) => self.behind_bracket(),
            Kind::Sign("|") => self.bars == 0,
            _ => false,
        }
    }

    /// A number may stand side by side with a bracket, never with a number or a letter.
    fn behind_bracket(&self) -> bool {
        let before = self
            .at
            .checked_sub(1)
            .and_then(|before| self.tokens.get(before));
        before.is_some_and(|token| token.is(")"))
    }

    fn sign(&mut self) -> Result<Expr, Error> {
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
            Some(last) if run && matches!(base.op, Op::Product) => {
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
                Kind::Raised(digits) => {
                    base = Expr::new(Op::Power, vec![base, exponent(digits, token)?])
                }
                Kind::Sign("!") => base = Expr::new(Op::Factorial, vec![base]),
                _ => break,
            }
            self.at += 1;
            raised += 1;
            if raised > DEEPEST {
                return self.trouble(token, "too-deep");
            }
        }
        if self.take("^") {
            let exponent = self.deeper(Self::sign)?;
            base = Expr::new(Op::Power, vec![base, exponent]);
        }
        Ok(base)
    }

    fn atom(&mut self) -> Result<Expr, Error> {
        let token = self.peek();
        match &token.kind {
            Kind::Number(_) => self.number(),
            Kind::Vulgar(top, bottom) => {
                self.at += 1;
                Number::fraction(*top, *bottom).map(Expr::literal)
            }
            Kind::Name(name) => self.name(name),
            Kind::Sign("(") => self.bracketed(")", Self::inside),
            Kind::Sign("[") if self.author() => {
                Ok(Expr::new(Op::List, self.bracketed("]", |r| r.items("]"))?))
            }
            Kind::Sign("{") if self.author() => {
                Ok(Expr::new(Op::List, self.bracketed("}", |r| r.items("}"))?))
            }
            Kind::Sign("|") => self.size(),
            Kind::Sign("√") => {
                self.at += 1;
                let of = self.deeper(Self::atom)?;
                Ok(Expr::new(Op::Call(Function::Sqrt), vec![of]))
            }
            _ => self.unexpected(),
        }
    }

    fn inside(&mut self) -> Result<Expr, Error> {
        if self.author() {
            self.full()
        } else {
            self.sum()
        }
    }

    /// Reads what stands in brackets; the opening one is next.
    fn bracketed<T>(
        &mut self,
        close: &str,
        read: impl FnOnce(&mut Self) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let open = self.next();
        let bars = std::mem::take(&mut self.bars);
        let inside = self.deeper(read)?;
        self.bars = bars;
        if self.take(close) {
            return Ok(inside);
        }
        if self.peek().kind == Kind::End {
            return self.trouble(open, "unclosed");
        }
        self.unexpected()
    }

    fn items(&mut self, close: &str) -> Result<Vec<Expr>, Error> {
        let mut items = Vec::new();
        if self.peek().is(close) {
            return Ok(items);
        }
        items.push(self.inside()?);
        while self.take(",") {
            items.push(self.inside()?);
        }
        Ok(items)
    }

    fn size(&mut self) -> Result<Expr, Error> {
        let open = self.next();
        self.bars += 1;
        let inside = self.deeper(Self::sum)?;
        self.bars -= 1;
        if !self.take("|") {
            return self.trouble(open, "unclosed");
        }
        Ok(Expr::new(Op::Call(Function::Abs), vec![inside]))
    }

    fn number(&mut self) -> Result<Expr, Error> {
        let token = self.next();
        let Kind::Number(digits) = &token.kind else {
            return self.unexpected();
        };
        let number = value(digits, token.range.clone())?;
        if let Kind::Vulgar(top, bottom) = self.peek().kind {
            self.at += 1;
            return number
                .plus(&Number::fraction(top, bottom)?)
                .map(Expr::literal);
        }
        if !self.author() && number.is_whole() && self.mixed() {
            return self.mixed_number(number);
        }
        Ok(Expr::literal(number))
    }

    /// Whether `1/2` follows, as in `2 1/2`.
    fn mixed(&self) -> bool {
        let whole =
            |token: &Token| matches!(&token.kind, Kind::Number(digits) if !digits.contains('.'));
        self.peek().spaced && whole(self.peek()) && self.ahead(1).is("/") && whole(self.ahead(2))
    }

    fn mixed_number(&mut self, whole: Number) -> Result<Expr, Error> {
        let mut part = Vec::new();
        for by in [0, 2] {
            if let Kind::Number(digits) = &self.ahead(by).kind {
                let number = Expr::literal(value(digits, self.ahead(by).range.clone())?);
                part.push(if by == 0 { number } else { number.over() });
            }
        }
        self.at += 3;
        let part = Expr::new(Op::Product, part);
        Ok(Expr::new(Op::Sum, vec![Expr::literal(whole), part]))
    }
}

fn relation(token: &Token) -> Option<Relation> {
    let Kind::Sign(sign) = token.kind else {
        return None;
    };
    Some(match sign {
        "=" => Relation::Equal,
        "≠" => Relation::NotEqual,
        "<" => Relation::Less,
        "≤" => Relation::AtMost,
        ">" => Relation::Greater,
        "≥" => Relation::AtLeast,
        _ => return None,
    })
}

fn exponent(digits: &str, token: &Token) -> Result<Expr, Error> {
    let size = Expr::literal(value(digits.trim_start_matches('-'), token.range.clone())?);
    Ok(if digits.starts_with('-') {
        size.minus()
    } else {
        size
    })
}

#[cfg(test)]
mod tests;
