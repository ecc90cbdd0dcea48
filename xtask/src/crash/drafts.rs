//! Autosave: every acknowledged save is there, and a save that is asked for again under its key is saved once.

use super::CLIENTS;
use super::journal::Journal;
use super::scenario::{Scenario, Step};
use super::stage::Stage;
use crate::api::Client;
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A draft per client, as an editor has one open.
pub struct Drafts {
    owner: Client,
    drafts: Vec<Mutex<Draft>>,
}

struct Draft {
    listing: String,
    /// Counts acknowledged saves: the server's version must go along, step by step.
    version: i64,
    /// What the server has said yes to.
    saved: String,
    /// Asked for and not answered yet: key, request, text.
    open: Option<(String, Value, String)>,
}

impl Drafts {
    /// # Errors
    /// When nobody can sign in or no draft can be started.
    pub fn start(stage: &Stage) -> Result<Box<dyn Scenario>> {
        let owner = stage.sign_in("seller.owner")?;
        let drafts = (0..CLIENTS).map(|_| {
            let listing = owner
                .op(&stage.url(), "CreateListing", &json!({ "content": content("") }))?
                .ok()?;
            Ok(Mutex::new(Draft {
                listing: listing["id"].as_str().context("a listing has an id")?.to_owned(),
                version: listing["version"].as_i64().context("a listing has a version")?,
                saved: String::new(),
                open: None,
            }))
        });
        let drafts = drafts.collect::<Result<_>>()?;
        Ok(Box::new(Self { owner, drafts }))
    }

    fn draft(&self, client: usize) -> MutexGuard<'_, Draft> {
        self.drafts[client % self.drafts.len()]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends what is open; it stays open when there is no answer.
    fn send(&self, url: &str, draft: &mut Draft, journal: &Journal) -> Result<()> {
        let Some((key, request, text)) = &draft.open else {
            return Ok(());
        };
        let answer = self.owner.op_once(url, "SaveDraft", key, request)?;
        match (answer.status, answer.body["version"].as_i64()) {
            (200, Some(version)) if version == draft.version + 1 => {
                journal.acknowledge();
                draft.version = version;
                draft.saved = text.clone();
            }
            (200, version) => journal.double(format!("version {version:?} after {}", draft.version)),
            _ => journal.wonder(answer.told()),
        }
        draft.open = None;
        Ok(())
    }

    fn look(&self, url: &str, draft: &Draft) -> Result<(i64, String)> {
        let view = self
            .owner
            .op(url, "GetListing", &json!({ "listing": draft.listing }))?
            .ok()?;
        let text = view["content"]["introduction"]["en"].as_str().unwrap_or_default();
        Ok((view["version"].as_i64().unwrap_or_default(), text.to_owned()))
    }
}

/// A draft whose long text is the one that counts.
fn content(introduction: &str) -> Value {
    json!({
        "name": { "zh": "云梯工单", "en": "Yunti Desk" },
        "introduction": { "zh": "", "en": introduction },
    })
}

impl Scenario for Drafts {
    fn name(&self) -> &'static str {
        "drafts"
    }

    fn attempt(&self, url: &str, client: usize, journal: &Journal) -> Result<Step> {
        let draft = &mut *self.draft(client);
        if draft.open.is_none() {
            let n = draft.version;
            let text = format!(
                "save {n} of client {client}: {}",
                "words and more words. ".repeat(50)
            );
            let text = text.trim().to_owned();
            let request = json!({ "listing": draft.listing, "version": n, "content": content(&text) });
            draft.open = Some((format!("draft-{}-{n}", draft.listing), request, text));
        }
        self.send(url, draft, journal)?;
        Ok(Step::Done)
    }

    fn recover(&self, url: &str, journal: &Journal) -> Result<()> {
        for client in 0..self.drafts.len() {
            let draft = &mut *self.draft(client);
            let Some((_, _, text)) = &draft.open else { continue };
            // The kill came before the commit or after it: the last acknowledged save, or the open one.
            let found = self.look(url, draft)?;
            let before = (draft.version, draft.saved.clone());
            let after = (draft.version + 1, text.clone());
            if found != before && found != after {
                journal.lose(format!(
                    "draft {}: version {} where {} was",
                    draft.listing, found.0, before.0
                ));
            }
            journal.retry();
            self.send(url, draft, journal)?;
        }
        Ok(())
    }

    fn verify(&self, url: &str, journal: &Journal) -> Result<()> {
        for client in 0..self.drafts.len() {
            let draft = &*self.draft(client);
            let (version, text) = self.look(url, draft)?;
            journal.check();
            if version > draft.version {
                journal.double(format!(
                    "draft {}: version {version}, {} acknowledged",
                    draft.listing, draft.version
                ));
            } else if version < draft.version || text != draft.saved {
                journal.lose(format!(
                    "draft {}: version {version}, {} acknowledged",
                    draft.listing, draft.version
                ));
            }
        }
        Ok(())
    }
}
