//! Owns significant figures: a number rounded to so many, and how many a typed number shows. Knows nothing of right and not right.

use super::error::Error;
use super::number::Number;

/// A number rounded to so many significant figures: the figures as a whole number with its sign, and the power of ten behind
/// them. Equal for numbers that round to the same.
pub fn rounded(number: &Number, figures: u32) -> Result<(Number, i32), Error> {
    let mut size = number.size()?;
    if size.is_zero() {
        return Ok((size, 0));
    }
    let ten = Number::whole(10);
    let end = ten.power(&Number::whole(figures.into()))?;
    let start = end.over(&ten)?;
    let mut power = 0;
    while size.order(&end).is_ge() {
        size = size.over(&ten)?;
        power += 1;
    }
    while size.order(&start).is_lt() {
        size = size.times(&ten)?;
        power -= 1;
    }
    size = size.plus(&Number::fraction(1, 2)?)?.floor()?;
    if size.order(&end).is_ge() {
        (size, power) = (start, power + 1);
    }
    let signed = if number.is_negative() {
        size.negated()?
    } else {
        size
    };
    Ok((signed, power))
}

/// Whether two numbers are the same when both are rounded to so many significant figures.
pub fn agree(a: &Number, b: &Number, figures: u32) -> Result<bool, Error> {
    let ((a, here), (b, there)) = (rounded(a, figures)?, rounded(b, figures)?);
    Ok(here == there && a.same(&b))
}

/// Half a step of the last of so many significant figures of a number.
pub fn half_step(number: &Number, figures: u32) -> Result<Number, Error> {
    let (_, power) = rounded(number, figures)?;
    let step = Number::whole(10).power(&Number::whole(power.into()))?;
    step.over(&Number::whole(2))
}

/// How many significant figures a text with one number in it shows at least: `3.10` three, `1200` two.
pub fn shown(text: &str, decimal: char) -> u32 {
    let (mut figures, mut zeros, mut point) = (0, 0, false);
    for sign in text.chars() {
        match sign {
            '0' if figures > 0 => zeros += 1,
            '1'..='9' => {
                figures += zeros + 1;
                zeros = 0;
            }
            _ => point |= sign == '.' || sign == decimal,
        }
    }
    figures + if point { zeros } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        let size = Number::literal(text.trim_start_matches('-')).expect("a number");
        if text.starts_with('-') {
            size.negated().expect("a number")
        } else {
            size
        }
    }

    #[test]
    fn numbers_agree_when_rounded() {
        for (a, b, figures, same) in [
            ("3.14159", "3.14", 3, true),
            ("3.14159", "3.142", 3, true),
            ("3.14159", "3.15", 3, false),
            ("99.96", "100", 3, true),
            ("99.94", "100", 3, false),
            ("12345", "12300", 3, true),
            ("12345", "12000", 3, false),
            ("0.0012345", "0.00123", 3, true),
            ("-2.345", "-2.35", 3, true),
            ("2.5", "-2.5", 1, false),
            ("0", "0", 3, true),
            ("0", "0.001", 3, false),
            ("10", "100", 1, false),
        ] {
            let agree = agree(&number(a), &number(b), figures).expect("numbers");
            assert_eq!(agree, same, "{a} and {b} to {figures} figures");
        }
    }

    #[test]
    fn figures_are_counted_as_typed() {
        for (text, figures) in [
            ("3.14", 3),
            ("3.10", 3),
            ("T = 3,10 m", 3),
            ("1200", 2),
            ("1200.", 4),
            ("0.0120", 3),
            ("105", 3),
            ("0", 0),
            ("½", 0),
        ] {
            assert_eq!(shown(text, ','), figures, "{text}");
        }
    }
}
