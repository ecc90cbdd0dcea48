//! Money: an integer of minor units plus a currency, in storage and on the wire. No float anywhere.

use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A currency the marketplace trades in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Currency {
    /// Chinese yuan, 2 decimals (fen).
    #[default]
    CNY,
    /// US dollar, 2 decimals.
    USD,
    /// Euro, 2 decimals.
    EUR,
}

impl Currency {
    /// All of them.
    pub const ALL: &'static [Currency] = &[Currency::CNY, Currency::USD, Currency::EUR];

    /// ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Currency::CNY => "CNY",
            Currency::USD => "USD",
            Currency::EUR => "EUR",
        }
    }

    /// The sign written before an amount.
    pub const fn sign(self) -> &'static str {
        match self {
            Currency::CNY => "¥",
            Currency::USD => "$",
            Currency::EUR => "€",
        }
    }

    /// Decimals of the minor unit.
    pub const fn decimals(self) -> u32 {
        2
    }

    /// Reads an ISO code.
    pub fn from_code(code: &str) -> Option<Currency> {
        [Currency::CNY, Currency::USD, Currency::EUR]
            .into_iter()
            .find(|c| c.code() == code)
    }
}

/// An amount of money. On the wire `{"minor": 12345, "currency": "CNY"}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Money {
    /// Minor units (fen): ¥123.45 is 12345.
    pub minor: i64,
    /// The currency the minor units are of.
    pub currency: Currency,
}

/// Why two amounts could not be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// CNY and USD do not add.
    #[error("amounts of two currencies cannot be added")]
    Currency,
    /// Past what 64 bits hold.
    #[error("the amount is too large")]
    Overflow,
}

impl Money {
    /// An amount of yuan, in fen.
    pub const fn cny(minor: i64) -> Money {
        Money {
            minor,
            currency: Currency::CNY,
        }
    }

    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Money {
        Money { minor: 0, currency }
    }

    /// The sum.
    ///
    /// # Errors
    /// Two currencies, or an overflow.
    pub fn plus(self, other: Money) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::Currency);
        }
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::Overflow)?;
        Ok(Money { minor, ..self })
    }

    /// The difference.
    ///
    /// # Errors
    /// Two currencies, or an overflow.
    pub fn minus(self, other: Money) -> Result<Money, MoneyError> {
        let minor = other.minor.checked_neg().ok_or(MoneyError::Overflow)?;
        self.plus(Money { minor, ..other })
    }

    /// This many times the amount.
    ///
    /// # Errors
    /// An overflow.
    pub fn times(self, count: i64) -> Result<Money, MoneyError> {
        let minor = self.minor.checked_mul(count).ok_or(MoneyError::Overflow)?;
        Ok(Money { minor, ..self })
    }

    /// A share in basis points (1/100 of a percent), rounded half away from zero to the minor unit: the one
    /// rounding function of the marketplace. Used once per line; the rule's version is kept with the line.
    pub fn share(self, rate: BasisPoints) -> Money {
        let exact = Decimal::from(self.minor) * Decimal::from(rate.0) / Decimal::from(10_000);
        Money {
            minor: round_half_away(exact),
            ..self
        }
    }

    /// Major units without sign or grouping, as in a CSV: `-1234.50`.
    pub fn major(self) -> String {
        let sign = if self.minor < 0 { "-" } else { "" };
        let abs = self.minor.unsigned_abs();
        format!("{sign}{}.{:02}", abs / 100, abs % 100)
    }

    /// For people: `¥1,234.50`, with a true minus sign.
    pub fn display(self) -> String {
        let sign = if self.minor < 0 { "\u{2212}" } else { "" };
        format!(
            "{sign}{}{}",
            self.currency.sign(),
            group(self.minor.unsigned_abs())
        )
    }

    /// Grouped figures without the currency, for tables that name it in the header: `1,234.50`.
    pub fn figures(self) -> String {
        let sign = if self.minor < 0 { "\u{2212}" } else { "" };
        format!("{sign}{}", group(self.minor.unsigned_abs()))
    }

    /// Reads what a person types for an amount: `1,234.5`, `¥1234.50`, full-width digits. At most two decimals.
    pub fn parse(text: &str, currency: Currency) -> Option<Money> {
        let mut plain = String::new();
        for c in text.trim().chars() {
            match c {
                '0'..='9' | '.' => plain.push(c),
                '０'..='９' => plain.push(char::from(b'0' + (c as u32 - '０' as u32) as u8)),
                '．' => plain.push('.'),
                '-' | '−' if plain.is_empty() => plain.push('-'),
                ',' | '，' | ' ' | '\u{a0}' | '\u{202f}' | '¥' | '￥' | '$' | '€' => {}
                _ => return None,
            }
        }
        let (negative, digits) = match plain.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, plain.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() && fraction.is_empty() || fraction.len() > 2 || fraction.contains('.') {
            return None;
        }
        let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let cents: i64 = format!("{fraction:0<2}").parse().ok()?;
        let minor = whole.checked_mul(100)?.checked_add(cents)?;
        Some(Money {
            minor: if negative { -minor } else { minor },
            currency,
        })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.major(), self.currency.code())
    }
}

