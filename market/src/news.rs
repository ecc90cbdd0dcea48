//! Says inside this process that something was written, so that whoever watches looks again; and that it is time to go.
//! Another process is not heard: watchers look by themselves as well, less often.

use tokio::sync::watch;

/// What is watched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct State {
    written: u64,
    closing: bool,
}

/// The bell.
#[derive(Debug)]
pub struct News(watch::Sender<State>);

impl Default for News {
    fn default() -> News {
        News(watch::Sender::new(State::default()))
    }
}

impl News {
    /// Something was committed.
    pub(crate) fn happened(&self) {
        self.0
            .send_modify(|state| state.written = state.written.wrapping_add(1));
    }

    /// The process stops: whoever watches goes home now.
    pub fn close(&self) {
        self.0.send_modify(|state| state.closing = true);
    }

    /// Somebody who watches.
    pub fn watch(&self) -> Watch {
        Watch(self.0.subscribe())
    }
}

/// Somebody who watches.
#[derive(Debug, Clone)]
pub struct Watch(watch::Receiver<State>);

impl Watch {
    /// Waits until something was written that this watcher has not heard of; false when it is time to go.
    pub async fn next(&mut self) -> bool {
        if self.closing() {
            return false;
        }
        self.0.changed().await.is_ok() && !self.closing()
    }

    /// True when it is time to go.
    pub fn closing(&self) -> bool {
        self.0.borrow().closing
    }
}
