//! What is counted, and what was found wrong.

use std::fmt::Display;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// Filled by the clients and the checks of one scenario in one data folder.
#[derive(Default)]
pub struct Journal {
    acknowledged: AtomicU64,
    retried: AtomicU64,
    checked: AtomicU64,
    lost: Mutex<Vec<String>>,
    doubled: Mutex<Vec<String>>,
    odd: Mutex<Vec<String>>,
}

impl Journal {
    /// The server said yes.
    pub fn acknowledge(&self) {
        self.acknowledged.fetch_add(1, Ordering::Relaxed);
    }

    /// Something unanswered was asked for again.
    pub fn retry(&self) {
        self.retried.fetch_add(1, Ordering::Relaxed);
    }

    /// Something acknowledged was looked for.
    pub fn check(&self) {
        self.checked.fetch_add(1, Ordering::Relaxed);
    }

    /// Acknowledged and not there, or not as it was acknowledged.
    pub fn lose(&self, what: impl Display) {
        note(&self.lost, what);
    }

    /// There more often than it was asked for.
    pub fn double(&self, what: impl Display) {
        note(&self.doubled, what);
    }

    /// An answer that nothing explains.
    pub fn wonder(&self, what: impl Display) {
        note(&self.odd, what);
    }

    pub fn bad(&self) -> bool {
        [&self.lost, &self.doubled, &self.odd]
            .iter()
            .any(|list| !taken(list).is_empty())
    }
}

fn note(list: &Mutex<Vec<String>>, what: impl Display) {
    list.lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(what.to_string());
}

fn taken(list: &Mutex<Vec<String>>) -> Vec<String> {
    list.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// The counts of a scenario over all its data folders.
#[derive(Default)]
pub struct Tally {
    pub kills: u64,
    acknowledged: u64,
    retried: u64,
    checked: u64,
    lost: Vec<String>,
    doubled: Vec<String>,
    odd: Vec<String>,
}

impl Tally {
    pub const HEAD: &str =
        "scenario                kills  acknowledged  retried  checked  lost  doubled  odd";

    pub fn add(&mut self, journal: &Journal) {
        self.acknowledged += journal.acknowledged.load(Ordering::Relaxed);
        self.retried += journal.retried.load(Ordering::Relaxed);
        self.checked += journal.checked.load(Ordering::Relaxed);
        self.lost.extend(taken(&journal.lost));
        self.doubled.extend(taken(&journal.doubled));
        self.odd.extend(taken(&journal.odd));
    }

    pub fn good(&self) -> bool {
        self.lost.is_empty() && self.doubled.is_empty() && self.odd.is_empty()
    }

    /// A line under [`Tally::HEAD`], and the first of what is wrong.
    pub fn line(&self, name: &str) -> String {
        let mut text = format!(
            "{name:22} {:6} {:13} {:8} {:8} {:5} {:8} {:4}\n",
            self.kills,
            self.acknowledged,
            self.retried,
            self.checked,
            self.lost.len(),
            self.doubled.len(),
            self.odd.len()
        );
        for (kind, list) in [
            ("lost", &self.lost),
            ("doubled", &self.doubled),
            ("odd", &self.odd),
        ] {
            for what in list.iter().take(3) {
                text += &format!("    {kind}: {what}\n");
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_is_good_until_something_is_wrong_and_says_what() {
        let journal = Journal::default();
        journal.acknowledge();
        journal.check();
        let mut tally = Tally {
            kills: 3,
            ..Tally::default()
        };
        tally.add(&journal);
        assert!(tally.good() && !journal.bad());
        journal.lose("order 7");
        let mut later = Tally::default();
        later.add(&journal);
        assert!(!later.good() && journal.bad());
        assert!(
            later.line("orders").contains("lost: order 7"),
            "{}",
            later.line("orders")
        );
        let width = |line: &str| line.trim_end().chars().count();
        assert_eq!(
            width(&tally.line("orders")),
            width(Tally::HEAD),
            "columns stand under their names"
        );
    }
}
