//! Owns the loops of a drawing: one round for each value, as many as can be drawn. Knows nothing of what a round draws.

use crate::engine::error::Error;
use crate::engine::expr::Expr;
use crate::engine::model::Shape;
use crate::engine::number::Number;
use crate::engine::value::{Fuel, Value, work_out};
use crate::engine::world::World;

/// Most rounds of all loops of a drawing together.
const MOST_ROUNDS: u32 = 10_000;
/// Rounds at either end of a loop that stay where the middle is left out.
const ENDS: usize = 24;

/// A case in which names are worked out, with the names of the loops laid over it.
pub struct Rounds<'a> {
    pub world: World<'a>,
    fuel: Fuel,
    left: u32,
    /// Long loops leave their middle out.
    thin: bool,
    /// Some rounds were left out.
    pub left_out: bool,
}

impl<'a> Rounds<'a> {
    /// A case, with shared names laid over it.
    pub fn new(
        world: &World<'a>,
        lets: &[(String, Expr)],
        thin: bool,
    ) -> Result<Rounds<'a>, Error> {
        let mut rounds = Rounds {
            world: world.clone(),
            fuel: Fuel::for_figure(),
            left: MOST_ROUNDS,
            thin,
            left_out: false,
        };
        for (name, expr) in lets {
            let value = rounds.value(expr)?;
            rounds.world.lay(name, value);
        }
        Ok(rounds)
    }

    /// What an expression comes to in this round.
    pub fn value(&mut self, expr: &Expr) -> Result<Value, Error> {
        work_out(expr, &self.world, &mut self.fuel)
    }

    /// Whether a shape is drawn in this round.
    pub fn draws(&mut self, shape: &Shape) -> Result<bool, Error> {
        match &shape.only {
            Some(only) => self.value(only)?.truth(),
            None => Ok(true),
        }
    }

    /// The numbers some expressions come to; of lists their items.
    pub fn numbers(&mut self, exprs: &[Expr]) -> Result<Vec<Number>, Error> {
        let mut numbers = Vec::new();
        for expr in exprs {
            put_numbers(&self.value(expr)?, &mut numbers)?;
        }
        Ok(numbers)
    }

    /// Calls `round` for each value of the first loop, and for each of them of the second, and so on.
    pub fn run(
        &mut self,
        loops: &[(String, Expr)],
        round: &mut dyn FnMut(&mut Self) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let Some(((name, range), rest)) = loops.split_first() else {
            let left = self.left.checked_sub(1);
            self.left = left.ok_or_else(|| Error::value("too-many-marks"))?;
            return round(self);
        };
        let values = self.value(range)?;
        let values = values.list()?;
        for (at, value) in values.iter().enumerate() {
            if self.thin && at >= ENDS && at + ENDS < values.len() {
                self.left_out = true;
                continue;
            }
            let before = self.world.lay(name, value.clone());
            self.run(rest, round)?;
            self.world.lift(before);
        }
        Ok(())
    }
}

fn put_numbers(value: &Value, numbers: &mut Vec<Number>) -> Result<(), Error> {
    match value {
        Value::List(items) => {
            for item in items {
                put_numbers(item, numbers)?;
            }
        }
        value => numbers.push(value.clone().number()?),
    }
    Ok(())
}
