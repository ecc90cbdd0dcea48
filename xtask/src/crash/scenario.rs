//! What a kind of work that must survive a kill has to say.

use super::journal::Journal;
use super::stage::Stage;
use anyhow::Result;

/// What an attempt came to.
pub enum Step {
    /// Something was asked and answered.
    Done,
    /// There is nothing to do for now.
    Idle,
}

/// Prepares a scenario on a running server.
pub type Make = fn(&Stage) -> Result<Box<dyn Scenario>>;

/// One kind of work that must survive a kill.
pub trait Scenario: Sync {
    fn name(&self) -> &'static str;

    /// Does the thing once and notes what the server acknowledged. `client` is 0 up to `CLIENTS`.
    ///
    /// # Errors
    /// When the server did not answer: the client stops, and what it asked for is open until [`Scenario::recover`].
    fn attempt(&self, url: &str, client: usize, journal: &Journal) -> Result<Step>;

    /// Asks the restarted server again for whatever was not answered, as a client with patience would.
    ///
    /// # Errors
    /// When the restarted server does not answer.
    fn recover(&self, url: &str, journal: &Journal) -> Result<()>;

    /// Looks for everything acknowledged.
    ///
    /// # Errors
    /// When the restarted server does not answer.
    fn verify(&self, url: &str, journal: &Journal) -> Result<()>;

    /// Looks at the end for what only shows when the work is done.
    ///
    /// # Errors
    /// When the server does not answer.
    fn finish(&self, _url: &str, _journal: &Journal) -> Result<()> {
        Ok(())
    }

    /// True when there is no work left in this data folder.
    fn exhausted(&self) -> bool {
        false
    }
}
