//! Autosave: one save under way at a time, the latest text wins, and what was typed is kept on this device until the
//! server has it.

use super::{
    browser,
    form::Form,
    typed::{Typed, at_fields},
};
use crate::{
    fault::Fault,
    features::listings::calls::{SaveDraftCall, get_listing, save_draft},
};
use chrono::{DateTime, Utc};
use guildhall_sdk::{
    finding::{Code, Finding},
    ids::ListingId,
    lang::Lang,
    listings::{ListingView, SaveDraft, SavedDraft},
    portal::{AppError, Conflict},
    time::Zone,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, server_fn::ServerFn, task::spawn_local};
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Rest after the last key before a save.
const SAVE_AFTER: Duration = Duration::from_millis(800);
/// Rest after the last key before the rules run and the local copy is written.
const CHECK_AFTER: Duration = Duration::from_millis(200);

/// Browsers send up to 64 KiB after a page was left, all of it together.
const FAREWELL_MAX_BYTES: usize = 60 * 1024;

/// Why saving stands still.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// No answer; it is tried again by itself.
    Offline,
    /// Nobody is signed in any more.
    SignedOut,
    /// Somebody else saved; this is what they saved.
    Stale(Box<ListingView>),
    /// Refused for good, unless the text changes.
    Refused(String),
}

/// What is kept on this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocalCopy {
    /// The version it was typed on.
    pub version: i64,
    /// The fields.
    pub typed: Typed,
}

/// The autosave of a page.
#[derive(Clone, Copy)]
pub struct Saver {
    pub listing: ListingId,
    pub form: Form,
    /// The fields as they stand.
    pub typed: Memo<Typed>,
    /// What the server has.
    pub saved: RwSignal<Typed>,
    /// The version to save with next, and to submit.
    pub version: RwSignal<i64>,
    /// When it was saved, `14:03`.
    pub saved_at: RwSignal<String>,
    pub sending: RwSignal<bool>,
    pub trouble: RwSignal<Option<Trouble>>,
    /// Unsaved text of an earlier visit, until the reader decides.
    pub recovery: RwSignal<Option<LocalCopy>>,
    /// The reader's own text after the other one was taken.
    pub replaced: RwSignal<Option<Typed>>,
    /// What the rules found the last time typing paused.
    checked: RwSignal<Vec<Finding>>,
    /// What only the server can find.
    server: RwSignal<Vec<Finding>>,
    sent: StoredValue<Option<Typed>>,
    latest: StoredValue<Typed>,
    failures: StoredValue<u32>,
    save_timer: StoredValue<Option<TimeoutHandle>>,
    check_timer: StoredValue<Option<TimeoutHandle>>,
    key: StoredValue<String>,
    zone: StoredValue<Zone>,
    lang: Lang,
}

impl Saver {
    /// The autosave of a listing as it was loaded. Call [`Saver::start`] once the page is made.
    pub fn new(view: &ListingView, person: &str, zone: Zone, lang: Lang) -> Saver {
        let typed = Typed::of(&view.content);
        let form = Form::new(&typed);
        Saver {
            listing: view.id,
            form,
            typed: Memo::new(move |_| form.typed()),
            version: RwSignal::new(view.version),
            saved_at: RwSignal::new(clock(&zone, view.saved_at)),
            sending: RwSignal::new(false),
            trouble: RwSignal::new(None),
            recovery: RwSignal::new(None),
            replaced: RwSignal::new(None),
            checked: RwSignal::new(typed.findings()),
            server: RwSignal::new(only_the_server_finds(view.findings.clone(), &typed)),
            sent: StoredValue::new(None),
            latest: StoredValue::new(typed.clone()),
            saved: RwSignal::new(typed),
            failures: StoredValue::new(0),
            save_timer: StoredValue::new(None),
            check_timer: StoredValue::new(None),
            key: StoredValue::new(format!("guildhall-draft:{person}:{}", view.id)),
            zone: StoredValue::new(zone),
            lang,
        }
    }

    /// True while the server does not have what is in the fields.
    pub fn is_dirty(self) -> bool {
        self.sending.get() || self.typed.with(|typed| self.saved.with(|saved| typed != saved))
    }

    fn differs(self) -> bool {
        self.latest
            .with_value(|typed| self.saved.with_untracked(|saved| typed != saved))
    }

    /// Everything that stops a submission, in the order of the form's fields.
    pub fn findings(self) -> Vec<Finding> {
        let mut all = self.checked.get();
        all.extend(self.server.get());
        all
    }

