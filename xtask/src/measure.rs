//! Medians and spreads: what a number in a bench table is worth.
#![expect(clippy::float_arithmetic, reason = "measurements are no money")]

use anyhow::Result;
use serde::Serialize;
use serde_json::{Value, json};

/// A ratio is not believed from fewer rounds.
pub const ROUNDS: usize = 5;

/// One line of the table and of the JSON file (contract.md, Bench). Lower is better, but for [`Row::at_least`].
#[derive(Debug, Serialize)]
pub struct Row {
    pub id: &'static str,
    /// Median of A.
    pub value: f64,
    pub unit: &'static str,
    /// Median of B, where the row is a ratio.
    pub baseline: Option<f64>,
    /// value / baseline
    pub ratio: Option<f64>,
    /// For the ratio where there is one, else for the value.
    pub target: f64,
    /// Not beyond target + spread.
    pub pass: bool,
    /// Half the distance between the quartiles, of the rounds' ratios or of the values.
    pub spread: f64,
    /// One entry per round: a number, or `[A, B]`.
    pub samples: Value,
}

impl Row {
    /// A size or a time with a ceiling of its own.
    pub fn absolute(id: &'static str, unit: &'static str, target: f64, samples: &[f64]) -> Self {
        let (value, spread) = (median(samples), spread(samples));
        let pass = value <= target + spread;
        Self {
            id,
            value,
            unit,
            baseline: None,
            ratio: None,
            target,
            pass,
            spread,
            samples: json!(samples),
        }
    }

    /// A speed with a floor: higher is better.
    pub fn at_least(id: &'static str, unit: &'static str, target: f64, samples: &[f64]) -> Self {
        let row = Self::absolute(id, unit, target, samples);
        Self {
            pass: row.value >= target - row.spread,
            ..row
        }
    }

    /// A against B, measured in turn.
    pub fn ratio(id: &'static str, unit: &'static str, target: f64, pairs: &[(f64, f64)]) -> Self {
        let (a, b): (Vec<f64>, Vec<f64>) = pairs.iter().copied().unzip();
        let ratios: Vec<f64> = pairs.iter().map(|(a, b)| a / b).collect();
        let (value, baseline, spread) = (median(&a), median(&b), spread(&ratios));
        let ratio = value / baseline;
        Self {
            id,
            value,
            unit,
            baseline: Some(baseline),
            ratio: Some(ratio),
            target,
            pass: ratio <= target + spread,
            spread,
            samples: json!(pairs),
        }
    }
}

/// Measures A and B in turn, the first of a round changing, so that a machine that slows down slows both.
///
/// # Errors
/// Whatever the measurements return.
pub fn interleaved(
    rounds: usize,
    mut a: impl FnMut() -> Result<f64>,
    mut b: impl FnMut() -> Result<f64>,
) -> Result<Vec<(f64, f64)>> {
    let mut pairs = Vec::new();
    for round in 0..rounds.max(ROUNDS) {
        if round % 2 == 0 {
            let first = a()?;
            pairs.push((first, b()?));
        } else {
            let first = b()?;
            pairs.push((a()?, first));
        }
    }
    Ok(pairs)
}

/// The middle value (the mean of the two middle ones); 0 of nothing.
pub fn median(samples: &[f64]) -> f64 {
    quantile(samples, 0.5)
}

/// Half the distance between the quartiles: one slow round does not buy tolerance.
pub fn spread(samples: &[f64]) -> f64 {
    (quantile(samples, 0.75) - quantile(samples, 0.25)) / 2.0
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a handful of samples"
)]
fn quantile(samples: &[f64], at: f64) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else {
        return 0.0;
    };
    let position = last as f64 * at;
    let (low, high) = (
        sorted[position.floor() as usize],
        sorted[position.ceil() as usize],
    );
    low + (high - low) * position.fract()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_outlier_moves_neither_median_nor_spread_far() {
        let calm = [10.0, 10.1, 9.9, 10.0, 10.2];
        let hiccup = [10.0, 10.1, 9.9, 10.0, 90.0];
        assert!((median(&calm) - median(&hiccup)).abs() < 0.2);
        assert!(spread(&hiccup) < 0.2, "{}", spread(&hiccup));
        assert!(median(&[]).abs() < f64::EPSILON);
    }

    #[test]
    fn a_row_fails_only_beyond_target_and_spread() {
        let within = Row::ratio(
            "x",
            "ms",
            1.5,
            &[
                (15.0, 10.0),
                (15.2, 10.0),
                (15.4, 10.0),
                (15.0, 10.0),
                (15.4, 10.0),
            ],
        );
        assert!(within.pass && within.ratio.is_some_and(|r| r > 1.5), "{within:?}");
        let beyond = Row::ratio("x", "ms", 1.5, &[(20.0, 10.0); 5]);
        assert!(!beyond.pass, "{beyond:?}");
        assert!(Row::absolute("y", "KB", 0.0, &[0.0]).pass);
        assert!(!Row::absolute("y", "KB", 0.0, &[1.0]).pass);
        assert!(Row::at_least("z", "lines/s", 50.0, &[49.0, 51.0, 52.0]).pass);
        assert!(!Row::at_least("z", "lines/s", 50.0, &[40.0, 41.0, 42.0]).pass);
    }

    #[test]
    fn both_sides_take_turns_for_at_least_five_rounds() {
        let order = std::cell::RefCell::new(String::new());
        let side = |name: char, value: f64| {
            order.borrow_mut().push(name);
            Ok(value)
        };
        let pairs = interleaved(1, || side('a', 1.0), || side('b', 2.0)).expect("no errors");
        assert_eq!(pairs, [(1.0, 2.0); 5]);
        assert_eq!(*order.borrow(), "abbaabbaab");
    }
}
