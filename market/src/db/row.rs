//! Reading a row into domain types.

use super::DbErr;
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    lang::Bilingual,
    money::{Currency, Money},
};
use sea_orm::QueryResult;
use serde::de::DeserializeOwned;
use std::str::FromStr;
use uuid::Uuid;

/// A row of an answer. A value that does not read as its type is a fault of ours, never of the reader.
pub struct Row(pub(super) QueryResult);

impl Row {
    /// A text.
    pub fn text(&self, column: &str) -> Result<String, DbErr> {
        self.0.try_get("", column)
    }

    /// A text that may be missing.
    pub fn text_or_none(&self, column: &str) -> Result<Option<String>, DbErr> {
        self.0.try_get("", column)
    }

    /// A 64-bit integer.
    pub fn int(&self, column: &str) -> Result<i64, DbErr> {
        self.0.try_get("", column)
    }

    /// An integer that may be missing.
    pub fn int_or_none(&self, column: &str) -> Result<Option<i64>, DbErr> {
        self.0.try_get("", column)
    }

    /// A count or another number that cannot be negative.
    pub fn count(&self, column: &str) -> Result<u64, DbErr> {
        u64::try_from(self.int(column)?).map_err(|_| bad(column, "negative"))
    }

    /// A small number that cannot be negative.
    pub fn small(&self, column: &str) -> Result<u32, DbErr> {
        u32::try_from(self.int(column)?).map_err(|_| bad(column, "out of range"))
    }

    /// An id.
    pub fn id<T: From<Uuid>>(&self, column: &str) -> Result<T, DbErr> {
        Uuid::parse_str(&self.text(column)?)
            .map(T::from)
            .map_err(|e| bad(column, e))
    }

    /// An id that may be missing.
    pub fn id_or_none<T: From<Uuid>>(&self, column: &str) -> Result<Option<T>, DbErr> {
        match self.text_or_none(column)? {
            None => Ok(None),
            Some(text) => Uuid::parse_str(&text)
                .map(|id| Some(T::from(id)))
                .map_err(|e| bad(column, e)),
        }
    }

    /// An instant.
    pub fn time(&self, column: &str) -> Result<DateTime<Utc>, DbErr> {
        from_micros(self.int(column)?).ok_or_else(|| bad(column, "no instant"))
    }

    /// An instant that may be missing.
    pub fn time_or_none(&self, column: &str) -> Result<Option<DateTime<Utc>>, DbErr> {
        match self.int_or_none(column)? {
            None => Ok(None),
            Some(micros) => from_micros(micros)
                .map(Some)
                .ok_or_else(|| bad(column, "no instant")),
        }
    }

    /// A stored JSON document.
    pub fn json<T: DeserializeOwned>(&self, column: &str) -> Result<T, DbErr> {
        serde_json::from_str(&self.text(column)?).map_err(|e| bad(column, e))
    }

    /// A text read by a type's own parser (`FromStr`).
    pub fn parse<T: FromStr>(&self, column: &str) -> Result<T, DbErr> {
        let text = self.text(column)?;
        text.parse().map_err(|_| bad(column, text))
    }

    /// A state or kind read by its `parse` function: `row.state("state", OfferState::parse)?`.
    pub fn state<T>(&self, column: &str, parse: fn(&str) -> Option<T>) -> Result<T, DbErr> {
        let text = self.text(column)?;
        parse(&text).ok_or_else(|| bad(column, text))
    }

    /// A name from its two columns `{prefix}_zh` and `{prefix}_en`.
    pub fn bilingual(&self, prefix: &str) -> Result<Bilingual, DbErr> {
        Ok(Bilingual {
            zh: self.text(&format!("{prefix}_zh"))?,
            en: self.text(&format!("{prefix}_en"))?,
        })
    }

    /// An amount from its column and the column `currency`.
    pub fn money(&self, column: &str) -> Result<Money, DbErr> {
        let code = self.text("currency")?;
        let currency = Currency::from_code(&code).ok_or_else(|| bad("currency", code))?;
        Ok(Money {
            minor: self.int(column)?,
            currency,
        })
    }
}

fn bad(column: &str, why: impl std::fmt::Display) -> DbErr {
    DbErr::Type(format!("column {column}: {why}"))
}

fn from_micros(micros: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros)
}