    /// Watches the fields. Runs in the browser only.
    pub fn start(self) {
        Effect::new(move |before: Option<()>| {
            let typed = self.typed.get();
            let dirty = self.saved.with(|saved| typed != *saved);
            self.latest.set_value(typed);
            if before.is_none() {
                self.look_for_recovery();
            }
            self.later(self.check_timer, CHECK_AFTER, move || self.check());
            if dirty {
                self.changed();
            } else if !self.sending.get_untracked() {
                self.forget();
                if !matches!(self.trouble.get_untracked(), Some(Trouble::Stale(_))) {
                    self.trouble.set(None);
                }
            }
        });
        Effect::new(move |_| {
            browser::warn_before_leaving(move || self.would_lose());
            let online = window_event_listener_untyped("online", move |_| {
                if self.trouble.get_untracked() == Some(Trouble::Offline) {
                    self.save();
                }
            });
            // Whoever signed in in another tab comes back here.
            let focus = window_event_listener_untyped("focus", move |_| {
                if self.trouble.get_untracked() == Some(Trouble::SignedOut) {
                    self.save();
                }
            });
            let hide = window_event_listener_untyped("pagehide", move |_| self.leave());
            on_cleanup(move || {
                online.remove();
                focus.remove();
                hide.remove();
            });
        });
    }

    /// Tries at once.
    pub fn save(self) {
        if self.sending.get_untracked() || !self.differs() {
            return;
        }
        let typed = self.latest.get_value();
        let request = SaveDraft {
            listing: self.listing,
            version: self.version.get_untracked(),
            content: typed.content(),
        };
        self.sent.set_value(Some(typed));
        self.sending.set(true);
        spawn_local(async move {
            let answer = save_draft(request).await;
            // The page may have been left meanwhile.
            if self.version.try_get_untracked().is_some() {
                self.answered(answer);
            }
        });
    }

    /// Decides the offered recovery.
    pub fn recover(self, yes: bool) {
        let copy = self.recovery.get_untracked();
        self.recovery.set(None);
        match copy {
            Some(copy) if yes => self.form.set(&copy.typed),
            _ if !self.differs() => self.forget(),
            _ => {}
        }
    }

    /// Goes on from what somebody else saved, with these fields.
    pub fn settle(self, theirs: &ListingView, chosen: &Typed) {
        let mine = self.latest.get_value();
        self.replaced.set((mine != *chosen).then_some(mine));
        self.adopt(theirs);
        self.latest.set_value(chosen.clone());
        self.form.set(chosen);
        self.save();
    }

    /// Takes back [`Saver::settle`].
    pub fn bring_back(self) {
        if let Some(mine) = self.replaced.get_untracked() {
            self.replaced.set(None);
            self.form.set(&mine);
        }
    }

    fn adopt(self, view: &ListingView) {
        self.version.set(view.version);
        self.saved_at
            .set(self.zone.with_value(|zone| clock(zone, view.saved_at)));
        let typed = Typed::of(&view.content);
        self.server
            .set(only_the_server_finds(view.findings.clone(), &typed));
        self.saved.set(typed);
        self.trouble.set(None);
        self.failures.set_value(0);
    }

    fn changed(self) {
        match self.trouble.get_untracked() {
            // The next try is planned already, or waits for the reader.
            Some(Trouble::Offline | Trouble::SignedOut | Trouble::Stale(_)) => return,
            Some(Trouble::Refused(_)) => self.trouble.set(None),
            None => {}
        }
        if !self.sending.get_untracked() {
            self.later(self.save_timer, SAVE_AFTER, move || self.save());
        }
    }

    fn answered(self, answer: Result<SavedDraft, Fault>) {
        self.sending.set(false);
        match answer {
            Ok(saved) => {
                if let Some(sent) = self.sent.get_value() {
                    self.server.set(only_the_server_finds(saved.findings, &sent));
                    self.saved.set(sent);
                }
                self.version.set(saved.version);
                self.saved_at
                    .set(self.zone.with_value(|zone| clock(zone, saved.saved_at)));
                self.trouble.set(None);
                self.failures.set_value(0);
                if self.differs() {
                    self.later(self.save_timer, SAVE_AFTER, move || self.save());
                }
            }
            Err(fault) => self.failed(&fault.error),
        }
    }

    fn failed(self, error: &AppError) {
        match error {
            AppError::Unavailable | AppError::Internal | AppError::TooManyRequests { .. } => {
                let failures = self.failures.get_value().saturating_add(1);
                self.failures.set_value(failures);
                self.trouble.set(Some(Trouble::Offline));
                self.later(self.save_timer, rest_after(failures), move || self.save());
            }
            AppError::NotSignedIn => self.trouble.set(Some(Trouble::SignedOut)),
            AppError::Conflict {
                reason: Conflict::StaleVersion { .. },
            } => self.compare(),
            AppError::Invalid { findings } => {
                let words: Vec<String> = findings.iter().map(|f| f.message(self.lang)).collect();
                let here = findings.iter().cloned().map(|mut f| {
                    f.path = f.path.strip_prefix("content.").unwrap_or(&f.path).to_owned();
                    f
                });
                let here = at_fields(here.collect(), &self.latest.with_value(Typed::content));
                self.server.set(here);
                self.trouble.set(Some(Trouble::Refused(words.join(" "))));
            }
            other => self.trouble.set(Some(Trouble::Refused(other.message(self.lang)))),
        }
    }

