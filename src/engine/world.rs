//! Owns the value of every name in one case: what is laid over it, the row, the variant's bindings, an idea, the relation.

use super::error::Error;
use super::expr::Expr;
use super::model::{Model, Row, Variant};
use super::number::Number;
use super::token::PI;
use super::value::{Fuel, Value, work_out};
use smol_str::SmolStr;

/// One case, seen with the true relation or with a wrong idea in its place.
#[derive(Debug)]
pub struct World<'a> {
    model: &'a Model,
    variant: Option<&'a Variant>,
    /// Later values hide earlier ones of the same name. A search lays millions: short names are copied, not allocated.
    laid: Vec<(SmolStr, Value)>,
    idea: Option<(&'a str, &'a Expr)>,
}

/// A copy is made to lay something over it.
const ROOM: usize = 2;

impl Clone for World<'_> {
    fn clone(&self) -> Self {
        let mut laid = Vec::with_capacity(self.laid.len() + ROOM);
        laid.extend_from_slice(&self.laid);
        World { laid, ..*self }
    }
}

impl<'a> World<'a> {
    /// The case of a row of a variant.
    pub fn new(model: &'a Model, variant: Option<&'a Variant>, row: &Row) -> World<'a> {
        let laid = row
            .iter()
            .map(|(name, value)| (SmolStr::new(name), Value::Number(value.clone())))
            .collect();
        World {
            model,
            variant,
            laid,
            idea: None,
        }
    }

    /// The same case with a value laid over it.
    pub fn with(&self, name: &str, value: Value) -> World<'a> {
        let mut world = self.clone();
        world.lay(name, value);
        world
    }

    /// Lays a value over the case itself; gives how many there were before.
    pub fn lay(&mut self, name: &str, value: Value) -> usize {
        self.laid.push((SmolStr::new(name), value));
        self.laid.len() - 1
    }

    /// Takes off again all but the first so many values.
    pub fn lift(&mut self, to: usize) {
        self.laid.truncate(to);
    }

    /// The same case with a number laid over it.
    pub fn with_number(&self, name: &str, number: &Number) -> World<'a> {
        self.with(name, Value::Number(number.clone()))
    }

    /// The same case with all values of a row laid over it.
    pub fn with_row(&self, row: &Row) -> World<'a> {
        row.iter().fold(self.clone(), |world, (name, value)| {
            world.with_number(name, value)
        })
    }

    /// The same case as somebody with this idea sees it.
    pub fn believing<'b>(&self, quantity: &'b str, formula: &'b Expr) -> World<'b>
    where
        'a: 'b,
    {
        World {
            idea: Some((quantity, formula)),
            ..self.clone()
        }
    }

    /// The value of a name; an error where nothing gives it one.
    pub fn value(&self, name: &str, fuel: &mut Fuel) -> Result<Value, Error> {
        if let Some((_, value)) = self.laid.iter().rev().find(|(laid, _)| laid == name) {
            return Ok(value.clone());
        }
        let bound = self
            .variant
            .and_then(|variant| variant.bindings.iter().find(|(bound, _)| bound == name));
        if let Some((_, expr)) = bound {
            return work_out(expr, self, fuel);
        }
        if let Some((_, formula)) = self.idea.filter(|(quantity, _)| *quantity == name) {
            // Inside an idea its own name means the true relation.
            return work_out(
                formula,
                &World {
                    idea: None,
                    ..self.clone()
                },
                fuel,
            );
        }
        match self
            .model
            .quantity(name)
            .and_then(|quantity| quantity.is.as_ref())
        {
            Some(is) => work_out(is, self, fuel),
            None if name == PI => Number::near(std::f64::consts::PI).map(Value::Number),
            None => Err(Error::at(0..0, "no-value", &[name])),
        }
    }

    /// What it costs to copy the case: the lengths of the lists laid over it.
    pub fn weight(&self) -> u32 {
        let lists = self.laid.iter().filter_map(|(_, value)| {
            if let Value::List(items) = value {
                Some(items.len() as u32)
            } else {
                None
            }
        });
        lists.fold(1, u32::saturating_add)
    }

    /// Whether the variant binds the name, so that it has no value of its own.
    pub fn is_bound(&self, name: &str) -> bool {
        self.variant
            .is_some_and(|variant| variant.bindings.iter().any(|(bound, _)| bound == name))
    }

    /// The model this case is of.
    pub fn model(&self) -> &'a Model {
        self.model
    }
}