fn group(minor: u64) -> String {
    let whole = (minor / 100).to_string();
    let mut out = String::with_capacity(whole.len() + whole.len() / 3 + 3);
    for (i, c) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out.push_str(&format!(".{:02}", minor % 100));
    out
}

/// Rounds to a whole minor unit, half away from zero.
pub fn round_half_away(exact: Decimal) -> i64 {
    exact
        .round_dp_with_strategy(0, RoundingStrategy::MidpointAwayFromZero)
        .to_i64()
        .unwrap_or(if exact.is_sign_negative() {
            i64::MIN
        } else {
            i64::MAX
        })
}

/// A rate in basis points: 500 is 5 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(transparent))]
#[serde(transparent)]
pub struct BasisPoints(pub u32);

impl BasisPoints {
    /// Whole and hundredth percents as people write them: `5`, `12.5`.
    pub fn percent(self) -> String {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => whole.to_string(),
            r if r % 10 == 0 => format!("{whole}.{}", r / 10),
            r => format!("{whole}.{r:02}"),
        }
    }

    /// Reads a percentage as typed: `5`, `12.5`, `12.5%`, full-width digits. At most two decimals, at most 100.
    pub fn parse_percent(text: &str) -> Option<BasisPoints> {
        let text = text.trim().trim_end_matches(['%', '％']);
        if text.contains([',', '，', '¥', '$', '€']) {
            return None;
        }
        let amount = Money::parse(text, Currency::CNY)?;
        u32::try_from(amount.minor)
            .ok()
            .filter(|bp| *bp <= 10_000)
            .map(BasisPoints)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_a_fen_rounds_away_from_zero() {
        for (minor, rate, expected) in [
            (10, 500, 1),   // 0.5 → 1
            (-10, 500, -1), // −0.5 → −1
            (30, 500, 2),   // 1.5 → 2
            (29, 500, 1),   // 1.45 → 1
            (100_000, 500, 5_000),
            (i64::MAX, 10_000, i64::MAX),
        ] {
            assert_eq!(
                Money::cny(minor).share(BasisPoints(rate)).minor,
                expected,
                "{minor} × {rate}"
            );
        }
    }

    #[test]
    fn amounts_read_as_people_type_them() {
        for (text, expected) in [
            ("1,234.5", Some(123_450)),
            ("¥ 12", Some(1_200)),
            ("１２．３４", Some(1_234)),
            (".5", Some(50)),
            ("-3", Some(-300)),
            ("1.234", None),
            ("1.2.3", None),
            ("abc", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(
                Money::parse(text, Currency::CNY).map(|m| m.minor),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn amounts_are_written_for_people_and_for_files() {
        assert_eq!(Money::cny(-123_456_789).display(), "\u{2212}¥1,234,567.89");
        assert_eq!(Money::cny(-5).major(), "-0.05");
        assert_eq!(BasisPoints(1250).percent(), "12.5");
        assert_eq!(BasisPoints::parse_percent("12.5%"), Some(BasisPoints(1250)));
        assert_eq!(BasisPoints::parse_percent("101"), None);
    }
}