    /// Somebody saved since. It may have been this page, when only the answer got lost.
    fn compare(self) {
        self.sending.set(true);
        spawn_local(async move {
            let theirs = get_listing(self.listing).await;
            if self.version.try_get_untracked().is_none() {
                return;
            }
            self.sending.set(false);
            match theirs {
                Err(fault) => self.failed(&fault.error),
                Ok(view) if !view.revision_state.is_editable() => {
                    let wrong = AppError::wrong_state(view.revision_state.as_str());
                    self.trouble.set(Some(Trouble::Refused(wrong.message(self.lang))));
                }
                Ok(view) => {
                    let stored = Typed::of(&view.content);
                    let own = |typed: &Typed| typed.content() == stored.content();
                    if self.sent.get_value().as_ref().is_some_and(own) || self.latest.with_value(own) {
                        self.adopt(&view);
                        self.save();
                    } else {
                        self.trouble.set(Some(Trouble::Stale(Box::new(view))));
                    }
                }
            }
        });
    }

    fn look_for_recovery(self) {
        let Some(text) = browser::read_local(&self.key.get_value()) else {
            return;
        };
        let copy = serde_json::from_str::<LocalCopy>(&text).ok();
        match copy.filter(|copy| self.saved.with_untracked(|saved| copy.typed != *saved)) {
            Some(copy) => self.recovery.set(Some(copy)),
            None => browser::remove_local(&self.key.get_value()),
        }
    }

    fn check(self) {
        self.checked.set(self.latest.with_value(Typed::findings));
        self.keep();
    }

    /// Writes the local copy, unless an older one still waits for a decision.
    fn keep(self) {
        if self.recovery.with_untracked(Option::is_some) || !self.differs() {
            return;
        }
        let copy = LocalCopy {
            version: self.version.get_untracked(),
            typed: self.latest.get_value(),
        };
        if let Ok(text) = serde_json::to_string(&copy) {
            browser::write_local(&self.key.get_value(), &text);
        }
    }

    fn forget(self) {
        if self.recovery.with_untracked(Option::is_none) {
            browser::remove_local(&self.key.get_value());
        }
    }

    /// Runs something after a while, once: another call puts it off.
    fn later(self, timer: StoredValue<Option<TimeoutHandle>>, rest: Duration, run: impl FnOnce() + 'static) {
        if let Some(handle) = timer.get_value() {
            handle.clear();
        }
        timer.set_value(set_timeout_with_handle(run, rest).ok());
    }

    /// The page is left: what is not saved yet stays on this device, and is sent once more without waiting for the answer.
    /// The next visit compares the two.
    fn leave(self) {
        if !self.differs() {
            return;
        }
        self.keep();
        if self.trouble.with_untracked(Option::is_none)
            && let Some(message) = self.farewell()
        {
            browser::send_and_forget(<SaveDraftCall as ServerFn>::PATH, &message);
        }
    }

    /// The save that is sent when the page is left; none when it is more than browsers send then.
    fn farewell(self) -> Option<String> {
        let request = SaveDraft {
            listing: self.listing,
            version: self.version.get_untracked(),
            content: self.latest.with_value(Typed::content),
        };
        let message = serde_json::to_string(&SaveDraftCall { request }).ok()?;
        (message.len() <= FAREWELL_MAX_BYTES).then_some(message)
    }

    /// True when leaving now would lose the way to the server: the reader is asked.
    fn would_lose(self) -> bool {
        self.differs() && (self.trouble.with_untracked(Option::is_some) || self.farewell().is_none())
    }
}

/// How long to wait after so many failures in a row: 1 s, 2 s, 4 s … 30 s.
fn rest_after(failures: u32) -> Duration {
    let seconds = 1_u64 << failures.saturating_sub(1).min(5);
    Duration::from_secs(seconds.min(30))
}

/// The hour and minute of an instant in the marketplace's zone.
fn clock(zone: &Zone, at: DateTime<Utc>) -> String {
    zone.minute(at)
        .split(' ')
        .next_back()
        .unwrap_or_default()
        .to_owned()
}

/// What the browser cannot know: what is on sale, and whose a file is.
fn only_the_server_finds(findings: Vec<Finding>, typed: &Typed) -> Vec<Finding> {
    let found = findings
        .into_iter()
        .filter(|f| matches!(f.code, Code::SpecModeFixed | Code::SpecRemoved | Code::Unknown))
        .collect();
    at_fields(found, &typed.content())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tries_get_rarer_and_never_stop() {
        let seconds: Vec<u64> = (1..8).map(|n| rest_after(n).as_secs()).collect();
        assert_eq!(seconds, [1, 2, 4, 8, 16, 30, 30]);
        assert_eq!(rest_after(u32::MAX).as_secs(), 30);
    }

    #[test]
    fn a_local_copy_of_an_older_page_still_reads() {
        let copy: LocalCopy =
            serde_json::from_str(r#"{"version":3,"typed":{"name":{"zh":"工单"}}}"#).unwrap();
        assert_eq!((copy.version, copy.typed.name.zh.as_str()), (3, "工单"));
    }
}
